import type { SelectorMatch } from '../../language/types';
import type { App } from '../app-context';
import type { editor } from './monaco';
import type { Sheet, Sheets } from './sheets';
import { isCurrent, watch } from './watch';

/** The selector under the caret, in the sheet that it was asked of. */
export type CaretSelector = { readonly sheet: Sheet; readonly match: SelectorMatch };

/**
 * Tells the workspace where the caret is, and lights the workloads that the selector under it matches. One question
 * is under way at a time; the newest place is asked about next.
 */
export function followCaret(
  app: App,
  view: editor.IStandaloneCodeEditor,
  sheets: Sheets,
  take: (found: CaretSelector | undefined) => void,
): () => void {
  let asking = false;
  let again = false;
  let stopped = false;
  let lit = false;

  const light = (workloads: readonly string[]) => {
    if (workloads.length === 0 && !lit) return;
    lit = workloads.length > 0;
    app.commands.match(workloads);
  };

  const ask = async (): Promise<void> => {
    const sheet = sheets.current();
    const position = view.getPosition();
    if (sheet === undefined || position === null) {
      take(undefined);
      return;
    }
    // Focus may be in something that stands in the editor, such as what was taken here.
    if (!view.hasTextFocus()) return;
    const { revision } = app.getState();
    if (!isCurrent(app.getState())) return;
    const match = await app.engine.selectorAt(sheet.file, sheet.link.offsetAt(position));
    if (stopped || sheets.current() !== sheet || app.getState().revision !== revision) return;
    if (!view.hasTextFocus()) return;
    light(match?.workloads ?? []);
    take(match === undefined ? undefined : { sheet, match });
  };

  const update = () => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    ask()
      .catch(() => undefined)
      .finally(() => {
        asking = false;
        if (again && !stopped) {
          again = false;
          update();
        }
      });
  };

  const tell = () => {
    const position = view.hasTextFocus() ? view.getPosition() : null;
    app.commands.caretAt(
      position === null ? undefined : { line: position.lineNumber, column: position.column },
    );
  };

  const listeners = [
    view.onDidChangeCursorPosition(() => {
      tell();
      update();
    }),
    view.onDidFocusEditorText(() => {
      tell();
      update();
    }),
    view.onDidBlurEditorText(() => {
      tell();
      light([]);
    }),
    view.onDidBlurEditorWidget(() => {
      take(undefined);
    }),
  ];
  const stop = watch(app, (state) => state.summary, update);
  return () => {
    stopped = true;
    stop();
    for (const listener of listeners) listener.dispose();
    light([]);
    app.commands.caretAt(undefined);
  };
}
