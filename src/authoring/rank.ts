import type { Candidate, Cost } from './types';

const parts: readonly (keyof Omit<Cost, 'text'>)[] = [
  'broken',
  'extraPairs',
  'extraFlows',
  'collateralPairs',
  'collateralFlows',
  'width',
  'evidence',
  'lines',
  'shape',
  'locality',
];

/** Compares costs part by part (AU-7): safety before brevity. */
export function compareCosts(a: Cost, b: Cost): number {
  for (const part of parts) {
    const difference = a[part] - b[part];
    if (difference !== 0) return difference;
  }
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}

/** Best first; of candidates that write the same text only the first stays. */
export function ranked(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return [...candidates]
    .sort((a, b) => compareCosts(a.cost, b.cost) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .filter((candidate) => {
      const text = JSON.stringify([candidate.edits, candidate.newFiles]);
      if (seen.has(text)) return false;
      seen.add(text);
      return true;
    })
    .map(withOwnId(new Map()));
}

/** Ids stay different where two candidates have one title. */
function withOwnId(taken: Map<string, number>): (candidate: Candidate) => Candidate {
  return (candidate) => {
    const count = (taken.get(candidate.id) ?? 0) + 1;
    taken.set(candidate.id, count);
    return count === 1 ? candidate : { ...candidate, id: `${candidate.id} ${count}` };
  };
}
