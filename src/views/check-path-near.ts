/** Names longer than this are compared by their beginnings only. */
const compared = 64;

/** The names most like `wanted`, nearest first: other spellings, then names that hold it. At most `limit`. */
export function nearNames(wanted: string, names: Iterable<string>, limit = 3): readonly string[] {
  const low = wanted.toLowerCase().slice(0, compared);
  const found: { readonly name: string; readonly distance: number }[] = [];
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    const distance = distanceTo(low, name.toLowerCase().slice(0, compared));
    if (distance !== undefined) found.push({ name, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

function distanceTo(wanted: string, name: string): number | undefined {
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  const edits = Math.abs(wanted.length - name.length) > allowed ? Infinity : editDistance(wanted, name);
  if (edits <= allowed) return edits;
  if (wanted.length >= 2 && (name.includes(wanted) || wanted.includes(name))) return allowed + 1;
  return undefined;
}

/** Insertions, deletions, replacements and swaps of neighbors that lead from one text to the other. */
export function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a.charAt(i - 1) === b.charAt(j - 1);
      const replaced = (row[j - 1] ?? 0) + (same ? 0 : 1);
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced);
      const swapped =
        i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1);
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
