import { announce } from '../kit/announce';
import type { App } from '../app-context';
import { isProposing } from './is-proposing';
import { editor as monaco, KeyCode, KeyMod, type editor } from './monaco';

/**
 * The editor's own keys: undo and redo are the workspace's, and after Escape the next Tab leaves the editor.
 */
export function bindKeys(app: App, view: editor.IStandaloneCodeEditor): () => void {
  const undo = () => {
    app.commands.undo();
  };
  const redo = () => {
    app.commands.redo();
  };
  view.addCommand(KeyMod.CtrlCmd | KeyCode.KeyZ, undo);
  view.addCommand(KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ, redo);
  view.addCommand(KeyMod.CtrlCmd | KeyCode.KeyY, redo);

  let leaving = false;
  const leave = (next: boolean) => {
    if (leaving === next) return;
    leaving = next;
    view.updateOptions({ tabFocusMode: next });
    if (next) announce('Tab leaves the editor.');
  };
  const listeners = [
    view.onKeyDown((event) => {
      if (event.keyCode === KeyCode.Enter) readLine(view);
      if (event.keyCode === KeyCode.Escape) leave(!isProposing(view));
      else if (event.keyCode !== KeyCode.Tab && event.keyCode !== KeyCode.Shift) leave(false);
    }),
    view.onDidBlurEditorWidget(() => {
      leave(false);
    }),
  ];
  return () => {
    for (const listener of listeners) listener.dispose();
  };
}

/** Texts longer than this are not waited for. */
const quickText = 500_000;

/**
 * Monaco indents the next line only if it has already read this one, which it does in the background and, after fast
 * typing, too late. Coloring the line makes it read it now.
 */
function readLine(view: editor.IStandaloneCodeEditor): void {
  const model = view.getModel();
  const line = view.getPosition()?.lineNumber;
  if (model !== null && line !== undefined && model.getValueLength() < quickText) {
    monaco.colorizeModelLine(model, line);
  }
}
