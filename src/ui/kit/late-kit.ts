import { late } from './late';

// What opens only when it is asked for.
export const MenuAt = late(async () => (await import('./MenuAt')).MenuAt);
export const PopoverCard = late(async () => (await import('./PopoverCard')).PopoverCard);

/** Fetches both ahead, so that opening one never waits. */
export function loadKit(): void {
  for (const part of [MenuAt, PopoverCard]) void part.fetch();
}
