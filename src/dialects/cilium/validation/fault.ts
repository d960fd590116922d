import type { Path } from '../../../yaml/types';

/** What the agent says of an object, and where the reason is. */
export type Fault = {
  readonly text: string;
  readonly path: Path;
  /** Ends the agent's looking altogether: told without the words in which others are wrapped. */
  readonly isPanic?: boolean;
};

export function fault(text: string, path: Path): Fault {
  return { text, path };
}

/** What is missing where the agent does not expect it: a null item of a list of pointers, a field that is required. */
export function nilPointer(path: Path): Fault {
  const text = 'panic: runtime error: invalid memory address or nil pointer dereference';
  return { text, path, isPanic: true };
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
