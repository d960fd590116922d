import type { Rect } from '../../../views/graph-types';

/** A rect of the screen, relative to the canvas. */
export type ScreenRect = Rect;

type Size = { readonly width: number; readonly height: number };

/** Below the last of the rects, else above, right or left of them; in the corner with least overlap if all fails. */
export function placeFor(
  card: Size,
  room: Size,
  avoid: readonly ScreenRect[],
): { readonly left: number; readonly top: number } {
  const gap = 12;
  const clampLeft = (left: number) => Math.max(8, Math.min(room.width - card.width - 8, left));
  const clampTop = (top: number) => Math.max(8, Math.min(room.height - card.height - 8, top));
  const about = avoid[avoid.length - 1] ?? { x: room.width / 2, y: room.height / 3, width: 0, height: 0 };
  const tries = [
    { left: clampLeft(about.x - 40), top: about.y + about.height + gap },
    { left: clampLeft(about.x - 40), top: about.y - card.height - gap },
    { left: about.x + about.width + gap + 16, top: clampTop(about.y - 20) },
    { left: about.x - card.width - gap - 16, top: clampTop(about.y - 20) },
    { left: 8, top: room.height - card.height - 8 },
    { left: room.width - card.width - 8, top: room.height - card.height - 8 },
    { left: room.width - card.width - 8, top: 8 },
    { left: 8, top: 8 },
  ];
  const inRoom = ({ left, top }: { left: number; top: number }) =>
    left >= 4 && top >= 4 && left + card.width <= room.width - 4 && top + card.height <= room.height - 4;
  const covered = ({ left, top }: { left: number; top: number }) =>
    avoid.reduce((sum, rect) => {
      const across = Math.min(left + card.width, rect.x + rect.width) - Math.max(left, rect.x);
      const down = Math.min(top + card.height, rect.y + rect.height) - Math.max(top, rect.y);
      return sum + Math.max(0, across) * Math.max(0, down);
    }, 0);
  const free = tries.find((place) => inRoom(place) && covered(place) === 0);
  if (free !== undefined) return free;
  const corners = tries.slice(4).map(({ left, top }) => ({ left: clampLeft(left), top: clampTop(top) }));
  return corners.reduce((best, place) => (covered(place) < covered(best) ? place : best));
}
