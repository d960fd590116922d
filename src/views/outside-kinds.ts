import type { OutsideSummary } from '../analysis/types';

/** Nothing is known to come from a name. */
export function isSender({ kind }: Pick<OutsideSummary, 'kind'>): boolean {
  return kind !== 'domain';
}
