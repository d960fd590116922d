import type { Content } from './content';
import { applyPatch, diffContent, patchSize } from './patch';
import type { Patch } from './patch';

type Step = { readonly label: string; readonly back: Patch; readonly forth: Patch };

/** Typing that goes on into the same step: what was there before it began, and when it last went on. */
type Open = { readonly key: string; readonly before: Content; readonly at: number };

/** One undo stack over everything. A value: each function gives a new one. */
export type History = {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  readonly open: Open | undefined;
};

export const emptyHistory: History = { past: [], future: [], open: undefined };

/** A pause of typing this long, in ms, ends an undo step. */
export const typingPause = 900;
const mostSteps = 1000;
const mostCharacters = 60_000_000;

/**
 * Remembers the change from `before` to `after`. Changes with the same `merge` key that follow each other without a
 * pause become one step. Nothing is remembered where nothing changed.
 */
export function remember(
  history: History,
  change: {
    readonly label: string;
    readonly before: Content;
    readonly after: Content;
    readonly at: number;
    readonly merge?: string;
  },
): History {
  const { label, before, after, at, merge } = change;
  if (sameContent(before, after)) return history;
  const goesOn =
    merge !== undefined &&
    history.open?.key === merge &&
    at - history.open.at <= typingPause &&
    history.future.length === 0;
  const base = goesOn && history.open !== undefined ? history.open.before : before;
  const step: Step = { label, back: diffContent(after, base), forth: diffContent(base, after) };
  const past = goesOn ? history.past.slice(0, -1) : history.past;
  return {
    past: withinLimits([...past, step]),
    future: [],
    open: merge === undefined ? undefined : { key: merge, before: base, at },
  };
}

/** The next change begins a step of its own, whatever it is. */
export function seal(history: History): History {
  return history.open === undefined ? history : { ...history, open: undefined };
}

export type Moved = { readonly history: History; readonly content: Content; readonly label: string };

/** One step back; undefined where there is none. */
export function undo(history: History, content: Content): Moved | undefined {
  const step = history.past.at(-1);
  if (step === undefined) return undefined;
  return {
    history: { past: history.past.slice(0, -1), future: [...history.future, step], open: undefined },
    content: applyPatch(content, step.back),
    label: step.label,
  };
}

/** One step forth again; undefined where there is none. */
export function redo(history: History, content: Content): Moved | undefined {
  const step = history.future.at(-1);
  if (step === undefined) return undefined;
  return {
    history: { past: [...history.past, step], future: history.future.slice(0, -1), open: undefined },
    content: applyPatch(content, step.forth),
    label: step.label,
  };
}

export function sameContent(a: Content, b: Content): boolean {
  return (
    a.positions === b.positions &&
    a.files.length === b.files.length &&
    a.files.every((file, index) => {
      const other = b.files[index];
      return (
        file === other || (file.id === other?.id && file.name === other.name && file.text === other.text)
      );
    })
  );
}

/** Drops the oldest steps where all steps together would take too much memory. The newest always stays. */
function withinLimits(steps: readonly Step[]): readonly Step[] {
  let size = 0;
  let first = steps.length;
  while (first > 0 && steps.length - first < mostSteps) {
    const step = steps[first - 1];
    if (step === undefined) break;
    size += patchSize(step.back) + patchSize(step.forth);
    if (size > mostCharacters && first < steps.length) break;
    first--;
  }
  return first === 0 ? steps : steps.slice(first);
}
