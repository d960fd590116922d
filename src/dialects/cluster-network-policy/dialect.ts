import { adminNames } from '../../resources/admin-policy/names';
import type { Dialect } from '../dialect';
import { decodeClusterPolicy } from './decode';
import { clusterFields } from './schema';
import { clusterSnippets } from './snippets';
import { specRules } from './spec-rules';
import { validateClusterPolicy } from './validate';

/**
 * Cluster-wide policies of `policy.networking.k8s.io/v1alpha2`: ClusterNetworkPolicy. Of other versions the server says
 * that it does not serve them. The rules are in SPEC.md.
 */
export const clusterNetworkPolicyDialect: Dialect = {
  name: 'cluster-network-policy',
  title: 'ClusterNetworkPolicy',
  reads: (apiVersion, kind) =>
    kind === 'ClusterNetworkPolicy' && apiVersion.startsWith('policy.networking.k8s.io'),
  schema: (kind) => (kind === 'ClusterNetworkPolicy' ? clusterFields : undefined),
  decode: decodeClusterPolicy,
  validate: validateClusterPolicy,
  snippets: clusterSnippets,
  specRules,
  names: adminNames,
};
