import { adminNames } from '../../resources/admin-policy/names';
import type { Dialect } from '../dialect';
import { decodeAdminPolicy } from './decode';
import { adminFields, adminKinds } from './schema';
import { adminSnippets } from './snippets';
import { specRules } from './spec-rules';
import { validateAdminPolicy } from './validate';

/**
 * Cluster-wide policies of `policy.networking.k8s.io/v1alpha1`: AdminNetworkPolicy and BaselineAdminNetworkPolicy. Of
 * other versions the server says that it does not serve them. The rules are in SPEC.md.
 */
export const adminNetworkPolicyDialect: Dialect = {
  name: 'admin-network-policy',
  title: 'AdminNetworkPolicy',
  reads: (apiVersion, kind) =>
    adminKinds.some((own) => own === kind) && apiVersion.startsWith('policy.networking.k8s.io'),
  schema: adminFields,
  decode: decodeAdminPolicy,
  validate: validateAdminPolicy,
  snippets: adminSnippets,
  specRules,
  names: adminNames,
};
