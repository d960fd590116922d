import type { EdgeTone, StopMark } from '../graph-types';
import type { BareEdge } from './edges';

/** One mark per place: lines that are stopped at the same corner share it. */
export function marksOf(edges: readonly BareEdge[]): StopMark[] {
  const marks = new Map<string, { x: number; y: number; tone: EdgeTone; edges: string[] }>();
  const add = (x: number, y: number, edge: BareEdge) => {
    const key = `${Math.round(x)} ${Math.round(y)}`;
    const mark = marks.get(key);
    if (mark === undefined) {
      marks.set(key, { x, y, tone: edge.tone, edges: [edge.id] });
      return;
    }
    mark.edges.push(edge.id);
    if (edge.tone === 'shown' || (edge.tone === 'normal' && mark.tone === 'faded')) mark.tone = edge.tone;
  };
  for (const edge of edges) {
    if (edge.meaning !== 'blocked') continue;
    const { curve } = edge;
    if (edge.at.includes('egress')) add(curve[0] ?? 0, curve[1] ?? 0, edge);
    if (edge.at.includes('ingress') || edge.at.length === 0) {
      add(curve[curve.length - 2] ?? 0, curve[curve.length - 1] ?? 0, edge);
    }
  }
  return [...marks].map(([id, mark]) => ({ id, ...mark, count: mark.edges.length }));
}
