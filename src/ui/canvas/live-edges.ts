import { arrivesAt, leavesAt, markAt, portOf } from '../../views/graph/anchors';
import { fieldOf } from '../../views/layout/field';
import { lanesOf, route } from '../../views/layout/route';
import type { GraphEdge, GraphNode, GraphView, Point } from '../../views/graph-types';

const nothing = fieldOf([]);

/** The lines while something is being dragged: those of what moves are drawn again, straight across. */
export function liveEdges(view: GraphView, moved: ReadonlyMap<string, Point>): readonly GraphEdge[] {
  if (moved.size === 0) return view.edges;
  const nodes = new Map(view.nodes.map((node) => [node.id, node]));
  const at = (node: GraphNode): GraphNode => {
    const position = moved.get(node.id);
    return position === undefined ? node : { ...node, rect: { ...node.rect, ...position } };
  };
  return view.edges.map((edge) => {
    if (!moved.has(edge.from) && !moved.has(edge.to)) return edge;
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    if (from === undefined || to === undefined) return edge;
    return { ...edge, curve: lineBetween(at(from), at(to), edge) };
  });
}

/** A line between two nodes without regard to others. */
export function lineBetween(
  from: GraphNode,
  to: GraphNode,
  edge?: Pick<GraphEdge, 'meaning' | 'at'>,
): readonly number[] {
  const [a, b] = [portOf(from), portOf(to)];
  const blocked = edge?.meaning === 'blocked';
  const rise = b.rect.y + b.middle - a.rect.y - a.middle;
  const start = blocked && edge.at.includes('egress') ? markAt(a, 'egress', rise) : leavesAt(a);
  const end =
    blocked && !edge.at.every((gate) => gate === 'egress') ? markAt(b, 'ingress', -rise) : arrivesAt(b);
  const lanes = lanesOf([
    Math.min(a.rect.y, b.rect.y) - 12,
    Math.max(a.rect.y + a.rect.height, b.rect.y + b.rect.height) + 12,
  ]);
  return route(start, end, nothing, lanes, 2).curve;
}
