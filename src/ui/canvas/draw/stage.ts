import type { Rect } from '../../../views/graph-types';
import type { Room, View } from '../geometry';
import { placeFor, type ScreenRect } from './place';

/** Room that a card with a plan usually takes. */
const cardSize = { width: 438, height: 500 };

export function onScreen(rect: Rect, view: View): ScreenRect {
  return {
    x: rect.x * view.zoom + view.x - 14,
    y: rect.y * view.zoom + view.y,
    width: rect.width * view.zoom + 28,
    height: rect.height * view.zoom,
  };
}

/**
 * The viewport in which a card finds room beside what it is about: the present one if it does, else one moved sideways
 * as little as possible. Where nothing helps the present one stays.
 */
export function stageFor(rects: readonly Rect[], view: View, room: Room): View {
  const card = { width: cardSize.width, height: Math.min(cardSize.height, room.height - 16) };
  const covers = (tried: View) => {
    const avoid = rects.map((rect) => onScreen(rect, tried));
    const place = placeFor(card, room, avoid);
    return avoid.some(
      (rect) =>
        place.left < rect.x + rect.width &&
        rect.x < place.left + card.width &&
        place.top < rect.y + rect.height &&
        rect.y < place.top + card.height,
    );
  };
  if (rects.length === 0 || !covers(view)) return view;
  const screens = rects.map((rect) => onScreen(rect, view));
  const left = Math.min(...screens.map(({ x }) => x));
  const right = Math.max(...screens.map(({ x, width }) => x + width));
  const shifts = [room.width - card.width - 24 - right, card.width + 24 - left];
  const moved = shifts
    .sort((a, b) => Math.abs(a) - Math.abs(b))
    .map((shift) => ({ ...view, x: view.x + shift }))
    .filter((next) => left + next.x - view.x >= 0 && right + next.x - view.x <= room.width);
  return moved.find((next) => !covers(next)) ?? view;
}
