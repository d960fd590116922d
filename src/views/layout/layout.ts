import type { Arrangement, Point, Rect } from '../graph-types';
import { cornersOf, settle, type Size } from './boxes';
import { layersOf, type Link } from './layers';
import { pillRects } from './pills';
import { boxHeader, boxPadding, channel, gateMiddle, pillHeight, rowPitch } from './sizes';
import { slotsOf, type Slot } from './slots';

export type LayoutCard = {
  readonly id: string;
  /** Wanted width; a namespace uses the greatest. */
  readonly width: number;
  readonly height: number;
  /** A card that it should stand by, when it is new. */
  readonly near?: string | undefined;
};

/** A namespace: with its cards, or collapsed to one size. */
export type LayoutBox = {
  readonly name: string;
  readonly cards: readonly LayoutCard[];
  /** Width that its name and count want. */
  readonly header?: number;
  readonly collapsed: Size | undefined;
};

export type LayoutPill = { readonly id: string; readonly width: number; readonly side: 'left' | 'right' };

export type LayoutLine = {
  /** Ids of cards, names of collapsed namespaces, ids of outside cards. */
  readonly from: string;
  readonly to: string;
  readonly weight: number;
};

export type LayoutInput = {
  readonly boxes: readonly LayoutBox[];
  readonly pills: readonly LayoutPill[];
  readonly lines: readonly LayoutLine[];
  readonly arrangement: Arrangement | undefined;
  /** Dragged things, by id of the card or pill, or `namespace/NAME`. */
  readonly positions: ReadonlyMap<string, Point>;
};

export type Layout = {
  /** Of cards and outside cards by id, of namespaces by `namespace/NAME`. */
  readonly rects: ReadonlyMap<string, Rect>;
  /** Corner of each namespace before its cards were dragged, by name. */
  readonly origins: ReadonlyMap<string, Point>;
  readonly arrangement: Arrangement;
};

/** The rect that encloses cards that stand at the slots of one namespace, and how wide its cards are. */
type BoxPlan = { readonly size: Size; readonly slots: readonly Slot[]; readonly width: number };

/**
 * Puts every card, namespace and outside card in its place. The same input gives the same places; what an arrangement
 * remembers stays where it is unless something has grown into it.
 */
export function layOut(input: LayoutInput): Layout {
  const { slots: oldSlots, corners: oldCorners } = remembered(input.arrangement);
  const boxOf = new Map<string, number>();
  input.boxes.forEach((box, index) => {
    boxOf.set(box.name, index);
    for (const card of box.cards) boxOf.set(card.id, index);
  });
  const plans = planBoxes(input, boxOf, oldSlots);
  const sizes = plans.map((plan) => plan.size);
  const between = gather(input.lines, boxOf);
  const corners = cornersOf(
    sizes,
    between,
    input.boxes.map((box) => oldCorners.get(box.name)),
    input.pills.flatMap((pill): Rect[] => {
      const corner = oldCorners.get(pill.id);
      return corner === undefined ? [] : [{ ...corner, width: pill.width, height: pillHeight }];
    }),
  );
  const settled = settle(
    corners.map(({ x, y }, index) => {
      const { width, height } = sizes[index] ?? noSize;
      return { x, y, width, height };
    }),
  );

  const rects = new Map<string, Rect>();
  const origins = new Map<string, Point>();
  input.boxes.forEach((box, index) => {
    const plan = plans[index];
    const stands = settled[index];
    if (plan === undefined || stands === undefined) return;
    const origin = input.positions.get(`namespace/${box.name}`) ?? { x: stands.x, y: stands.y };
    origins.set(box.name, origin);
    rects.set(`namespace/${box.name}`, placeCards(box, plan, origin, input.positions, rects));
  });
  const pills = input.pills.map((pill) => ({
    width: pill.width,
    side: pill.side,
    wish: wishOf(pill.id, input.lines, rects),
    remembered: oldCorners.get(pill.id),
  }));
  const pillAt = pillRects(pills, settled);
  input.pills.forEach((pill, index) => {
    const rect = pillAt[index] ?? { x: 0, y: 0, width: pill.width, height: pillHeight };
    rects.set(pill.id, { ...rect, ...input.positions.get(pill.id) });
  });
  return { rects, origins, arrangement: remember(input, plans, corners, pillAt) };
}

