import type { Meaning } from '../../../analysis/types';
import type { Curve, GraphEdge } from '../../../views/graph-types';
import { middleText, pathText } from '../../../views/layout/curves';

export type LineKind = GraphEdge['meaning'] | 'ghost' | 'drawn';

/** The lines of one kind and tone, ready to be drawn as one path with one path of heads. */
export type LineBatch = {
  readonly key: string;
  readonly kind: LineKind;
  readonly tone: GraphEdge['tone'];
  readonly lines: string;
  readonly casing: string;
  readonly heads: string;
};

/** The head of a line as a path; it points to the right, since lines arrive at left sides. */
export function headText(kind: LineKind, curve: Curve): string {
  const x = Math.round((curve[curve.length - 2] ?? 0) * 10) / 10;
  const y = Math.round((curve[curve.length - 1] ?? 0) * 10) / 10;
  switch (kind) {
    case 'works':
    case 'drawn':
      return `M${x - 8} ${y - 4.5}L${x + 0.5} ${y}L${x - 8} ${y + 4.5}Z`;
    case 'depends':
      return `M${x - 8.5} ${y - 4}L${x - 0.5} ${y}L${x - 8.5} ${y + 4}Z`;
    case 'unwanted':
    case 'admitted':
    case 'opens':
    case 'closes':
      return `M${x - 7} ${y - 4}L${x} ${y}L${x - 7} ${y + 4}`;
    case 'unguarded':
      return `M${x - 6} ${y - 3}L${x} ${y}L${x - 6} ${y + 3}`;
    case 'blocked':
    case 'ghost':
      return '';
  }
}

/** How a line is drawn: blocked on the way out, the rest of the way is a ghost. */
export function lineKind(edge: GraphEdge): LineKind {
  return edge.meaning === 'blocked' && edge.at.includes('egress') ? 'ghost' : edge.meaning;
}

/** Gathers edges, given in drawing order, into as few paths as keep that order. */
export function batches(edges: readonly GraphEdge[], casings: boolean): LineBatch[] {
  const found: {
    key: string;
    kind: LineKind;
    tone: GraphEdge['tone'];
    lines: string[];
    casing: string[];
    heads: string[];
  }[] = [];
  const byKey = new Map<string, (typeof found)[number]>();
  for (const edge of edges) {
    const kind = lineKind(edge);
    const key = `${kind} ${edge.tone}`;
    let batch = byKey.get(key);
    if (batch === undefined) {
      batch = { key, kind, tone: edge.tone, lines: [], casing: [], heads: [] };
      byKey.set(key, batch);
      found.push(batch);
    }
    batch.lines.push(pathText(edge.curve));
    if (casings) batch.casing.push(middleText(edge.curve, 0.16, 0.84));
    batch.heads.push(headText(kind, edge.curve));
  }
  return found.map((batch) => ({
    ...batch,
    lines: batch.lines.join(''),
    casing: batch.casing.join(''),
    heads: batch.heads.join(''),
  }));
}

/** Order of meanings in the legend and in bundles. */
export const meaningOrder: readonly Meaning[] = [
  'works',
  'blocked',
  'unwanted',
  'admitted',
  'depends',
  'unguarded',
];
