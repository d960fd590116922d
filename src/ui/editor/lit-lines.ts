import type { LitLines } from '../../workspace/types';
import type { App } from '../app-context';
import styles from './decorations.module.css';
import type { editor } from './monaco';
import type { Sheet, Sheets } from './sheets';
import { watch } from './watch';

const classOf = { closest: styles.closest, decided: styles.decided, missed: styles.missed } as const;

/** Lights the lines that decided, or came closest, until the selection changes. */
export function showLitLines(app: App, view: editor.IStandaloneCodeEditor, sheets: Sheets): () => void {
  const lit = view.createDecorationsCollection();
  const update = () => {
    const sheet = sheets.current();
    const lines = app.getState().lit.filter(({ place }) => place.file === sheet?.file);
    lit.set(sheet === undefined ? [] : lines.map((one) => decorationOf(sheet, one)));
  };
  const stops = [watch(app, (state) => state.lit, update), sheets.onShow(update)];
  return () => {
    for (const stop of stops) stop();
    lit.clear();
  };
}

function decorationOf(sheet: Sheet, { place, tone }: LitLines): editor.IModelDeltaDecoration {
  const text = sheet.link.text().slice(place.start, place.end);
  const range = sheet.link.rangeOf(place.start, place.start + text.trimEnd().length);
  return {
    range,
    options: {
      isWholeLine: true,
      marginClassName: classOf[tone] ?? '',
      ...(tone === 'missed' ? { className: styles.tint ?? '' } : {}),
    },
  };
}
