import type { Cluster } from '../../model/cluster';
import type { Direction, Policy } from '../../model/policy';
import type { WalkArrangement } from '../../model/tier';
import type { Stage } from '../../model/walk';
import type { DialectObject } from '../../dialects/dialect';
import { beforePolicyTier, isOn, unknownNamespaceTier } from './always';
import { calicoForm } from './calico-form';
import { endSets } from './end-sets';
import type { EndSets } from './end-sets';
import { ownHostSets } from './host-lists';
import { hostAddresses, hostCheckpoints } from './hosts';
import { tierOrder, walkTiers } from './tiers';
import type { CalicoVersion } from './version';
import { idlePolicy, placePolicy } from './walk-policies';
import type { PlacedPolicy } from './walk-policies';
import { calicoWorld } from './world';

/**
 * What Calico enforces: tiers in order, in each its policies in order, the first rule that matches decides; what no tier
 * decides is up to the namespace's profile, which allows. Upstream: projectcalico/calico `felix/calc/policy_sorter.go`,
 * `felix/rules/endpoints.go`.
 */
export function arrangeCalico(
  version: CalicoVersion,
  policies: readonly Policy[],
  cluster: Cluster,
  objects: readonly DialectObject[],
): WalkArrangement {
  const { sets, known } = groundOf(version, cluster, objects);
  const { world } = sets;
  const forms = policies.map((policy) => ({ policy, spec: calicoForm(policy) }));
  const places = tierOrder(world, new Set(forms.flatMap(({ spec }) => spec?.tier ?? [])));
  const denying = new Set(places.flatMap(({ name, end }) => (end === 'deny' ? [name] : [])));
  const enforcesStaged = isOn(world.options.get('StagedAsEnforced'));
  const placed: PlacedPolicy[] = [];
  const walked = forms.map(({ policy, spec }) => {
    if (spec === undefined || (spec.staged && !enforcesStaged)) return idlePolicy(policy);
    const isolates = denying.has(spec.tier);
    const before = known.get(policy);
    const one = before?.isolates === isolates ? before.placed : placePolicy(policy, spec, isolates, sets);
    if (before?.placed !== one) known.set(policy, { isolates, placed: one });
    placed.push(one);
    return one.walk;
  });
  const ofPods = placed.filter(({ spec }) => !spec.doNotTrack && !spec.preDnat);
  const stages = (direction: Direction): readonly Stage[] => [
    {
      tiers: [
        ...(direction === 'egress' ? beforePolicyTier(world) : []),
        ...walkTiers(places, ofPods, world, { direction }),
        ...unknownNamespaceTier(world),
      ],
      end: 'allow',
    },
  ];
  const hosts = hostCheckpoints(placed, places, sets);
  return {
    kind: 'walk',
    policies: walked,
    gate: { ingress: stages('ingress'), egress: stages('egress') },
    ...(hosts !== undefined && { hosts, hostAddresses: hostAddresses(world), hostSets: ownHostSets(sets) }),
    enforces: true,
    ownNodeEnters: true,
  };
}

/** What selectors are held against, and the policies that were placed on it. */
type PlacingGround = {
  readonly version: CalicoVersion;
  readonly objects: readonly DialectObject[];
  readonly sets: EndSets;
  readonly known: WeakMap<Policy, { readonly isolates: boolean; readonly placed: PlacedPolicy }>;
};

const grounds = new WeakMap<Cluster, PlacingGround>();

/** The same ground for as long as nothing but policies changes, so that only new policies are placed anew. */
function groundOf(
  version: CalicoVersion,
  cluster: Cluster,
  objects: readonly DialectObject[],
): PlacingGround {
  const before = grounds.get(cluster);
  const same =
    before?.version === version &&
    before.objects.length === objects.length &&
    before.objects.every((object, index) => object === objects[index]);
  if (same) return before;
  const sets = endSets(calicoWorld(version, cluster, objects));
  const made: PlacingGround = { version, objects, sets, known: new WeakMap() };
  grounds.set(cluster, made);
  return made;
}
