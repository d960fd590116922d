import type { Lens } from '../../language/types';
import type { App } from '../app-context';
import type { FileAnswers } from './answers';
import styles from './decorations.module.css';
import { keepScroll } from './keep-scroll';
import { writeLens } from './lens-line';
import { TrackedRangeStickiness, type editor } from './monaco';
import type { Sheet } from './sheets';

/** A lens on the screen. `mark` is a decoration of the model that goes with its line. */
type Zone = {
  lens: Lens;
  readonly zone: string;
  readonly mark: string;
  readonly model: editor.ITextModel;
  readonly node: HTMLElement;
};

/** A lens and the line above which it stands. */
type Placed = { readonly lens: Lens; readonly line: number };

const height = 20;
/** As many are put up at once; a long file's others follow, the nearest first, between what else the thread has to do. */
const slice = 100;

export type LensZones = {
  readonly take: (answers: FileAnswers | undefined) => void;
  readonly dispose: () => void;
};

/** Words above policies and rules. They are zones of the view, so that the names in them can be set as names. */
export function openLensZones(app: App, view: editor.IStandaloneCodeEditor): LensZones {
  let zones: readonly Zone[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const dimmed = view.createDecorationsCollection();
  const lineOf = ({ model, mark }: Zone) =>
    model.isDisposed() ? 0 : (model.getDecorationRange(mark)?.startLineNumber ?? 0);

  const indentOf = (line: number): number => {
    const column = view.getModel()?.getLineFirstNonWhitespaceColumn(line) ?? 1;
    return Math.max(0, column - 1);
  };

  const remove = (gone: readonly Zone[]): void => {
    view.changeViewZones((accessor) => {
      for (const { zone } of gone) accessor.removeZone(zone);
    });
    for (const { model, mark } of gone) if (!model.isDisposed()) model.deltaDecorations([mark], []);
  };

  const add = (placed: readonly Placed[]): readonly Zone[] => {
    const model = view.getModel();
    if (model === null) return [];
    const marks = model.deltaDecorations(
      [],
      placed.map(({ line }) => ({
        range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
        options: { stickiness: TrackedRangeStickiness.GrowsOnlyWhenTypingBefore },
      })),
    );
    const made: Zone[] = [];
    view.changeViewZones((accessor) => {
      placed.forEach(({ lens, line }, i) => {
        const node = document.createElement('div');
        writeLens(node, lens, indentOf(line));
        const zone = accessor.addZone({
          afterLineNumber: line - 1,
          afterColumn: 1,
          ordinal: lens.about === 'policy' ? 0 : 1,
          heightInPx: height,
          domNode: node,
          suppressMouseDown: true,
        });
        const one: Zone = { lens, zone, mark: marks[i] ?? '', model, node };
        listen(app, one);
        made.push(one);
      });
    });
    return made;
  };

  /** Puts some up, and the others later. */
  const addInSlices = (placed: readonly Placed[]): void => {
    keepScroll(view, () => {
      zones = [...zones, ...add(placed.slice(0, slice))];
    });
    if (placed.length <= slice) return;
    const version = view.getModel()?.getVersionId();
    waiting = setTimeout(() => {
      // Lines have moved where the text is another; the answers about that one come soon.
      if (view.getModel()?.getVersionId() === version) addInSlices(placed.slice(slice));
    }, 0);
  };

  const show = (wanted: readonly Placed[]): void => {
    clearTimeout(waiting);
    const standing = new Map<number, Zone[]>();
    for (const zone of zones) standing.set(lineOf(zone), [...(standing.get(lineOf(zone)) ?? []), zone]);
    const kept: Zone[] = [];
    const fresh: Placed[] = [];
    for (const { lens, line } of wanted) {
      const there = standing.get(line) ?? [];
      const at = there.findIndex((zone) => zone.lens.about === lens.about);
      const [zone] = at === -1 ? [] : there.splice(at, 1);
      if (zone === undefined) {
        fresh.push({ lens, line });
        continue;
      }
      zone.lens = lens;
      writeLens(zone.node, lens, indentOf(line));
      kept.push(zone);
    }
    const gone = [...standing.values()].flat();
    zones = kept;
    if (gone.length > 0) keepScroll(view, () => remove(gone));
    if (fresh.length === 0) return;
    const [visible] = view.getVisibleRanges();
    const from = visible?.startLineNumber ?? 1;
    addInSlices(fresh.toSorted((a, b) => Math.abs(a.line - from) - Math.abs(b.line - from)));
  };

  const take = (answers: FileAnswers | undefined): void => {
    if (answers === undefined) {
      dimmed.clear();
      show([]);
      return;
    }
    const { sheet, lenses } = answers;
    const keeps = linesThatKeep(sheet, lenses);
    const kept = zones.filter((zone) => zone.lens.about === 'rule' && keeps(lineOf(zone)));
    show([
      ...lenses.map((lens) => ({ lens, line: sheet.link.positionAt(lens.start).lineNumber })),
      ...kept.map((zone) => ({ lens: zone.lens, line: lineOf(zone) })),
    ]);
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
