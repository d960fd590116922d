import type { DecodedObject, DecodedPolicySpec } from './decoded';

/** Order of a tier that says none. */
export const defaultTierOrder = 1_000_000;

/**
 * An object as Calico's client completes it before validation: `types` by the rules that are there, none where the
 * staged action is Delete; order and action of a tier. Upstream: `libcalico-go/lib/clientv3`,
 * `libcalico-go/lib/resources/tier.go`.
 */
export function withDefaults(object: DecodedObject): DecodedObject {
  switch (object.kind) {
    case 'NetworkPolicy':
    case 'GlobalNetworkPolicy':
    case 'StagedNetworkPolicy':
    case 'StagedGlobalNetworkPolicy':
      return { ...object, spec: { ...object.spec, types: typesOf(object.spec) } };
    case 'Tier': {
      const { order = defaultTierOrder, defaultAction = 'Deny' } = object.spec;
      return { ...object, spec: { order, defaultAction } };
    }
    case 'StagedKubernetesNetworkPolicy':
    case 'NetworkSet':
    case 'GlobalNetworkSet':
    case 'HostEndpoint':
    case 'Profile':
      return object;
  }
}

function typesOf({ stagedAction, types, ingress, egress }: DecodedPolicySpec): readonly string[] | undefined {
  if (stagedAction === 'Delete') return undefined;
  if (types !== undefined && types.length > 0) return types;
  const hasEgress = egress !== undefined && egress.length > 0;
  if (!hasEgress) return ['Ingress'];
  return ingress !== undefined && ingress.length > 0 ? ['Ingress', 'Egress'] : ['Egress'];
}
