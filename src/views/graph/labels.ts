import type { GraphEdge, Point, Rect, StopMark } from '../graph-types';
import { measure, overlaps, pointAt, type Measured } from '../layout/curves';
import { fieldOf, type Field } from '../layout/field';
import { codeWidth } from '../layout/sizes';
import type { BareEdge } from './edges';

const tries = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8];
const turn: readonly GraphEdge['meaning'][] = [
  'opens',
  'closes',
  'blocked',
  'depends',
  'unwanted',
  'works',
  'admitted',
];
const longest = 26;

/** Words of a label as drawn: cut in the middle of nothing, but not endless. */
export function labelText(label: string): string {
  return label.length > longest ? `${label.slice(0, longest - 1)}…` : label;
}

export function labelRect(at: Point, label: string, limited = false): Rect {
  const width = codeWidth(labelText(label)) + 14 + (limited ? 15 : 0);
  return { x: at.x - width / 2, y: at.y - 9, width, height: 18 };
}

/**
 * Finds room for labels, as names are placed on a map: in order of what matters most, at a few places along the line,
 * never over a card, gate, mark or label, and those of wanted lines never over another line. With a selection only its
 * lines are labeled, and all of them: one without room takes its best place.
 */
export function placeLabels(
  edges: readonly BareEdge[],
  marks: readonly StopMark[],
  solid: Field,
  selected: boolean,
): GraphEdge[] {
  const markField = fieldOf(marks.map(({ x, y }) => ({ x: x - 10, y: y - 10, width: 20, height: 20 })));
  const placed: Rect[] = [];
  const chosen = new Map<string, number>();
  const measured = new Map<string, Measured>();
  const wanted = edges
    .filter((edge) => edge.label !== '' && edge.tone !== 'faded' && (!selected || edge.tone === 'shown'))
    .sort((a, b) => turn.indexOf(a.meaning) - turn.indexOf(b.meaning));
  // Hundreds of labels would be noise; they come with hover and selection.
  if (!selected && wanted.length > 400) return edges.map((edge) => ({ ...edge, labelAt: undefined }));
  for (const edge of edges) measured.set(edge.id, measure(edge.curve));
  const points = edges.length <= 400 ? lineField(edges, measured) : undefined;
  for (const edge of wanted) {
    const line = measured.get(edge.id);
    if (line === undefined) continue;
    const quiet = edge.meaning === 'works' || edge.meaning === 'admitted';
    for (const share of tries) {
      const rect = labelRect(pointAt(line, share), edge.label, edge.limits !== undefined);
      if (solid.near(rect).some((other) => overlaps(rect, other, 10))) continue;
      if (markField.near(rect).some((other) => overlaps(rect, other))) continue;
      if (placed.some((other) => overlaps(rect, other, 2))) continue;
      if (quiet && !selected && points?.crosses(rect, edge.id) !== false) continue;
      chosen.set(edge.id, share);
      placed.push(rect);
      break;
    }
    if (selected && !chosen.has(edge.id) && wanted.length <= 12) chosen.set(edge.id, 0.5);
  }
  return edges.map((edge) => ({ ...edge, labelAt: chosen.get(edge.id) }));
}

/** Where lines run, for asking whether a label would lie on a line that is not its own. */
function lineField(edges: readonly BareEdge[], measured: ReadonlyMap<string, Measured>) {
  const cell = 24;
  const cells = new Map<number, Set<string>>();
  const key = (x: number, y: number) => Math.floor(x / cell) * 100_003 + Math.floor(y / cell);
  for (const edge of edges) {
    const line = measured.get(edge.id);
    if (line === undefined) continue;
    const total = line.lengths[line.lengths.length - 1] ?? 0;
    const steps = Math.min(400, Math.ceil(total / 10));
    for (let step = 0; step <= steps; step++) {
      const { x, y } = pointAt(line, steps === 0 ? 0 : step / steps);
      const list = cells.get(key(x, y)) ?? new Set<string>();
      list.add(edge.id);
      cells.set(key(x, y), list);
    }
  }
  return {
    crosses: (rect: Rect, own: string): boolean => {
      for (let x = rect.x; x <= rect.x + rect.width + cell - 1; x += cell) {
        for (let y = rect.y; y <= rect.y + rect.height + cell - 1; y += cell) {
          const at = { x: Math.min(x, rect.x + rect.width), y: Math.min(y, rect.y + rect.height) };
          for (const id of cells.get(key(at.x, at.y)) ?? []) if (id !== own) return true;
        }
      }
      return false;
    },
  };
}
