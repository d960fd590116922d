import type { Cost, Note, Way } from './types';
import type { DocumentChange } from './write';

/** A candidate before its text is written and proven. */
export type Draft = {
  readonly changes: readonly DocumentChange[];
  readonly way: Way;
  readonly title: string;
  readonly sentence: string;
  /** Where the edit is, for the head of the diff: `backend · rule 1`. */
  readonly about: string;
  /** Rank of the shape (DR-4, DEL-3). */
  readonly shape: number;
  readonly width: 0 | 1 | 2 | 3 | 4;
  readonly evidence: Cost['evidence'];
  readonly locality: number;
  readonly notes: readonly Note[];
  /** What is guessed to change beyond the wish, for choosing whom to prove first. */
  readonly guess: number;
  /** Names of policies that it makes, by namespace: `shop/api-from-batch`. */
  readonly made: readonly string[];
  readonly dns: 'not needed' | 'included' | 'offered';
};

export const plainDraft = {
  width: 0,
  evidence: 1,
  locality: 0,
  notes: [],
  guess: 0,
  made: [],
  dns: 'not needed',
} as const satisfies Partial<Draft>;

/** Two edits as one step. */
export function combine(first: Draft, second: Draft): Draft {
  const worst = Math.max(first.width, second.width) as Draft['width'];
  return {
    changes: [...first.changes, ...second.changes],
    way: first.way === second.way ? first.way : 'several',
    title: combinedTitle(first, second),
    sentence: `${first.sentence}, and ${second.sentence}`,
    about: [...new Set([first.about, second.about])].filter((text) => text !== '').join(', '),
    shape: Math.max(first.shape, second.shape),
    width: worst,
    evidence: Math.max(first.evidence, second.evidence) as Draft['evidence'],
    locality: Math.max(first.locality, second.locality),
    notes: [...first.notes, ...second.notes],
    guess: first.guess + second.guess,
    made: [...first.made, ...second.made],
    dns: first.dns === 'not needed' ? second.dns : first.dns,
  };
}

function combinedTitle(first: Draft, second: Draft): string {
  const policy = /^New policy (`[^`]*`)$/;
  const a = policy.exec(first.title)?.[1];
  const b = policy.exec(second.title)?.[1];
  if (a !== undefined && b !== undefined) return `New policies ${a} and ${b}`;
  return `${first.title}, and ${second.title.charAt(0).toLowerCase()}${second.title.slice(1)}`;
}

/** Drafts by what is guessed of them: fewer side effects first, then the better shape. */
export function compareGuesses(a: Draft, b: Draft): number {
  return (
    a.guess - b.guess ||
    a.width - b.width ||
    a.shape - b.shape ||
    a.locality - b.locality ||
    (a.title < b.title ? -1 : a.title > b.title ? 1 : 0)
  );
}
