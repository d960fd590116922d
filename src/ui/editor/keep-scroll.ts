import type { editor } from './monaco';

/** Does something that moves lines, and scrolls so that the first visible line stays where it was on the screen. */
export function keepScroll(view: editor.IStandaloneCodeEditor, act: () => void): void {
  const line = view.getVisibleRanges()[0]?.startLineNumber;
  const before = line === undefined ? 0 : view.getTopForLineNumber(line) - view.getScrollTop();
  const atTop = view.getScrollTop() === 0;
  act();
  if (line !== undefined && !atTop) view.setScrollTop(view.getTopForLineNumber(line) - before);
}
