import { crdRoot, fieldsOfCrd } from '../../resources/api-server/crd-schema';
import type { CrdSchema } from '../../resources/api-server/crd-schema';
import {
  domainNames,
  exactlyOne,
  labelSelector,
  networks,
  noNamedPorts,
  portNumber,
  ruleName,
  status,
} from '../../resources/admin-policy/crd-parts';
import { isObject } from '../../resources/place';

/*
 * Every field of `policy.networking.k8s.io/v1alpha2` ClusterNetworkPolicy.
 * Upstream: kubernetes-sigs/network-policy-api `apis/v1alpha2`, `config/crd` of v0.2.0.
 */

export const clusterVersion = 'policy.networking.k8s.io/v1alpha2';

/** The CRDs come in two channels; the experimental one has more kinds of peers. */
export type Channel = 'standard' | 'experimental';

const range: CrdSchema = {
  doc: 'Ports from `start` to `end`, both included.',
  type: 'object',
  required: ['end', 'start'],
  properties: {
    start: { ...portNumber, doc: 'The first port.' },
    end: { ...portNumber, doc: 'The last port; more than `start`.' },
  },
  rules: [
    {
      message: 'Start port must be less than End port',
      holds: (value) => isObject(value) && Number(value['start']) < Number(value['end']),
    },
  ],
};

function protocol(name: string): CrdSchema {
  return {
    doc: `Ports of ${name}.`,
    type: 'object',
    minProperties: 1,
    properties: {
      destinationPort: exactlyOne('The port that the connection goes to: its number, or a range.', {
        number: { ...portNumber, doc: 'One port by its number.', holds: 'port' },
        range,
      }),
    },
  };
}

const protocols: CrdSchema = {
  doc: 'Protocols and ports that the rule is about; any one suffices. Absent: every port of every protocol.',
  type: 'array',
  minItems: 1,
  maxItems: 25,
  items: exactlyOne('Ports of one protocol, or a name.', {
    tcp: protocol('TCP'),
    udp: protocol('UDP'),
    sctp: protocol('SCTP'),
    destinationNamedPort: {
      doc: 'The name that the destination’s containers give a port, of whatever protocol.',
      type: 'string',
      holds: 'port name',
    },
  }),
};

const namespaces = labelSelector('Every pod of the namespaces with these labels; `{}` is every namespace.');

const pods: CrdSchema = {
  doc: 'Pods with these labels; of every namespace, unless `namespaceSelector` says which.',
  type: 'object',
  required: ['podSelector'],
  properties: {
    namespaceSelector: labelSelector('Labels of their namespaces; absent or `{}` is every namespace.'),
    podSelector: labelSelector('Labels of the pods; `{}` is every pod.'),
  },
};

function rules(direction: 'ingress' | 'egress', channel: Channel): CrdSchema {
  const side = direction === 'ingress' ? 'from' : 'to';
  const isExperimental = channel === 'experimental' && direction === 'egress';
  return {
    doc:
      direction === 'ingress'
        ? 'Rules for connections to the subject; the first that matches decides.'
        : 'Rules for connections from the subject; the first that matches decides.',
    type: 'array',
    maxItems: 25,
    items: {
      type: 'object',
      required: ['action', side],
      properties: {
        name: ruleName,
        action: {
          doc:
            '`Accept` and `Deny` end the matter for this side of the connection; `Pass` leaves the tier: from Admin to ' +
            'NetworkPolicies and then Baseline, from Baseline to the default, which is to allow.',
          type: 'string',
          enum: ['Accept', 'Deny', 'Pass'],
        },
        [side]: {
          doc:
            direction === 'ingress'
              ? 'Who connects: pods only. Any one item suffices.'
              : 'Whom the subject connects to. Any one item suffices.',
          type: 'array',
          minItems: 1,
          maxItems: 25,
          items: exactlyOne('One kind of peer.', {
            namespaces,
            pods,
            ...(direction === 'egress' ? { networks: networks(true) } : {}),
            ...(isExperimental
              ? {
                  nodes: labelSelector(
                    'Nodes with these labels, with their host-network pods; `{}` is every node.',
                  ),
                  domainNames,
                }
              : {}),
          }),
        },
        protocols,
      },
      ...(isExperimental
        ? {
            rules: [noNamedPorts(['networks', 'nodes', 'domainNames'], 'protocols', 'destinationNamedPort')],
          }
        : {}),
    },
  };
}

function buildSchema(channel: Channel): CrdSchema {
  const spec: CrdSchema = {
    doc: 'Whom the policy is about, and what it says of their connections.',
    type: 'object',
    required: ['priority', 'subject', 'tier'],
    properties: {
      tier: {
        doc: '`Admin` is looked at before NetworkPolicies, `Baseline` after them and only where none selects the pod.',
        type: 'string',
        enum: ['Admin', 'Baseline'],
      },
      priority: {
        doc:
          'Its place among policies of its tier, 0 to 1000: lower numbers come first. The order of equal ones is not ' +
          'defined.',
        type: 'integer',
        format: 'int32',
        minimum: 0,
        maximum: 1000,
      },
      subject: exactlyOne('The pods that the policy is about, never those of the host network.', {
        namespaces,
        pods,
      }),
      ingress: rules('ingress', channel),
      egress: rules('egress', channel),
    },
  };
  return crdRoot({ spec, status }, ['metadata', 'spec']);
}

/** The CRD of each channel. */
export const clusterCrds: Readonly<Record<Channel, CrdSchema>> = {
  standard: buildSchema('standard'),
  experimental: buildSchema('experimental'),
};

/** The fields for completion and hover. */
export const clusterFields = fieldsOfCrd(clusterCrds.experimental, clusterVersion, 'ClusterNetworkPolicy');
