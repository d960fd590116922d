import type { DialectObject } from '../../dialects/dialect';
import type { CidrGroup } from '../../dialects/cilium/spec';
import type { Cluster } from '../../model/cluster';
import type { Direction, Policy } from '../../model/policy';
import { Recent } from '../../model/recent';
import type { SubjectGate } from '../../model/subject-gate';
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
import type { RuleEntry } from './rule-entry';

/** What Cilium enforces of the policies, as the evaluator walks it. */
export function arrangeCilium(
  version: Version,
  policies: readonly Policy[],
  cluster: Cluster,
  objects: readonly DialectObject[],
): WalkArrangement {
  const { ground, known, gates } = placingGround(version, cluster, objects);
  const { options } = ground;
  const placed = policies.map((policy): Placed => {
    let one = known.get(policy);
    if (one === undefined) known.set(policy, (one = place(policy, ground)));
    return one;
  });
  const gateOf = gatesOf(
    placed.flatMap(({ entries }) => entries),
    ground,
    gates,
  );
  return {
    kind: 'walk',
    policies: placed.map(({ walk }) => walk),
    gate: { ingress: [], egress: [] },
    gateOf,
    ...(options.localNode !== undefined && { localNode: options.localNode }),
    enforces: true,
    ownNodeEnters: false,
  };
}

type Placed = { readonly entries: readonly RuleEntry[]; readonly walk: WalkPolicy };

/** What selectors are held against, and what was made on it. */
type PlacingGround = {
  readonly version: Version;
  readonly objects: readonly DialectObject[];
  readonly ground: Ground;
  readonly known: WeakMap<Policy, Placed>;
  readonly gates: Recent<SubjectGate>;
};

const grounds = new WeakMap<Cluster, PlacingGround>();

/** The same ground for as long as nothing but policies changes, so that only new policies are converted. */
function placingGround(version: Version, cluster: Cluster, objects: readonly DialectObject[]): PlacingGround {
  const before = grounds.get(cluster);
  const same =
    before?.version === version &&
    before.objects.length === objects.length &&
    before.objects.every((object, index) => object === objects[index]);
  if (same) return before;
  const groups = objects
    .filter(({ kind }) => kind === 'CiliumCIDRGroup')
    .map(({ spec }) => spec as CidrGroup);
  const ground = groundOf(cluster, ciliumOptions(version, cluster.settings), groups);
  const made: PlacingGround = { version, objects, ground, known: new WeakMap(), gates: new Recent() };
  grounds.set(cluster, made);
  return made;
}

function place(policy: Policy, ground: Ground): Placed {
  const entries = entriesOf(policy, ground);
  return { entries, walk: walkPolicy(policy, entries) };
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
  const besides = entries.flatMap(({ peers }) =>
    peers.flatMap(({ selector }) =>
      [...selector.alternatives, ...selector.besides].flatMap((terms) => terms.map(({ set }) => set)),
    ),
  );
  return {
    policy,
    besides,
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
