import type { Cluster } from '../../model/cluster';
import type { Direction, Policy } from '../../model/policy';
import type { WalkArrangement } from '../../model/tier';
import type { Stage } from '../../model/walk';
import type { DialectObject } from '../../dialects/dialect';
import { beforePolicyTier, isOn, unknownNamespaceTier } from './always';
import { calicoForm } from './calico-form';
import { endSets } from './end-sets';
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
  const world = calicoWorld(version, cluster, objects);
  const sets = endSets(world);
  const forms = policies.map((policy) => ({ policy, spec: calicoForm(policy) }));
  const places = tierOrder(world, new Set(forms.flatMap(({ spec }) => spec?.tier ?? [])));
  const denying = new Set(places.flatMap(({ name, end }) => (end === 'deny' ? [name] : [])));
  const enforcesStaged = isOn(world.options.get('StagedAsEnforced'));
  const placed: PlacedPolicy[] = [];
  const walked = forms.map(({ policy, spec }) => {
    if (spec === undefined || (spec.staged && !enforcesStaged)) return idlePolicy(policy);
    const one = placePolicy(policy, spec, denying.has(spec.tier), sets);
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