const noSize: Size = { width: 0, height: 0 };

function remembered(arrangement: Arrangement | undefined) {
  const slots = new Map<string, Slot>();
  const corners = new Map<string, Point>();
  for (const [id, column, row] of arrangement?.slots ?? []) slots.set(id, { column, row });
  for (const [id, x, y] of arrangement?.corners ?? []) corners.set(id, { x, y });
  return { slots, corners };
}

function planBoxes(
  input: LayoutInput,
  boxOf: ReadonlyMap<string, number>,
  oldSlots: ReadonlyMap<string, Slot>,
): BoxPlan[] {
  const placeOf = new Map<string, number>();
  for (const box of input.boxes) box.cards.forEach((card, index) => placeOf.set(card.id, index));
  const inside: Link[][] = input.boxes.map(() => []);
  const sends = new Map<string, number>();
  const receives = new Map<string, number>();
  for (const { from, to, weight } of input.lines) {
    const [a, b] = [boxOf.get(from), boxOf.get(to)];
    const [fromPlace, toPlace] = [placeOf.get(from), placeOf.get(to)];
    if (a !== undefined && a === b && fromPlace !== undefined && toPlace !== undefined) {
      inside[a]?.push({ from: fromPlace, to: toPlace, weight });
    } else {
      sends.set(from, (sends.get(from) ?? 0) + weight);
      receives.set(to, (receives.get(to) ?? 0) + weight);
    }
  }
  const joined = neighborsOf(input.lines);
  const rowOf = new Map<string, number>();
  const plans = new Array<BoxPlan>(input.boxes.length).fill({ size: noSize, slots: [], width: 0 });
  // From left to right, so that a namespace can be ordered by those that reach it.
  const layers = layersOf(input.boxes.length, gather(input.lines, boxOf));
  const order = input.boxes.map((_, index) => index);
  order.sort((a, b) => (layers[a] ?? 0) - (layers[b] ?? 0) || a - b);
  for (const index of order) {
    const box = input.boxes[index];
    if (box === undefined) continue;
    if (box.collapsed !== undefined) {
      plans[index] = { size: { ...box.collapsed, loose: true }, slots: [], width: 0 };
      continue;
    }
    const width = Math.max(0, ...box.cards.map((card) => card.width));
    const cards = box.cards.map((card) => ({
      id: card.id,
      sendsOut: sends.get(card.id) ?? 0,
      receivesIn: receives.get(card.id) ?? 0,
      near: card.near,
      row: middleRow(joined.get(card.id) ?? [], rowOf),
    }));
    const slots = slotsOf(cards, inside[index] ?? [], width, oldSlots);
    box.cards.forEach((card, at) => rowOf.set(card.id, slots[at]?.row ?? 0));
    plans[index] = { size: boxSize(box, slots, width), slots, width };
  }
  return plans;
}

function neighborsOf(lines: readonly LayoutLine[]): ReadonlyMap<string, readonly string[]> {
  const joined = new Map<string, string[]>();
  const add = (one: string, other: string) => {
    const list = joined.get(one);
    if (list === undefined) joined.set(one, [other]);
    else list.push(other);
  };
  for (const { from, to } of lines) {
    add(from, to);
    add(to, from);
  }
  return joined;
}

function middleRow(others: readonly string[], rowOf: ReadonlyMap<string, number>): number | undefined {
  let sum = 0;
  let count = 0;
  for (const other of others) {
    const row = rowOf.get(other);
    if (row === undefined) continue;
    sum += row;
    count++;
  }
  return count === 0 ? undefined : sum / count;
}

function boxSize(box: LayoutBox, slots: readonly Slot[], width: number): Size {
  const right = Math.max(0, ...slots.map((slot) => slot.column * (width + channel) + width));
  const bottom = Math.max(
    0,
    ...slots.map((slot, index) => slot.row * rowPitch + (box.cards[index]?.height ?? 0)),
  );
  const empty = box.cards.length === 0;
  return {
    width: Math.max(right + 2 * boxPadding, empty ? 168 : 0, box.header ?? 0),
    height: boxHeader + Math.max(bottom, empty ? 40 : 0) + boxPadding,
  };
}

