import type { GraphNode, GraphView, Point, Rect } from '../../views/graph-types';

export type View = { readonly x: number; readonly y: number; readonly zoom: number };
export type Room = { readonly width: number; readonly height: number };

/** Below this zoom namespaces close; a picture that only just misses it is fitted with less air around it. */
const openFrom = 0.5;

/** The viewport in which the whole picture is seen, not larger than life, with the legend's height kept free. */
export function fitTo(bounds: Rect, room: Room, top = 24): View {
  const wide = fitWithin(bounds, room, { left: 24, right: 24, top, bottom: 60 });
  if (wide.zoom >= openFrom) return wide;
  const close = fitWithin(bounds, room, { left: 8, right: 8, top: Math.min(top, 48), bottom: 56 });
  return close.zoom >= openFrom ? close : wide;
}

type Margin = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

function fitWithin(bounds: Rect, room: Room, margin: Margin): View {
  const width = Math.max(1, room.width - margin.left - margin.right);
  const height = Math.max(1, room.height - margin.top - margin.bottom);
  const zoom = Math.max(
    0.1,
    Math.min(1, width / Math.max(1, bounds.width), height / Math.max(1, bounds.height)),
  );
  return {
    zoom,
    x: Math.round(margin.left + (width - bounds.width * zoom) / 2 - bounds.x * zoom),
    y: Math.round(margin.top + Math.min((height - bounds.height * zoom) / 2, 60) - bounds.y * zoom),
  };
}

/** Pictures with several namespaces have tools at the top left; few need none. */
export function hasTools(namespaces: number): boolean {
  return namespaces >= 6;
}

/** The rect of the world that a viewport shows. */
export function worldOf(view: View, room: Room): Rect {
  return {
    x: -view.x / view.zoom,
    y: -view.y / view.zoom,
    width: room.width / view.zoom,
    height: room.height / view.zoom,
  };
}

/** The viewport moved, at the same zoom, so that the rects are seen; the same viewport if they are. */
export function bringIntoView(view: View, room: Room, rects: readonly Rect[]): View {
  if (rects.length === 0) return view;
  const left = Math.min(...rects.map((rect) => rect.x));
  const top = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  const world = worldOf(view, room);
  const margin = 24 / view.zoom;
  const below = 60 / view.zoom;
  const fitsAcross = right - left + 2 * margin <= world.width;
  const fitsDown = bottom - top + margin + below <= world.height;
  let { x, y } = world;
  if (!fitsAcross) x = (left + right - world.width) / 2;
  else if (left - margin < x) x = left - margin;
  else if (right + margin > x + world.width) x = right + margin - world.width;
  if (!fitsDown) y = (top + bottom - world.height) / 2;
  else if (top - margin < y) y = top - margin;
  else if (bottom + below > y + world.height) y = bottom + below - world.height;
  if (x === world.x && y === world.y) return view;
  return { zoom: view.zoom, x: -x * view.zoom, y: -y * view.zoom };
}

export function middleOf(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

/** The node that stands for an id: itself, the folded card that holds the workload, or its collapsed namespace. */
export function nodeFor(view: GraphView, id: string): GraphNode | undefined {
  const found = view.nodes.find(
    (node) =>
      node.id === id ||
      (node.kind === 'card' && node.workloads.includes(id)) ||
      (node.kind === 'outside' && node.parts.includes(id)),
  );
  if (found !== undefined) return found;
  const [, namespace] = id.split('/');
  return view.nodes.find((node) => node.kind === 'collapsed' && node.name === namespace);
}

export type Heading = 'left' | 'right' | 'up' | 'down';

/** The nearest node in a direction: within 45° of it first, then whatever lies on that side. */
export function nearest(
  nodes: readonly GraphNode[],
  from: GraphNode,
  heading: Heading,
): GraphNode | undefined {
  const start = middleOf(from.rect);
  let best: GraphNode | undefined;
  let least = Infinity;
  for (const node of nodes) {
    if (node.id === from.id) continue;
    const end = middleOf(node.rect);
    const [dx, dy] = [end.x - start.x, end.y - start.y];
    const ahead = heading === 'right' ? dx : heading === 'left' ? -dx : heading === 'down' ? dy : -dy;
    const aside = Math.abs(heading === 'right' || heading === 'left' ? dy : dx);
    if (ahead < 1) continue;
    const price = Math.hypot(dx, dy) + (aside > ahead ? 100_000 + aside * 2 : aside);
    if (price < least) [best, least] = [node, price];
  }
  return best;
}

/** What the keyboard walks over: cards, pills and collapsed namespaces; a box only when it has no card. */
export function stops(view: GraphView): GraphNode[] {
  const filled = new Set(view.nodes.flatMap((node) => (node.kind === 'card' ? [node.namespace] : [])));
  return view.nodes.filter((node) => node.kind !== 'namespace' || !filled.has(node.name));
}

/** Lines and bundles that leave a node, or that come to it, from top to bottom of their other ends. */
export function partners(
  view: GraphView,
  node: string,
  out: boolean,
): readonly { readonly edge: string; readonly node: GraphNode; readonly words: string }[] {
  const byId = new Map(view.nodes.map((one) => [one.id, one]));
  const lines = [...view.edges, ...view.bundles].filter((line) => (out ? line.from : line.to) === node);
  return lines
    .flatMap((line) => {
      const other = byId.get(out ? line.to : line.from);
      return other === undefined ? [] : [{ edge: line.id, node: other, words: line.description }];
    })
    .sort((a, b) => a.node.rect.y - b.node.rect.y || a.node.rect.x - b.node.rect.x);
}
