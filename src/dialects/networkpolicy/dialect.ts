import type { Dialect } from '../dialect';
import { decodeNetworkPolicy } from './decode';
import { networkPolicyEdits } from './edits';
import { networkPolicySchema } from './schema';
import { networkPolicySnippets } from './snippets';
import { specRules } from './spec-rules';
import { validateNetworkPolicy } from './validate';

/**
 * Versions under which people write the kind, with the one that is served: of the others the server says itself that
 * it does not serve them.
 */
const versions: ReadonlySet<string> = new Set([
  'networking.k8s.io/v1',
  'networking.k8s.io/v1beta1',
  'networking.k8s.io',
  'extensions/v1beta1',
  'v1',
]);

/** Kubernetes' own policies, `networking.k8s.io/v1` NetworkPolicy. The rules are in SPEC.md. */
export const networkPolicyDialect: Dialect = {
  name: 'networkpolicy',
  title: 'NetworkPolicy',
  reads: (apiVersion, kind) => kind === 'NetworkPolicy' && versions.has(apiVersion),
  schema: (kind) => (kind === 'NetworkPolicy' ? networkPolicySchema : undefined),
  decode: decodeNetworkPolicy,
  validate: (object) => validateNetworkPolicy(object).errors,
  edits: networkPolicyEdits,
  snippets: networkPolicySnippets,
  specRules,
};