/** Places the cards of a box and gives the rect that holds them all, dragged ones too. */
function placeCards(
  box: LayoutBox,
  plan: BoxPlan,
  origin: Point,
  positions: ReadonlyMap<string, Point>,
  rects: Map<string, Rect>,
): Rect {
  const { width, height } = plan.size;
  const own = { x: origin.x, y: origin.y, width, height };
  if (box.collapsed !== undefined || box.cards.length === 0) return own;
  const dragged = box.cards.some((card) => positions.has(card.id));
  let hull: Rect | undefined = dragged ? undefined : own;
  box.cards.forEach((card, index) => {
    const slot = plan.slots[index] ?? { column: 0, row: 0 };
    const corner = positions.get(card.id) ?? {
      x: origin.x + boxPadding + slot.column * (plan.width + channel),
      y: origin.y + boxHeader + slot.row * rowPitch,
    };
    const rect = { ...corner, width: plan.width, height: card.height };
    rects.set(card.id, rect);
    if (dragged) hull = enclose(hull, rect);
  });
  return hull ?? own;
}

function enclose(hull: Rect | undefined, card: Rect): Rect {
  const x = card.x - boxPadding;
  const y = card.y - boxHeader;
  const right = card.x + card.width + boxPadding;
  const bottom = card.y + card.height + boxPadding;
  if (hull === undefined) return { x, y, width: right - x, height: bottom - y };
  const left = Math.min(hull.x, x);
  const top = Math.min(hull.y, y);
  return {
    x: left,
    y: top,
    width: Math.max(hull.x + hull.width, right) - left,
    height: Math.max(hull.y + hull.height, bottom) - top,
  };
}

function gather(lines: readonly LayoutLine[], boxOf: ReadonlyMap<string, number>): Link[] {
  const weights = new Map<number, Map<number, number>>();
  for (const { from, to, weight } of lines) {
    const [a, b] = [boxOf.get(from), boxOf.get(to)];
    if (a === undefined || b === undefined || a === b) continue;
    const row = weights.get(a) ?? new Map<number, number>();
    row.set(b, (row.get(b) ?? 0) + weight);
    weights.set(a, row);
  }
  return [...weights].flatMap(([from, row]) => [...row].map(([to, weight]) => ({ from, to, weight })));
}

function wishOf(
  pill: string,
  lines: readonly LayoutLine[],
  rects: ReadonlyMap<string, Rect>,
): number | undefined {
  let sum = 0;
  let count = 0;
  for (const { from, to } of lines) {
    const other = from === pill ? to : to === pill ? from : undefined;
    if (other === undefined) continue;
    const rect = rects.get(other) ?? rects.get(`namespace/${other}`);
    if (rect === undefined) continue;
    sum += rect.y + gateMiddle;
    count++;
  }
  return count === 0 ? undefined : sum / count;
}

/** Things that are no longer there stay in memory, so that they come back to their places; only places still free. */
function remember(
  input: LayoutInput,
  plans: readonly BoxPlan[],
  corners: readonly Point[],
  pillAt: readonly Rect[],
): Arrangement {
  const slots = new Map(input.arrangement?.slots.map((slot) => [slot[0], slot]));
  const places = new Map(input.arrangement?.corners.map((corner) => [corner[0], corner]));
  input.boxes.forEach((box, index) => {
    const plan = plans[index];
    const corner = corners[index];
    if (plan === undefined || corner === undefined) return;
    places.set(box.name, [box.name, corner.x, corner.y]);
    if (box.collapsed !== undefined) return;
    box.cards.forEach((card, at) => {
      const slot = plan.slots[at];
      if (slot !== undefined) slots.set(card.id, [card.id, slot.column, slot.row]);
    });
  });
  input.pills.forEach((pill, index) => {
    const rect = pillAt[index];
    if (rect !== undefined) places.set(pill.id, [pill.id, rect.x, rect.y]);
  });
  return { slots: [...slots.values()], corners: [...places.values()] };
}
