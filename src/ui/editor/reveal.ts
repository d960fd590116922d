import type { App } from '../app-context';
import type { editor } from './monaco';
import type { Sheets } from './sheets';
import { watch } from './watch';

/** The last request that was fulfilled; a pane that opens later must not jump there again. */
let fulfilled = 0;

/** Brings places that other parts of the screen ask for into view, once their file is shown. */
export function followReveals(app: App, view: editor.IStandaloneCodeEditor, sheets: Sheets): () => void {
  const update = () => {
    const wish = app.getState().reveal;
    const sheet = sheets.current();
    if (wish === undefined || wish.nonce === fulfilled || sheet?.file !== wish.place.file) return;
    fulfilled = wish.nonce;
    const range = sheet.link.rangeOf(wish.place.start, wish.place.end);
    view.setPosition({ lineNumber: range.startLineNumber, column: range.startColumn });
    view.revealRangeInCenterIfOutsideViewport(range);
  };
  const stops = [watch(app, (state) => state.reveal, update), sheets.onShow(update)];
  return () => {
    for (const stop of stops) stop();
  };
}
