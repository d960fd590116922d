import type { Analysis, Meaning, OutsideKind, Summary } from '../analysis/types';

/** Nothing is known to come from a name. */
export function isSender({ kind }: { readonly kind: OutsideKind }): boolean {
  return kind !== 'domain';
}

/** Whether it is told by name and not by addresses: no policy that is written here can speak of it. */
export function isNamed(kind: OutsideKind): boolean {
  return kind === 'domain' || kind === 'entity' || kind === 'node';
}

const domains = new WeakMap<Summary, ReadonlySet<number>>();

/**
 * Whether a line is drawn only when its path is asked about: a name may stand for an address of any block that a rule
 * holds, so that every such rule would have a line to every domain. Lists and the matrix tell it.
 */
export function isQuiet({ summary }: Pick<Analysis, 'summary'>, to: number, meaning: Meaning): boolean {
  if (meaning !== 'depends' || to < summary.workloads.length) return false;
  let found = domains.get(summary);
  if (found === undefined) {
    found = new Set(summary.outside.flatMap(({ kind, end }) => (kind === 'domain' ? [end] : [])));
    domains.set(summary, found);
  }
  return found.has(to);
}
