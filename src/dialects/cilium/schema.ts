import { labelSelectorSchema, objectFields } from '../../resources/object-meta';
import { field, listOf, object, oneOf, scalar } from '../../resources/schema-parts';
import type { Field, Schema } from '../../yaml/schema';
import { groupSchema, icmpRuleSchema, nameSchema, portDenyRuleSchema, portRuleSchema } from './schema-ports';

/*
 * Every field of Cilium's policies and CIDR groups, in the order in which they are written.
 * Upstream: `pkg/policy/api`, `pkg/k8s/apis/cilium.io/v2`.
 */

const text = scalar('string');
const cidr = scalar('string', 'cidr');

const entitySchema = oneOf(
  'all',
  'world',
  'cluster',
  'cluster-mesh',
  'host',
  'init',
  'ingress',
  'unmanaged',
  'remote-node',
  'health',
  'none',
  'kube-apiserver',
);

const cidrSetSchema = object({
  cidr: field('Addresses outside the cluster; pods and nodes are never meant.', cidr),
  cidrGroupRef: field('Name of a CiliumCIDRGroup whose blocks are meant.', text),
  cidrGroupSelector: field(
    'Blocks of the CiliumCIDRGroups with these labels. `{}` selects everything, pods and nodes too.',
    labelSelectorSchema,
  ),
  except: field('Parts that are not meant. Another rule may still admit them.', listOf(cidr)),
});

const serviceSchema = object({
  k8sService: field(
    'A Service by its name.',
    object({
      serviceName: field('Name of the Service.', scalar('string', 'service')),
      namespace: field('Its namespace; any where absent.', scalar('string', 'namespace')),
    }),
  ),
  k8sServiceSelector: field(
    'Services by their labels.',
    object({
      selector: field('Labels of the Services.', labelSelectorSchema, true),
      namespace: field('Their namespace; any where absent.', scalar('string', 'namespace')),
    }),
  ),
});

const one = 'Only one kind of peers may be given in an item.';
const empty =
  'An empty list selects nobody, even with ports; absent, every peer is meant on the ports of the item.';

function peerFields(side: 'from' | 'to', deny: boolean): Readonly<Record<string, Field>> {
  const who = side === 'from' ? 'Who may connect' : 'Whom the pods may connect to';
  const verb = deny ? (side === 'from' ? 'Who may not connect' : 'Whom the pods may not connect to') : who;
  return {
    [`${side}Endpoints`]: field(
      `${verb}: pods with these labels. In a CiliumNetworkPolicy pods of its own namespace are meant unless the ` +
        `selector names another by \`k8s:io.kubernetes.pod.namespace\` or \`io.cilium.k8s.namespace.labels.…\`. ${empty} ${one}`,
      listOf(labelSelectorSchema),
    ),
    [`${side}Nodes`]: field(
      `${verb}: other nodes with these labels, where \`enable-node-selector-labels\` is on.`,
      listOf(labelSelectorSchema),
    ),
    [`${side}Entities`]: field(`${verb}: well-known peers. ${empty}`, listOf(entitySchema)),
    [`${side}CIDR`]: field(`${verb}: addresses outside the cluster. ${empty}`, listOf(cidr)),
    [`${side}CIDRSet`]: field(
      `${verb}: addresses outside the cluster, with exceptions. ${empty}`,
      listOf(cidrSetSchema),
    ),
    [`${side}Groups`]: field(
      `${verb}: groups of a cloud, which only the cloud can resolve.`,
      listOf(groupSchema),
    ),
    ...(side === 'to' && {
      toServices: field(
        `${verb}: the pods of Services, on every port: the ports of a Service do not count. ` +
          'A Service that is not there, together with `toPorts`, opens these ports to everybody.',
        listOf(serviceSchema),
      ),
    }),
    ...(side === 'to' &&
      !deny && {
        toFQDNs: field(
          'Whom the pods may connect to: addresses outside that DNS answers gave for these names. Names are only learnt ' +
            'where a rule with `dns` lets the pods ask for them.',
          listOf(nameSchema),
        ),
      }),
  };
}

