import type { DialectObject } from '../../dialects/dialect';
import type { CidrGroup } from '../../dialects/cilium/spec';
import type { Cluster } from '../../model/cluster';
import type { Direction, Policy } from '../../model/policy';
import type { WalkArrangement } from '../../model/tier';
import type { Entry, WalkPolicy } from '../../model/walk';
import { ciliumEntries } from './convert-cilium';
import { clusterPolicyEntries } from './convert-clusterpolicy';
import { networkPolicyEntries } from './convert-networkpolicy';
import { gatesOf } from './gates';
import { ciliumOptions } from './options';
import type { Version } from './options';
import { groundOf } from './peers';
import type { Ground } from './peers';
import { inOrder } from './rule-entry';
import type { RuleEntry } from './rule-entry';

/** What Cilium enforces of the policies, as the evaluator walks it. */
export function arrangeCilium(
  version: Version,
  policies: readonly Policy[],
  cluster: Cluster,
  objects: readonly DialectObject[],
): WalkArrangement {
  const options = ciliumOptions(version, cluster.settings);
  const groups = objects
    .filter(({ kind }) => kind === 'CiliumCIDRGroup')
    .map(({ spec }) => spec as CidrGroup);
  const ground = groundOf(cluster, options, groups);
  const byPolicy = policies.map((policy) => ({ policy, entries: entriesOf(policy, ground) }));
  const entries = inOrder(byPolicy.flatMap((one) => one.entries));
  const gateOf = gatesOf(entries, ground);
  return {
    kind: 'walk',
    policies: byPolicy.map(({ policy, entries: own }) => walkPolicy(policy, own)),
    gate: { ingress: [], egress: [] },
    gateOf,
    ...(options.localNode !== undefined && { localNode: options.localNode }),
    enforces: true,
    ownNodeEnters: false,
  };
}

function entriesOf(policy: Policy, ground: Ground): readonly RuleEntry[] {
  switch (policy.ref.dialect) {
    case 'cilium':
      return ciliumEntries(policy, ground);
    case 'networkpolicy':
      return networkPolicyEntries(policy, ground);
    case 'cluster-network-policy':
      return clusterPolicyEntries(policy, ground);
    default:
      return [];
  }
}

/** The policy as lists and pictures see it: whom it selects, and its rules with their peers. */
function walkPolicy(policy: Policy, entries: readonly RuleEntry[]): WalkPolicy {
  const subjects = [...new Map(entries.map(({ subject }) => [subject.key, subject])).values()];
  const side = (direction: Direction) => {
    const own = entries.filter((entry) => entry.direction === direction);
    return {
      applies: own.length > 0,
      isolates: own.some(({ isolates }) => isolates),
      entries: own.flatMap((entry) => (entry.rule < 0 ? [] : [coarse(entry)])),
    };
  };
  return {
    policy,
    subject: {
      key: subjects.map(({ key }) => key).join(' | '),
      holds: (end) => subjects.some(({ holds }) => holds(end)),
    },
    sides: { ingress: side('ingress'), egress: side('egress') },
  };
}

function coarse({ rule, action, peers, origin }: RuleEntry): Entry {
  return {
    rule,
    action,
    own: [],
    peers: peers.some(({ selector }) => selector.wildcard)
      ? 'any'
      : peers.flatMap(({ selector, origin: at }) =>
          selector.alternatives.map((terms) => ({ terms, origin: at })),
        ),
    ports: 'any',
    origin,
  };
}
