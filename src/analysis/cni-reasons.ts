import type { CniReading } from '../cni/cni';
import type { Direction, Policy } from '../model/policy';
import { adminSpecOf } from '../resources/admin-policy/policy';

/** One end of a pair that differs, and what applies at its gate. */
export type Side = {
  readonly direction: Direction;
  readonly policies: readonly Policy[];
  readonly isWorkload: boolean;
  /** Its pods share the network of their nodes. */
  readonly isOnHost: boolean;
};

/** Whether what a CNI reads in its own way occurs at the gates of a pair. */
export function concerns({ of }: CniReading, sides: readonly Side[]): boolean {
  const policies = sides.flatMap((side) => side.policies);
  switch (of) {
    case 'enforcement':
      return policies.length > 0;
    case 'blocks':
      return sides.every(({ isWorkload }) => isWorkload) && sides.some(hasBlocks);
    case 'policy types':
      return sides.some(({ direction, policies: own }) =>
        own.some((policy) => isUnlisted(policy, direction)),
      );
    case 'host network':
      return sides.some(({ isOnHost }) => isOnHost);
    case 'baseline':
      return policies.some((policy) => adminSpecOf(policy)?.tier === 'Baseline');
    case 'calico ties':
      return policies.filter(({ ref }) => ref.dialect === 'calico').length > 1;
    case 'own ports':
      return false;
  }
}

function hasBlocks({ direction, policies }: Side): boolean {
  return policies.some(
    (policy) =>
      policy.ref.dialect === 'networkpolicy' &&
      policy[direction].rules.some(
        ({ peers }) => peers !== 'any' && peers.some(({ kind }) => kind === 'addresses'),
      ),
  );
}

/** A NetworkPolicy has rules of a direction that its `policyTypes` leave out. */
function isUnlisted(policy: Policy, direction: Direction): boolean {
  const { ref, spec } = policy;
  if (ref.dialect !== 'networkpolicy' || policy[direction].applies) return false;
  const written = (spec as Partial<Record<Direction, readonly unknown[]>> | undefined)?.[direction];
  return written !== undefined && written.length > 0;
}
