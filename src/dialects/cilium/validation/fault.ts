import type { Path } from '../../../yaml/types';

/** What the agent says of an object, and where the reason is. */
export type Fault = { readonly text: string; readonly path: Path };

export function fault(text: string, path: Path): Fault {
  return { text, path };
}

/** The first fault of a list's items, each looked at with its index. */
export function firstFault<T>(
  items: readonly T[],
  look: (item: T, index: number) => Fault | undefined,
): Fault | undefined {
  for (const [index, item] of items.entries()) {
    const found = look(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
