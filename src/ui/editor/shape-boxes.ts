import type { Shape, ShapePeer } from '../../language/types';
import { TrackedRangeStickiness, type editor } from './monaco';
import type { FileAnswers } from './answers';
import { stillHolds } from './lens-zones';

/** A peer with decorations that go with the text of it and of each of its parts. */
type TrackedPeer = { readonly peer: ShapePeer; readonly mark: string; readonly parts: readonly string[] };
type TrackedShape = { readonly shape: Shape; readonly mark: string; readonly peers: readonly TrackedPeer[] };

/** A piece of a box: a condition of a peer. Pixels from the top of the text. */
export type BoxPart = { readonly title: string; readonly text: string; readonly top: number };
/** A box in the column: one peer. */
export type Box = {
  readonly key: string;
  readonly top: number;
  readonly height: number;
  readonly parts: readonly BoxPart[];
};
/** The boxes of one rule. */
export type BoxGroup = { readonly key: string; readonly boxes: readonly Box[] };

export type ShapeTracker = {
  readonly take: (answers: FileAnswers | undefined) => void;
  /** Boxes of rules between two lines. */
  readonly boxes: (fromLine: number, toLine: number) => readonly BoxGroup[];
  /** Every rule with its line, for the margin. */
  readonly lines: () => readonly { readonly shape: Shape; readonly line: number }[];
};

/** Ties shapes to the text, so that the boxes follow edits at once and not only after the next answer. */
export function trackShapes(view: editor.IStandaloneCodeEditor): ShapeTracker {
  let shapes: readonly TrackedShape[] = [];
  const marks = view.createDecorationsCollection();
  const rangeOf = (mark: string) => view.getModel()?.getDecorationRange(mark) ?? undefined;

  const take = (answers: FileAnswers | undefined): void => {
    if (answers === undefined) {
      shapes = [];
      marks.clear();
      return;
    }
    const { sheet, lenses } = answers;
    const kept = shapes.filter(({ mark }) => stillHolds(sheet, lenses, rangeOf(mark)?.startLineNumber ?? 0));
    const decorations: editor.IModelDeltaDecoration[] = [];
    const slots: number[] = [];
    const plan = (start: number, end: number) => {
      decorations.push({
        range: sheet.link.rangeOf(start, end),
        options: { stickiness: TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges },
      });
      slots.push(decorations.length - 1);
      return decorations.length - 1;
    };
    const again = (mark: string) => {
      const range = rangeOf(mark);
      decorations.push({
        range: range ?? { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 },
        options: { stickiness: TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges },
      });
      return decorations.length - 1;
    };
    const planned = [
      ...answers.shapes.map((shape) => ({
        shape,
        mark: plan(shape.start, shape.end),
        peers: shape.peers.map((peer) => ({
          peer,
          mark: plan(peer.start, peer.end),
          parts: peer.parts.map((part) => plan(part.start, part.end)),
        })),
      })),
      ...kept.map(({ shape, mark, peers }) => ({
        shape,
        mark: again(mark),
        peers: peers.map((one) => ({ peer: one.peer, mark: again(one.mark), parts: one.parts.map(again) })),
      })),
    ];
    const ids = marks.set(decorations);
    const id = (slot: number) => ids[slot] ?? '';
    shapes = planned.map(({ shape, mark, peers }) => ({
      shape,
      mark: id(mark),
      peers: peers.map((one) => ({ peer: one.peer, mark: id(one.mark), parts: one.parts.map(id) })),
    }));
  };

  const boxes = (fromLine: number, toLine: number): readonly BoxGroup[] =>
    shapes.flatMap(({ mark, peers, shape }) => {
      const range = rangeOf(mark);
      if (range === undefined || range.endLineNumber < fromLine || range.startLineNumber > toLine) return [];
      const found = peers.flatMap(({ peer, mark: own, parts }, i): readonly Box[] => {
        const lines = rangeOf(own);
        return lines === undefined ? [] : boxOf(view, `${i}`, peer, lines, parts.map(rangeOf));
      });
      return [{ key: `${mark} ${shape.direction}`, boxes: joined(found) }];
    });

  const lines = () =>
    shapes.flatMap(({ shape, mark }) => {
      const line = rangeOf(mark)?.startLineNumber;
      return line === undefined ? [] : [{ shape, line }];
    });

  return { take, boxes, lines };
}

type Lines = { readonly startLineNumber: number; readonly endLineNumber: number; readonly endColumn: number };

function boxOf(
  view: editor.IStandaloneCodeEditor,
  key: string,
  peer: ShapePeer,
  lines: Lines,
  partLines: readonly (Lines | undefined)[],
): readonly Box[] {
  const last = lines.endColumn === 1 ? lines.endLineNumber - 1 : lines.endLineNumber;
  const top = view.getTopForLineNumber(lines.startLineNumber);
  const height = view.getTopForLineNumber(Math.max(lines.startLineNumber, last)) + 20 - top;
  // Hidden by folding: nothing to stand beside.
  if (height <= 0 || !isVisible(view, lines.startLineNumber)) return [];
  const parts = peer.parts.map((part, i) => ({
    title: part.title,
    text: part.text,
    top: i === 0 ? top : view.getTopForLineNumber(partLines[i]?.startLineNumber ?? lines.startLineNumber),
  }));
  return [{ key, top, height, parts }];
}

function isVisible(view: editor.IStandaloneCodeEditor, line: number): boolean {
  return (
    view.getTopForLineNumber(line) !== view.getTopForLineNumber(line + 1) ||
    line === view.getModel()?.getLineCount()
  );
}

/** Peers on one line share a box: beside one line of text there is room for one only. */
function joined(boxes: readonly Box[]): readonly Box[] {
  const result: Box[] = [];
  for (const box of boxes) {
    const last = result.at(-1);
    if (last === undefined || box.top >= last.top + last.height) {
      result.push(box);
      continue;
    }
    const height = Math.max(last.top + last.height, box.top + box.height) - last.top;
    const [first] = last.parts;
    const known = first?.title === 'peers' ? Number.parseInt(first.text, 10) : 1;
    result[result.length - 1] = {
      ...last,
      height,
      parts: [{ title: 'peers', text: `${known + 1}, any of them`, top: last.top }],
    };
  }
  return result;
}
