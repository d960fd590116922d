import type { Problem } from '../../analysis/types';

/** Errors and warnings by file id; files without any are left out. */
export function problemCounts(
  problems: readonly Problem[],
): ReadonlyMap<string, { readonly errors: number; readonly warnings: number }> {
  const counts = new Map<string, { errors: number; warnings: number }>();
  for (const { severity, place } of problems) {
    if (severity === 'info') continue;
    const count = counts.get(place.file) ?? { errors: 0, warnings: 0 };
    if (severity === 'error') count.errors++;
    else count.warnings++;
    counts.set(place.file, count);
  }
  return counts;
}
