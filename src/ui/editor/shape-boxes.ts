import type { Shape, ShapePeer } from '../../language/types';
import { TrackedRangeStickiness, type editor, type IRange } from './monaco';
import type { FileAnswers } from './answers';
import { linesThatKeep } from './lens-zones';

/** A shape with decorations that go with the text of it, of its peers and of their parts. */
type TrackedShape = {
  readonly shape: Shape;
  readonly mark: string;
  readonly peers: readonly {
    readonly peer: ShapePeer;
    readonly mark: string;
    readonly parts: readonly string[];
  }[];
};

/** Shapes are tied to the text when they come this near to what is visible. In lines. */
const near = 100;

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
  let answered: FileAnswers | undefined;
  /** Of the text that the answers are about. */
  let version = 0;
  let tracked: readonly TrackedShape[] = [];
  let known = new Set<Shape>();
  const marks = view.createDecorationsCollection();
  const rangeOf = (mark: string) => view.getModel()?.getDecorationRange(mark) ?? undefined;

  const take = (answers: FileAnswers | undefined): void => {
    const keeps = answers === undefined ? () => false : linesThatKeep(answers.sheet, answers.lenses);
    const kept = tracked.filter(({ mark }) => keeps(rangeOf(mark)?.startLineNumber ?? 0));
    answered = answers;
    version = view.getModel()?.getVersionId() ?? 0;
    known = new Set();
    tracked = remark(
      marks,
      kept,
      (mark) => rangeOf(mark) ?? { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 },
    );
  };

  /** Ties shapes near the lines to the text; their offsets are good only while it is the text that was asked about. */
  const track = (fromLine: number, toLine: number): void => {
    const model = view.getModel();
    if (answered === undefined || model === null || model.getVersionId() !== version) return;
    const { link } = answered.sheet;
    const start = link.offsetAt({ lineNumber: Math.max(1, fromLine - near), column: 1 });
    const last = Math.min(model.getLineCount(), toLine + near);
    const end = link.offsetAt({ lineNumber: last, column: model.getLineMaxColumn(last) });
    const fresh = answered.shapes.filter(
      (shape) => shape.end >= start && shape.start <= end && !known.has(shape),
    );
    if (fresh.length === 0) return;
    for (const shape of fresh) known.add(shape);
    tracked = [...tracked, ...markAll(marks, fresh, ({ start: from, end: to }) => link.rangeOf(from, to))];
  };

  const boxes = (fromLine: number, toLine: number): readonly BoxGroup[] => {
    track(fromLine, toLine);
    return tracked.flatMap(({ mark, peers, shape }) => {
      const range = rangeOf(mark);
      if (range === undefined || range.endLineNumber < fromLine || range.startLineNumber > toLine) return [];
      const found = peers.flatMap(({ peer, mark: own, parts }, i): readonly Box[] => {
        const lines = rangeOf(own);
        return lines === undefined ? [] : boxOf(view, `${i}`, peer, lines, parts.map(rangeOf));
      });
      return [{ key: `${mark} ${shape.direction}`, boxes: joined(found) }];
    });
  };

  const lines = () => {
    const { shapes, sheet } = answered ?? { shapes: [], sheet: undefined };
    return shapes.map((shape) => ({ shape, line: sheet?.link.positionAt(shape.start).lineNumber ?? 1 }));
  };

  return { take, boxes, lines };
}

type Marks = editor.IEditorDecorationsCollection;

/** Makes a decoration for each part of each shape, added to those that are there. */
function markAll(
  marks: Marks,
  shapes: readonly Shape[],
  rangeOf: (span: { readonly start: number; readonly end: number }) => IRange,
): readonly TrackedShape[] {
  const spans = shapes.flatMap((shape) => [shape, ...shape.peers.flatMap((peer) => [peer, ...peer.parts])]);
  const ids = marks.append(spans.map((span) => ({ range: rangeOf(span), options })));
  let at = 0;
  const next = () => ids[at++] ?? '';
  return shapes.map((shape) => ({
    shape,
    mark: next(),
    peers: shape.peers.map((peer) => ({ peer, mark: next(), parts: peer.parts.map(next) })),
  }));
}

/** Replaces all decorations by new ones for the shapes that stay, where they are now. */
function remark(
  marks: Marks,
  kept: readonly TrackedShape[],
  rangeOf: (mark: string) => IRange,
): readonly TrackedShape[] {
  const places = kept.flatMap(({ mark, peers }) => [
    mark,
    ...peers.flatMap((peer) => [peer.mark, ...peer.parts]),
  ]);
  const ids = marks.set(places.map((mark) => ({ range: rangeOf(mark), options })));
  let at = 0;
  const next = () => ids[at++] ?? '';
  return kept.map(({ shape, peers }) => ({
    shape,
    mark: next(),
    peers: peers.map(({ peer, parts }) => ({ peer, mark: next(), parts: parts.map(next) })),
  }));
}

const options = { stickiness: TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges };

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
