import type { Direction } from '../../model/policy';
import type { WalkPolicy, WalkTier } from '../../model/walk';
import { compareByBytes } from '../../dialects/calico/selector/parse';
import { comparePolicies } from './version';
import type { PlacedPolicy } from './walk-policies';
import type { CalicoWorld } from './world';

export type TierPlace = {
  readonly name: string;
  readonly end: 'deny' | 'next';
};

/**
 * The tiers in order: declared and built-in ones by their order, a million where they say none, and by name where that is
 * equal; then those that policies name and nobody declares, which deny. Upstream: projectcalico/calico
 * `felix/calc/policy_sorter.go`.
 */
export function tierOrder({ version, tiers }: CalicoWorld, named: Iterable<string>): readonly TierPlace[] {
  const known = new Map(
    version.tiers.map(({ name, order, end }) => [name, { name, order, end, exists: true }]),
  );
  for (const [name, { order, defaultAction }] of tiers) {
    const end = defaultAction === 'pass' ? 'next' : 'deny';
    known.set(name, { name, order: order ?? 1_000_000, end, exists: true });
  }
  for (const name of named) {
    if (!known.has(name)) known.set(name, { name, order: Infinity, end: 'deny', exists: false });
  }
  return [...known.values()].sort(
    (a, b) =>
      Number(b.exists) - Number(a.exists) ||
      (a.order === b.order ? 0 : a.order < b.order ? -1 : 1) ||
      compareByBytes(a.name, b.name),
  );
}

/** What stands in the tiers: the policies of each in their order; tiers without any are left out. */
export function walkTiers(
  places: readonly TierPlace[],
  placed: readonly PlacedPolicy[],
  world: CalicoWorld,
  options: {
    /** In place of the ends of the tiers. */
    readonly end?: 'next';
    /** What people call the tiers of this list. */
    readonly named?: (name: string) => string;
    /** The direction that something must apply in. */
    readonly direction: Direction;
    /** As the policy stands in a walk of another subject than pods. */
    readonly as?: (policy: WalkPolicy) => WalkPolicy;
    /** What is looked at before every tier. */
    readonly first?: readonly WalkPolicy[];
  },
): readonly WalkTier[] {
  const {
    end,
    named = (name: string) => name,
    direction,
    as = (policy: WalkPolicy) => policy,
    first = [],
  } = options;
  return places.flatMap((place): readonly WalkTier[] => {
    const own = placed.filter(({ spec }) => spec.tier === place.name && spec.types[direction]);
    if (own.length === 0) return [];
    const sorted = [...own].sort((a, b) => comparePolicies(world.version, a.spec, b.spec));
    const policies = [...first, ...sorted.map(({ walk }) => as(walk))];
    return [{ name: named(place.name), levels: [{ combine: 'first', policies }], end: end ?? place.end }];
  });
}
