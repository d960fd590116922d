import type { Origin } from '../../model/origin';
import type { Direction, Policy } from '../../model/policy';
import type { Authentication, End } from '../../model/walk';
import type { CiliumPorts } from '../../dialects/cilium/spec';
import type { PeerSelector } from './peers';

/** Whom a rule applies to. */
export type RuleSubject = {
  readonly key: string;
  readonly kind: 'pods' | 'host';
  /** All of them are pods of this namespace. */
  readonly namespace?: string;
  /** A label that all of them have with one of the values; `any` source is every source. */
  readonly wants?: { readonly source: string; readonly key: string; readonly values: readonly string[] };
  readonly holds: (end: End) => boolean;
};

/**
 * What every kind of policy becomes: one rule of one direction, in the engine's order.
 * Upstream: `pkg/policy/types/policyentry.go`.
 */
export type RuleEntry = {
  readonly policy: Policy;
  /** Index of the rule in the policy's rules of the direction; -1 where no rule says it. */
  readonly rule: number;
  /** Admin 100, Normal 200, Baseline 250. */
  readonly tier: number;
  /** Ascending inside the tier. */
  readonly priority: number;
  readonly action: 'allow' | 'deny' | 'pass';
  readonly subject: RuleSubject;
  readonly direction: Direction;
  readonly isolates: boolean;
  /** Empty: selects nobody. */
  readonly peers: readonly { readonly selector: PeerSelector; readonly origin: Origin }[];
  /** Undefined: every protocol and port. */
  readonly ports: readonly CiliumPorts[] | undefined;
  readonly authentication?: Authentication;
  readonly origin: Origin;
};

export const tiers = { admin: 100, normal: 200, baseline: 250, last: 255 } as const;

/** Order of entries: tier, priority, the policy's name with its kind, the rule's place. */
export function inOrder(entries: readonly RuleEntry[]): readonly RuleEntry[] {
  return [...entries].sort(
    (a, b) => a.tier - b.tier || a.priority - b.priority || compare(nameOf(a.policy), nameOf(b.policy)),
  );
}

const names = new WeakMap<Policy, string>();

function nameOf(policy: Policy): string {
  let name = names.get(policy);
  if (name === undefined) names.set(policy, (name = resourceName(policy)));
  return name;
}

function resourceName({ ref }: Policy): string {
  const kinds: Readonly<Record<string, string>> = {
    CiliumNetworkPolicy: 'cnp',
    CiliumClusterwideNetworkPolicy: 'ccnp',
    NetworkPolicy: 'netpol',
    ClusterNetworkPolicy: 'knp-cluster',
  };
  return `${Object.hasOwn(kinds, ref.kind) ? kinds[ref.kind] : ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
