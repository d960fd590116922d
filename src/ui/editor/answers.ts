import type { Lens, Shape } from '../../language/types';
import type { App } from '../app-context';
import type { Sheet, Sheets } from './sheets';
import { isCurrent, watch } from './watch';

/** What the engine says of the shown file, at the offsets of its text now. */
export type FileAnswers = {
  readonly sheet: Sheet;
  readonly lenses: readonly Lens[];
  readonly shapes: readonly Shape[];
};

/**
 * Asks for the lenses and shapes of the shown file whenever the engine has caught up. One question is under way at a
 * time; `take` gets answers only while they still fit the text, and undefined where another file is shown.
 */
export function askAboutFile(
  app: App,
  sheets: Sheets,
  take: (answers: FileAnswers | undefined) => void,
): () => void {
  let asking = false;
  let again = false;
  let stopped = false;

  const ask = async (): Promise<void> => {
    const sheet = sheets.current();
    const { revision } = app.getState();
    if (sheet === undefined || sheet.isLarge() || !isCurrent(app.getState())) return;
    const [lenses, shapes] = await Promise.all([
      app.engine.lenses(sheet.file),
      app.engine.shapes(sheet.file),
    ]);
    if (stopped || sheets.current() !== sheet || app.getState().revision !== revision) return;
    take({ sheet, lenses, shapes });
  };

  const update = () => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    // A failure of the engine is told by the shell; the last answers stay.
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

  const stops = [
    watch(app, (state) => state.summary, update),
    sheets.onShow(() => {
      take(undefined);
      update();
    }),
  ];
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}
