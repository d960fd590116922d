import type { OutsideKind } from '../analysis/types';

/** Nothing is known to come from a name. */
export function isSender({ kind }: { readonly kind: OutsideKind }): boolean {
  return kind !== 'domain';
}

/** Whether it is told by name and not by addresses: no policy that is written here can speak of it. */
export function isNamed(kind: OutsideKind): boolean {
  return kind === 'domain' || kind === 'entity' || kind === 'node';
}
