import type { Direction } from '../../model/policy';
import type { Checkpoint, EndSet, Stage, WalkPolicy, WalkTier } from '../../model/walk';
import { within } from '../../model/origin';
import { failsafePolicy, ownPolicy, ownWalkPolicy, plainEntry } from './always';
import type { EndSets } from './end-sets';
import { entriesOfRule } from './entries';
import { walkTiers } from './tiers';
import type { TierPlace } from './tiers';
import type { PlacedPolicy } from './walk-policies';
import type { HostEndpoint } from './world';

/** What a packet may meet at a host endpoint. */
export type HostList =
  /** Traffic of the host itself: untracked, pre-DNAT and normal policy, then its profiles. */
  | 'local'
  /** Traffic that comes in and is passed on: untracked, pre-DNAT and forward policy. */
  | 'arriving'
  /** The same without untracked policy, which does not look at what a node's pods send. */
  | 'sent by pods'
  /** Pre-DNAT policy only: what a pod sends to its own host. */
  | 'pre-DNAT'
  /** Traffic that is passed on and goes out: forward policy. */
  | 'leaving';

/**
 * The checkpoint of a host endpoint; undefined where nothing is looked at. Upstream: projectcalico/calico
 * `felix/calc/event_sequencer.go` and `felix/rules/endpoints.go`.
 */
export function hostCheckpoint(
  endpoint: HostEndpoint,
  list: HostList,
  direction: Direction,
  policies: readonly PlacedPolicy[],
  places: readonly TierPlace[],
  sets: EndSets,
): Checkpoint | undefined {
  const { world } = sets;
  const node = world.cluster.nodes.find(({ name }) => name === endpoint.spec.node);
  const selecting = policies.filter(({ selects }) => selects(endpoint.labels));
  const as = (policy: WalkPolicy): WalkPolicy => ({
    ...policy,
    subject: { key: `HostEndpoint ${endpoint.name}`, holds: () => true },
  });
  const first = list === 'local' ? [] : [failsafePolicy(world, 'pass')];
  const early = (chosen: readonly PlacedPolicy[], words: string): readonly WalkTier[] =>
    walkTiers(places, chosen, world, {
      direction,
      as,
      first,
      end: 'next',
      named: (name) => `${words} · ${name}`,
    });
  const late = (chosen: readonly PlacedPolicy[]): readonly WalkTier[] =>
    walkTiers(places, chosen, world, { direction, as });

  const isStar = endpoint.spec.interfaceName === '*';
  const untracked = isStar
    ? []
    : early(
        selecting.filter(({ spec }) => spec.doNotTrack),
        'untracked',
      );
  const preDnat =
    direction === 'ingress'
      ? early(
          selecting.filter(({ spec }) => spec.preDnat && !spec.doNotTrack),
          'pre-DNAT',
        )
      : [];
  const tracked = selecting.filter(({ spec }) => !spec.preDnat && !spec.doNotTrack);
  const forward = () => late(tracked.filter(({ spec }) => spec.applyOnForward));

  const stages = ((): readonly Stage[] => {
    switch (list) {
      case 'local': {
        const failsafe: WalkTier = {
          name: 'failsafe ports',
          levels: [{ combine: 'first', policies: [failsafePolicy(world, 'allow')] }],
          end: 'next',
        };
        return [
          { tiers: [failsafe, ...untracked, ...preDnat], end: 'next' },
          { tiers: [...late(tracked), ...profileTiers(endpoint, sets)], end: 'deny' },
        ];
      }
      case 'arriving':
        return [
          { tiers: [...untracked, ...preDnat], end: 'next' },
          { tiers: forward(), end: 'allow' },
        ];
      case 'sent by pods':
        return [
          { tiers: preDnat, end: 'next' },
          { tiers: forward(), end: 'allow' },
        ];
      case 'pre-DNAT':
        return [{ tiers: preDnat, end: 'allow' }];
      case 'leaving':
        return [{ tiers: forward(), end: 'allow' }];
    }
  })();
  if (list !== 'local' && stages.every(({ tiers }) => tiers.length === 0)) return undefined;
  return {
    name: `HostEndpoint ${endpoint.name}`,
    kind: 'host',
    subject: { kind: 'node', name: endpoint.spec.node, own: true, ...(node !== undefined && { node }) },
    direction,
    stages,
  };
}

/** The sets that the checkpoints of hosts name and no policy does: those of profiles and of failsafe ports. */
export function ownHostSets(sets: EndSets): readonly EndSet[] {
  const { world } = sets;
  const profiles = world.hostEndpoints.flatMap((endpoint) => profileTiers(endpoint, sets));
  const policies = [
    failsafePolicy(world, 'allow'),
    ...profiles.flatMap(({ levels }) => levels.flatMap((level) => level.policies)),
  ];
  const entries = policies.flatMap(({ sides }) => [...sides.ingress.entries, ...sides.egress.entries]);
  return entries.flatMap(({ own, peers }) => {
    const terms = peers === 'any' ? own : [...own, ...peers.flatMap((peer) => peer.terms)];
    return terms.map(({ set }) => set);
  });
}

/** The profiles in turn: one that passes, or decides nothing, leaves it to the next. One that is not there denies. */
function profileTiers({ name, spec }: HostEndpoint, sets: EndSets): readonly WalkTier[] {
  return spec.profiles.map((profile): WalkTier => {
    const { policy, end } = profilePolicy(profile, sets);
    const own: WalkPolicy = { ...policy, subject: { key: `HostEndpoint ${name}`, holds: () => true } };
    return { name: `profile ${profile}`, levels: [{ combine: 'first', policies: [own] }], end };
  });
}

function profilePolicy(
  name: string,
  sets: EndSets,
): { readonly policy: WalkPolicy; readonly end: 'deny' | 'next' } {
  const { world } = sets;
  const everything = plainEntry(0, 'allow', 'any');
  const open = { ingress: [everything], egress: [everything] };
  const whole = (entries: typeof open, end: 'deny' | 'next') => ({
    policy: ownWalkPolicy(ownPolicy('Profile', name), () => true, entries),
    end,
  });
  if (name === 'projectcalico-default-allow') return whole(open, 'next');
  if (name.startsWith('kns.') && world.knowsNamespace(name.slice('kns.'.length))) return whole(open, 'next');
  if (name.startsWith('ksa.')) return whole({ ingress: [], egress: [] }, 'next');
  const declared = world.profiles.get(name);
  if (declared === undefined) return whole({ ingress: [], egress: [] }, 'deny');
  const entries = (direction: Direction) =>
    declared.spec.rules[direction].flatMap((rule) => entriesOfRule(rule, undefined, direction, sets));
  const policy = ownWalkPolicy(ownPolicy('Profile', name, within(declared.origin)), () => true, {
    ingress: entries('ingress'),
    egress: entries('egress'),
  });
  return { policy, end: 'next' };
}