function itemSchema(side: 'from' | 'to', deny: boolean): Schema {
  return object({
    ...peerFields(side, deny),
    toPorts: field(
      'Ports of the destination; any one item suffices. Absent: every port of every protocol.',
      listOf(deny ? portDenyRuleSchema : portRuleSchema),
    ),
    icmps: field('ICMP messages, instead of ports.', listOf(icmpRuleSchema)),
    ...(!deny && {
      authentication: field(
        'Whether both ends must prove who they are.',
        object({ mode: field('How.', oneOf('disabled', 'required', 'test-always-fail'), true) }),
      ),
    }),
  });
}

const labelSchema = object({
  key: field('Key of the label.', text, true),
  value: field('Value of the label.', text),
  source: field('Source of the label.', text),
});

function ruleFields(clusterwide: boolean): Readonly<Record<string, Field>> {
  const isolates = 'An item `{}` admits nobody and isolates; an empty list does neither.';
  return {
    endpointSelector: field(
      clusterwide
        ? 'The pods that the rule applies to, of every namespace; `{}` is every pod.'
        : 'The pods that the rule applies to, of the policy’s namespace; `{}` is every pod of it.',
      labelSelectorSchema,
    ),
    ...(clusterwide && {
      nodeSelector: field(
        'The nodes that the rule applies to, where the host firewall is on.',
        labelSelectorSchema,
      ),
    }),
    enableDefaultDeny: field(
      'Whether the rule isolates its pods. Absent: in the directions of which it says anything.',
      object({
        ingress: field('Whether connections to the pods are denied by default.', scalar('boolean')),
        egress: field('Whether connections from the pods are denied by default.', scalar('boolean')),
      }),
    ),
    ingress: field(`Who may connect to the pods. ${isolates}`, listOf(itemSchema('from', false))),
    ingressDeny: field('Who may not connect, whatever else admits them.', listOf(itemSchema('from', true))),
    egress: field(`Whom the pods may connect to. ${isolates}`, listOf(itemSchema('to', false))),
    egressDeny: field(
      'Whom the pods may not connect to, whatever else admits them.',
      listOf(itemSchema('to', true)),
    ),
    labels: field('Notes on the rule; nothing is selected by them.', listOf(labelSchema)),
    description: field('What the rule is for.', text),
    log: field(
      'What flows that the rule decides are marked with.',
      object({ value: field('The mark: at most 32 characters.', text) }),
    ),
  };
}

function policySchema(kind: string, clusterwide: boolean): Schema {
  const rule = object(ruleFields(clusterwide));
  return object({
    ...objectFields('cilium.io/v2', kind),
    spec: field('Which pods, and who is admitted or denied.', rule),
    specs: field('Further rules, each with its own pods.', listOf(rule)),
  });
}

export const networkPolicySchema: Schema = policySchema('CiliumNetworkPolicy', false);
export const clusterwidePolicySchema: Schema = policySchema('CiliumClusterwideNetworkPolicy', true);

export const cidrGroupSchema: Schema = object({
  ...objectFields('cilium.io/v2', 'CiliumCIDRGroup'),
  spec: field(
    'The blocks of the group.',
    object({
      externalCIDRs: field('Blocks of addresses outside the cluster; may be empty.', listOf(cidr), true),
    }),
    true,
  ),
});

/** The fields of a kind of Cilium's. */
export function ciliumSchema(kind: string): Schema | undefined {
  switch (kind) {
    case 'CiliumNetworkPolicy':
      return networkPolicySchema;
    case 'CiliumClusterwideNetworkPolicy':
      return clusterwidePolicySchema;
    case 'CiliumCIDRGroup':
      return cidrGroupSchema;
    default:
      return undefined;
  }
}
