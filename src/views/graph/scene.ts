import type { NamespaceSummary } from '../../analysis/types';
import type { GraphRequest, Point, Rect } from '../graph-types';
import { fieldOf, type Field } from '../layout/field';
import { layOut, type Layout, type LayoutLine } from '../layout/layout';
import { lanesOf, type Lanes } from '../layout/route';
import {
  cardHeight,
  cardWidth,
  collapsedHeight,
  collapsedWidth,
  nameWidth,
  pillWidth,
} from '../layout/sizes';
import type { Card, Units } from './cards';
import type { Net } from './net';

/** A namespace of the picture, with its cards. */
export type SceneBox = {
  readonly summary: NamespaceSummary;
  readonly cards: readonly Card[];
  readonly collapsed: boolean;
};

/** Where everything stands, before it is known how it looks. */
export type Scene = {
  readonly boxes: readonly SceneBox[];
  /** Indexes of outside cards that are drawn. */
  readonly pills: readonly number[];
  readonly layout: Layout;
};

export function boxesOf(
  namespaces: readonly NamespaceSummary[],
  units: Units,
  collapsed: ReadonlySet<string>,
  hidden: ReadonlySet<string>,
): SceneBox[] {
  const cards = new Map<string, Card[]>();
  for (const card of units.cards) {
    const list = cards.get(card.namespace);
    if (list === undefined) cards.set(card.namespace, [card]);
    else list.push(card);
  }
  return namespaces
    .filter(({ name }) => !hidden.has(name))
    .map((summary) => {
      const own = cards.get(summary.name) ?? [];
      return { summary, cards: own, collapsed: collapsed.has(summary.name) && own.length > 0 };
    });
}

export function sceneOf(
  boxes: readonly SceneBox[],
  units: Units,
  net: Net,
  linked: Uint8Array,
  request: Pick<GraphRequest, 'arrangement' | 'positions' | 'selection'>,
): Scene {
  const { cards, pills: outside } = units;
  const collapsedNames = boxes.filter((box) => box.collapsed).map((box) => box.summary.name);
  const idOf = (drawn: number): string =>
    cards[drawn]?.id ?? outside[drawn - cards.length]?.id ?? collapsedNames[drawn - units.ends.length] ?? '';
  const lines: LayoutLine[] = [];
  const add = (from: number, to: number, weight: number) => {
    lines.push({ from: idOf(from), to: idOf(to), weight });
  };
  for (const line of net.lines) if (line.meaning !== 'unguarded') add(line.from, line.to, 1);
  for (const { from, to, counts } of net.bundles) {
    let weight = 0;
    for (const [meaning, count] of counts) if (meaning !== 'unguarded') weight += count;
    if (weight > 0) add(from, to, weight);
  }
  const chosen = request.selection.kind === 'outside' ? request.selection.id : undefined;
  const pills = outside
    .map((_, index) => index)
    .filter((index) => {
      const pill = outside[index];
      if (pill === undefined) return false;
      return pill.always || linked[cards.length + index] === 1 || pill.parts.some(({ id }) => id === chosen);
    });
  const layout = layOut({
    boxes: boxes.map((box) => ({
      name: box.summary.name,
      header: headerWidth(box),
      collapsed: box.collapsed ? { width: collapsedWidth, height: collapsedHeight } : undefined,
      cards: box.cards.map((card) => ({
        id: card.id,
        width: cardWidth(card.title, card.workloads.length > 1),
        height: cardHeight(card.first.labels.length),
        near: card.near,
      })),
    })),
    pills: pills.flatMap((index) => {
      const pill = outside[index];
      if (pill === undefined) return [];
      return [{ id: pill.id, width: pillWidth(pill.title, pill.detail), side: pill.side }];
    }),
    lines,
    arrangement: request.arrangement,
    positions: new Map(Object.entries(request.positions)),
  });
  return { boxes, pills, layout };
}

/** Room for a namespace's name and the longest words beside it, as far as boxes grow for a name. */
function headerWidth({ summary, cards }: SceneBox): number {
  const workloads = cards.reduce((sum, card) => sum + card.workloads.length, 0);
  const count = cards.length < workloads ? 150 : 78;
  return Math.min(400, Math.ceil(nameWidth(summary.name) * 0.95 + count + (summary.inferred ? 50 : 0) + 36));
}

/** What lines and labels must keep off: cards, pills, collapsed namespaces, names of open ones; and the free lanes. */
export function obstacles(scene: Scene, units: Units, overview: boolean): { field: Field; lanes: Lanes } {
  const rects: Rect[] = [];
  const heights: number[] = [];
  const { layout } = scene;
  const take = (rect: Rect | undefined, gap: number) => {
    if (rect === undefined) return;
    rects.push(rect);
    heights.push(rect.y - gap, rect.y + rect.height + gap);
  };
  for (const box of scene.boxes) {
    const rect = layout.rects.get(`namespace/${box.summary.name}`);
    if (rect === undefined) continue;
    if (box.collapsed || overview) {
      take(rect, 12);
      continue;
    }
    heights.push(rect.y - 11, rect.y + rect.height + 11);
    const width = Math.min(rect.width, nameWidth(box.summary.name) + 24);
    rects.push({ x: rect.x, y: rect.y, width, height: 26 });
    for (const card of box.cards) take(layout.rects.get(card.id), 12);
  }
  for (const index of scene.pills) take(layout.rects.get(units.pills[index]?.id ?? ''), 9);
  return { field: fieldOf(rects), lanes: lanesOf(heights) };
}

export function boundsOf(rects: readonly Rect[]): Rect {
  if (rects.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const rect of rects) {
    left = Math.min(left, rect.x);
    top = Math.min(top, rect.y);
    right = Math.max(right, rect.x + rect.width);
    bottom = Math.max(bottom, rect.y + rect.height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export const nowhere: Point = { x: 0, y: 0 };
