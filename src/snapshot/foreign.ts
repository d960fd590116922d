import type { Resource } from '../resources/resource';

/** Groups of policies that are told apart from other kinds, so that they are never passed over in silence. */
const groups: readonly {
  readonly group: string;
  readonly engine: string;
  readonly kinds: readonly string[];
}[] = [
  {
    group: 'projectcalico.org',
    engine: 'Calico',
    kinds: [
      'NetworkPolicy',
      'GlobalNetworkPolicy',
      'StagedNetworkPolicy',
      'StagedGlobalNetworkPolicy',
      'StagedKubernetesNetworkPolicy',
    ],
  },
  {
    group: 'crd.projectcalico.org',
    engine: 'Calico',
    kinds: ['NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy'],
  },
  { group: 'cilium.io', engine: 'Cilium', kinds: ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'] },
];

/** The engine that a policy is for, where it is one that no dialect here reads. */
export function foreignEngine(resource: Resource): string | undefined {
  const slash = resource.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : resource.apiVersion.slice(0, slash);
  return groups.find((one) => one.group === group && one.kinds.includes(resource.kind))?.engine;
}
