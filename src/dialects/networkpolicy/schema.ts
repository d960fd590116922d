import { labelSelectorSchema, objectFields } from '../../resources/object-meta';
import type { GoTypes } from '../../resources/api-server/decode-strict';
import { sharedGoTypes } from '../../resources/api-server/go-types';
import { field, listOf, object, scalar } from '../../resources/schema-parts';
import type { Schema } from '../../yaml/schema';

/*
 * Every field of `networking.k8s.io/v1` NetworkPolicy, in the order in which they are written.
 * Upstream: kubernetes/api `networking/v1/types.go`.
 */

const ipBlockSchema = object({
  cidr: field(
    'The addresses that are meant, as a CIDR: `10.9.8.0/24`, `2001:db8::/64`. IPv4 never matches IPv6.',
    scalar('string', 'cidr'),
    true,
  ),
  except: field(
    'Parts of `cidr` that are not meant. Another peer or rule may still admit them.',
    listOf(scalar('string', 'cidr')),
  ),
});

const peerSchema = object({
  namespaceSelector: field(
    'Pods of the namespaces with these labels; `{}` is every namespace. Together with `podSelector` in **one** item ' +
      'both must match; as two items either may.',
    labelSelectorSchema,
  ),
  podSelector: field(
    'Pods with these labels, of the policy’s own namespace unless `namespaceSelector` stands beside it. ' +
      '`{}` is every pod there.',
    labelSelectorSchema,
  ),
  ipBlock: field(
    'Addresses, usually outside the cluster. It cannot stand beside the selectors.',
    ipBlockSchema,
  ),
});

const portSchema = object({
  protocol: field('`TCP` where absent.', {
    kind: 'scalar',
    type: 'string',
    format: 'protocol',
    enum: ['TCP', 'UDP', 'SCTP'],
  }),
  port: field(
    'A port of the destination pod: its number, or the name that a container gives it. Absent: every port of the ' +
      'protocol. A Service’s port is translated before policies see it.',
    scalar('intOrString', 'port'),
  ),
  endPort: field(
    'The last port of a range that begins at `port`, which must be a number.',
    scalar('integer'),
  ),
});

const portsOf =
  'Ports that the rule is about; any one suffices. Absent or empty: every port of every protocol.';

const ingressRuleSchema = object({
  from: field(
    'Who may connect; any one item suffices. Absent or empty: everybody, inside and outside the cluster.',
    listOf(peerSchema),
  ),
  ports: field(portsOf, listOf(portSchema)),
});

const egressRuleSchema = object({
  to: field(
    'Whom the pods may connect to; any one item suffices. Absent or empty: everywhere, inside and outside the cluster.',
    listOf(peerSchema),
  ),
  ports: field(portsOf, listOf(portSchema)),
});

const specSchema = object({
  podSelector: field(
    'The pods that the policy applies to, in its own namespace. `{}` is every pod of it.',
    labelSelectorSchema,
  ),
  policyTypes: field(
    'The directions in which the pods become isolated. Absent: `Ingress`, and `Egress` if there are egress rules. ' +
      'Rules of a direction that is not listed do nothing.',
    listOf({ kind: 'scalar', type: 'string', format: 'policy type', enum: ['Ingress', 'Egress'] }),
  ),
  ingress: field(
    'Rules for connections to the pods. A connection needs one rule of any policy that admits it; no rule: nobody.',
    listOf(ingressRuleSchema),
  ),
  egress: field(
    'Rules for connections from the pods. A connection needs one rule of any policy that admits it; no rule: nowhere.',
    listOf(egressRuleSchema),
  ),
});

export const networkPolicySchema: Schema = object({
  ...objectFields('networking.k8s.io/v1', 'NetworkPolicy'),
  spec: field(
    'Which pods, which directions, and who is admitted. Policies only admit; several of them add up.',
    specSchema,
  ),
});

/** The Go names that the server's decoding errors show. */
export const networkPolicyGoTypes: GoTypes = new Map([
  ...sharedGoTypes,
  [networkPolicySchema, 'NetworkPolicy'],
  [specSchema, 'NetworkPolicySpec'],
  [ingressRuleSchema, 'NetworkPolicyIngressRule'],
  [egressRuleSchema, 'NetworkPolicyEgressRule'],
  [peerSchema, 'NetworkPolicyPeer'],
  [portSchema, 'NetworkPolicyPort'],
  [ipBlockSchema, 'IPBlock'],
]);
