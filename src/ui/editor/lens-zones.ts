import type { Lens } from '../../language/types';
import type { App } from '../app-context';
import type { FileAnswers } from './answers';
import styles from './decorations.module.css';
import { keepScroll } from './keep-scroll';
import { writeLens } from './lens-line';
import { TrackedRangeStickiness, type editor } from './monaco';
import type { Sheet } from './sheets';

/** A lens on the screen. `mark` is a decoration that goes with its line. */
type Zone = { lens: Lens; readonly zone: string; readonly mark: string; readonly node: HTMLElement };

const height = 20;

export type LensZones = {
  readonly take: (answers: FileAnswers | undefined) => void;
  readonly dispose: () => void;
};

/** Words above policies and rules. They are zones of the view, so that the names in them can be set as names. */
export function openLensZones(app: App, view: editor.IStandaloneCodeEditor): LensZones {
  let zones: Zone[] = [];
  const marks = view.createDecorationsCollection();
  const dimmed = view.createDecorationsCollection();
  const lineOf = (zone: Zone) => view.getModel()?.getDecorationRange(zone.mark)?.startLineNumber ?? 0;

  const indentOf = (line: number): number => {
    const column = view.getModel()?.getLineFirstNonWhitespaceColumn(line) ?? 1;
    return Math.max(0, column - 1);
  };

  const show = (lenses: readonly Lens[], lines: readonly number[]): void => {
    if (lines.length === zones.length && zones.every((zone, i) => lineOf(zone) === lines[i])) {
      zones.forEach((zone, i) => {
        zone.lens = lenses[i] ?? zone.lens;
        writeLens(zone.node, zone.lens, indentOf(lines[i] ?? 1));
      });
      return;
    }
    keepScroll(view, () => {
      const decorations = marks.set(
        lines.map((line) => ({
          range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
          options: { stickiness: TrackedRangeStickiness.GrowsOnlyWhenTypingBefore },
        })),
      );
      view.changeViewZones((accessor) => {
        for (const { zone } of zones) accessor.removeZone(zone);
        zones = lenses.map((lens, i) => {
          const line = lines[i] ?? 1;
          const node = document.createElement('div');
          writeLens(node, lens, indentOf(line));
          const zone = accessor.addZone({
            afterLineNumber: line - 1,
            afterColumn: 1,
            ordinal: i,
            heightInPx: height,
            domNode: node,
            suppressMouseDown: true,
          });
          const made: Zone = { lens, zone, mark: decorations[i] ?? '', node };
          listen(app, made);
          return made;
        });
      });
    });
  };

  const take = (answers: FileAnswers | undefined): void => {
    if (answers === undefined) {
      dimmed.clear();
      show([], []);
      return;
    }
    const { sheet, lenses } = answers;
    const keeps = linesThatKeep(sheet, lenses);
    const kept = zones.filter((zone) => zone.lens.about === 'rule' && keeps(lineOf(zone)));
    const all = [
      ...lenses.map((lens) => ({ lens, line: sheet.link.positionAt(lens.start).lineNumber })),
      ...kept.map((zone) => ({ lens: zone.lens, line: lineOf(zone) })),
    ].sort((a, b) => a.line - b.line);
    show(
      all.map(({ lens }) => lens),
      all.map(({ line }) => line),
    );
    dimmed.set(
      lenses.flatMap((lens) => {
        if (lens.dimmed === undefined) return [];
        const range = sheet.link.rangeOf(lens.dimmed.start, lens.dimmed.end);
        return [{ range, options: { inlineClassName: styles.dimmed ?? null } }];
      }),
    );
  };

  return {
    take,
    dispose: () => {
      take(undefined);
    },
  };
}

/** Tells of lines whether they are in a part of the text for which the answers keep what was said before. */
export function linesThatKeep(sheet: Sheet, lenses: readonly Lens[]): (line: number) => boolean {
  const keeps = lenses.flatMap((lens) => lens.keeps ?? []);
  if (keeps.length === 0) return () => false;
  return (line) => {
    if (line < 1) return false;
    const offset = sheet.link.offsetAt({ lineNumber: line, column: sheet.model.getLineMaxColumn(line) });
    return keeps.some(({ start, end }) => offset >= start && offset <= end);
  };
}

/** A click chooses the policy; under the pointer, whom the lens names lights up. */
function listen(app: App, zone: Zone): void {
  zone.node.addEventListener('click', () => {
    const key = zone.lens.policy;
    if (key !== undefined) app.commands.select({ kind: 'policy', key });
  });
  zone.node.addEventListener('mouseenter', () => {
    app.commands.match(zone.lens.workloads);
  });
  zone.node.addEventListener('mouseleave', () => {
    app.commands.match([]);
  });
}
