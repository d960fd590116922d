export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};
export type Side = 'top' | 'bottom' | 'left' | 'right';
export type Align = 'start' | 'center' | 'end';

const margin = 8;

/**
 * Where a floating card of this size stands beside a box: on the wished side, on the other one where there is more
 * room, and never beyond the window. `most` is the height that is left for it.
 */
export function placeBeside(
  box: Box,
  card: { readonly width: number; readonly height: number },
  room: { readonly width: number; readonly height: number },
  { side, align, gap }: { readonly side: Side; readonly align: Align; readonly gap: number },
): { readonly left: number; readonly top: number; readonly most: number } {
  const space = {
    top: box.top - gap - margin,
    bottom: room.height - box.bottom - gap - margin,
    left: box.left - gap - margin,
    right: room.width - box.right - gap - margin,
  };
  const upright = side === 'top' || side === 'bottom';
  const needed = upright ? card.height : card.width;
  const other = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const;
  const chosen = space[side] < needed && space[other[side]] > space[side] ? other[side] : side;
  const all = room.height - 2 * margin;
  const most = upright ? Math.min(all, Math.max(120, space[chosen])) : all;
  const height = Math.min(card.height, most);
  const along = (start: number, end: number, size: number) =>
    align === 'start' ? start : align === 'end' ? end - size : (start + end - size) / 2;
  const wished = {
    top: { left: along(box.left, box.right, card.width), top: box.top - gap - height },
    bottom: { left: along(box.left, box.right, card.width), top: box.bottom + gap },
    left: { left: box.left - gap - card.width, top: along(box.top, box.bottom, height) },
    right: { left: box.right + gap, top: along(box.top, box.bottom, height) },
  }[chosen];
  return {
    left: within(wished.left, room.width - card.width - margin),
    top: within(wished.top, room.height - height - margin),
    most,
  };
}

function within(value: number, most: number): number {
  return Math.round(Math.max(margin, Math.min(value, most)));
}
