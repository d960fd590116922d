import type { MatrixGroup } from '../../views/matrix-types';

/** Sizes in px. */
export const cellWidth = 44;
export const rowHeight = 33;
export const headWidth = 206;
export const headHeight = 166;
export const totalWidth = 64;
/** Between groups. */
export const groupGap = 10;

/** Where lines stand along one axis, with a gap before every group but the first. */
export type Track = {
  readonly count: number;
  readonly size: number;
  /** Length of the whole axis. */
  readonly length: number;
  readonly groups: readonly MatrixGroup[];
};

export function trackOf(groups: readonly MatrixGroup[], count: number, size: number): Track {
  const gaps = Math.max(0, groups.length - 1) * groupGap;
  return { count, size, length: count * size + gaps, groups };
}

/** Number of the group that holds a line. */
export function groupAt(track: Track, index: number): number {
  let low = 0;
  let high = track.groups.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((track.groups[middle]?.first ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a line begins. */
export function offsetOf(track: Track, index: number): number {
  return index * track.size + groupAt(track, index) * groupGap;
}

/** The size of a line's slot: its own, and the gap before it where a group begins. */
export function slotOf(track: Track, index: number): number {
  const begins = index > 0 && track.groups[groupAt(track, index)]?.first === index;
  return track.size + (begins ? groupGap : 0);
}
