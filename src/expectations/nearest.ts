/** Longest name that is compared; longer ones are no misspelling of anything. */
const longest = 64;

/** The candidate that `word` most probably misspells; undefined where none is near (FIX-3). */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longest) return undefined;
  const folded = fold(word);
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    if (candidate.length > longest || candidate === word) continue;
    const distance = likeness(word, folded, candidate);
    if (
      distance < bestDistance ||
      (distance === bestDistance && best !== undefined && candidate < best && distance < Infinity)
    ) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Smaller is more alike; Infinity where they are not alike. */
function likeness(word: string, folded: string, candidate: string): number {
  const other = fold(candidate);
  if (folded === other) return 0;
  if (`${folded}s` === other || folded === `${other}s`) return 0.5;
  if (candidate.startsWith(`${word}-`) || word.startsWith(`${candidate}-`)) return 2.5;
  if (candidate.endsWith(`-${word}`) || word.endsWith(`-${candidate}`)) return 2.5;
  if (Math.abs(word.length - candidate.length) > 2) return Infinity;
  const distance = editDistance(word, candidate);
  return distance <= 2 && distance * 3 <= Math.max(word.length, candidate.length) ? distance : Infinity;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[-_.]/g, '');
}

/** Damerau–Levenshtein distance with adjacent transpositions. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
