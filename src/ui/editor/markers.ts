import type { Problem } from '../../analysis/types';
import type { App } from '../app-context';
import { editor as monaco, MarkerSeverity, type editor } from './monaco';
import type { Sheet, Sheets } from './sheets';
import { isCurrent, watch } from './watch';

const owner = 'drawbridge';
/** More squiggles than this help nobody; the panel lists all. */
const mostMarkers = 1000;

const severities = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  info: MarkerSeverity.Info,
} as const;

/** Underlines the problems of the shown file, as soon as the engine has caught up with its text. */
export function showMarkers(app: App, sheets: Sheets): () => void {
  const update = () => {
    const sheet = sheets.current();
    const state = app.getState();
    if (sheet === undefined || state.summary === undefined || !isCurrent(state)) return;
    const own = state.summary.problems.filter(({ place }) => place.file === sheet.file);
    monaco.setModelMarkers(
      sheet.model,
      owner,
      own.slice(0, mostMarkers).map((problem) => markerOf(sheet, problem)),
    );
  };
  const stops = [watch(app, (state) => state.summary, update), sheets.onShow(update)];
  return () => {
    for (const stop of stops) stop();
  };
}

function markerOf(sheet: Sheet, { code, severity, message, place }: Problem): editor.IMarkerData {
  const range = sheet.link.rangeOf(place.start, place.end);
  const empty = range.startLineNumber === range.endLineNumber && range.startColumn === range.endColumn;
  const lineEnd = sheet.model.getLineMaxColumn(range.startLineNumber);
  // An empty range would show nothing: at least one character, or the line before its end.
  const widened = range.startColumn < lineEnd ? { endColumn: range.startColumn + 1 } : { startColumn: 1 };
  // What is wrong with a whole is underlined in its first line only.
  const isLong = range.endLineNumber > range.startLineNumber;
  const first = { endLineNumber: range.startLineNumber, endColumn: Math.max(lineEnd, range.startColumn + 1) };
  return {
    ...range,
    ...(empty ? widened : isLong ? first : {}),
    severity: severities[severity],
    message,
    code,
  };
}
