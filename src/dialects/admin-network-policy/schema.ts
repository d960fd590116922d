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
import type { Schema } from '../../yaml/schema';
import { newestExperimental, traitsOf } from './releases';
import type { Release, ReleaseTraits } from './releases';

/*
 * Every field of `policy.networking.k8s.io/v1alpha1`, as its releases have it.
 * Upstream: kubernetes-sigs/network-policy-api `apis/v1alpha1`, `config/crd`.
 */

export const adminVersion = 'policy.networking.k8s.io/v1alpha1';

export type AdminKind = 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy';

export const adminKinds: readonly AdminKind[] = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'];

const protocol: CrdSchema = {
  doc: '`TCP`, `UDP` or `SCTP`; `TCP` where absent.',
  type: 'string',
  default: 'TCP',
  holds: 'protocol',
  offers: ['TCP', 'UDP', 'SCTP'],
};

function port(traits: ReleaseTraits): CrdSchema {
  return exactlyOne('A port, a range of ports or a name.', {
    portNumber: {
      doc: 'One port by its number.',
      type: 'object',
      required: ['port', 'protocol'],
      properties: { protocol, port: { ...portNumber, doc: 'The number.', holds: 'port' } },
    },
    portRange: {
      doc: 'Ports from `start` to `end`, both included.',
      type: 'object',
      required: ['end', 'start'],
      properties: {
        protocol,
        start: { ...portNumber, doc: 'The first port.' },
        end: { ...portNumber, doc: 'The last port; never less than `start`.' },
      },
    },
    ...(traits.namedPorts
      ? {
          namedPort: {
            doc: 'The name that the destination’s containers give a port, of whatever protocol.',
            type: 'string' as const,
            holds: 'port name',
          },
        }
      : {}),
  });
}

const namespaceDoc = 'Every pod of the namespaces with these labels; `{}` is every namespace.';
const podsDoc = 'Pods with these labels in the namespaces with these; `{}` is all of them.';
const podSelector = labelSelector('Labels of the pods; `{}` is every pod.');
const namespaceSelector = labelSelector('Labels of their namespaces; `{}` is every namespace.');

const pods: CrdSchema = {
  doc: podsDoc,
  type: 'object',
  required: ['namespaceSelector', 'podSelector'],
  properties: { namespaceSelector, podSelector },
};

/** Namespaces in the peers of the first releases. */
function comparedNamespaces(traits: ReleaseTraits): CrdSchema {
  const keys = (doc: string): CrdSchema => ({
    doc,
    type: 'array',
    maxItems: 100,
    items: { type: 'string', holds: 'label key' },
  });
  return exactlyOne('Namespaces by their labels, or compared with the subject’s.', {
    namespaceSelector,
    ...(traits.sameLabels
      ? {
          sameLabels: keys('Namespaces that have all these labels with the values of the subject’s.'),
          notSameLabels: keys('Namespaces that have all these labels, at least one with another value.'),
        }
      : {}),
  });
}

function podPeers(traits: ReleaseTraits): Readonly<Record<string, CrdSchema>> {
  if (!traits.comparedPeers) return { namespaces: labelSelector(namespaceDoc), pods };
  const namespaces = comparedNamespaces(traits);
  return {
    namespaces,
    pods: {
      doc: podsDoc,
      type: 'object',
      required: ['namespaces', 'podSelector'],
      properties: { namespaces, podSelector },
    },
  };
}

function egressPeers(kind: AdminKind, traits: ReleaseTraits): Readonly<Record<string, CrdSchema>> {
  return {
    ...podPeers(traits),
    ...(traits.nodes
      ? { nodes: labelSelector('Nodes with these labels, with their host-network pods; `{}` is every node.') }
      : {}),
    ...(traits.networks ? { networks: networks(traits.strictCidrs) } : {}),
    ...(traits.domainNames && kind === 'AdminNetworkPolicy' ? { domainNames } : {}),
  };
}

const actionDocs: Readonly<Record<AdminKind, string>> = {
  AdminNetworkPolicy:
    '`Allow` and `Deny` end the matter for this side of the connection; `Pass` leaves it to NetworkPolicies and then ' +
    'to the baseline, past all later rules of admin policies.',
  BaselineAdminNetworkPolicy: '`Allow` or `Deny`; it counts only where no NetworkPolicy selects the pod.',
};

function rules(kind: AdminKind, direction: 'ingress' | 'egress', traits: ReleaseTraits): CrdSchema {
  const side = direction === 'ingress' ? 'from' : 'to';
  const peers = direction === 'ingress' ? podPeers(traits) : egressPeers(kind, traits);
  const limited = kind === 'AdminNetworkPolicy' || traits.baselinePeersLimited;
  const actions = kind === 'AdminNetworkPolicy' ? ['Allow', 'Deny', 'Pass'] : ['Allow', 'Deny'];
  const special = ['networks', 'nodes', 'domainNames'].filter((member) => Object.hasOwn(peers, member));
  return {
    doc:
      direction === 'ingress'
        ? 'Rules for connections to the subject; the first that matches decides.'
        : 'Rules for connections from the subject; the first that matches decides.',
    type: 'array',
    maxItems: 100,
    items: {
      type: 'object',
      required: ['action', side],
      properties: {
        name: ruleName,
        action: {
          doc: actionDocs[kind],
          type: 'string',
          ...(traits.actionsChecked ? { enum: actions } : {}),
        },
        [side]: {
          doc:
            direction === 'ingress'
              ? 'Who connects: pods only. Any one item suffices.'
              : 'Whom the subject connects to. Any one item suffices.',
          type: 'array',
          minItems: 1,
          ...(limited ? { maxItems: 100 } : {}),
          items: exactlyOne('One kind of peer.', peers),
        },
        ports: {
          doc: 'Ports that the rule is about; any one suffices. Absent: every port of every protocol.',
          type: 'array',
          ...(traits.portsNotEmpty ? { minItems: 1 } : {}),
          maxItems: 100,
          items: port(traits),
        },
      },
      ...(special.length > 1 && traits.namedPorts
        ? { rules: [noNamedPorts(special, 'ports', 'namedPort')] }
        : {}),
    },
  };
}

function buildSchema(kind: AdminKind, traits: ReleaseTraits): CrdSchema {
  const isBaseline = kind === 'BaselineAdminNetworkPolicy';
  const spec: CrdSchema = {
    doc: 'Whom the policy is about, and what it says of their connections.',
    type: 'object',
    required: isBaseline ? ['subject'] : ['priority', 'subject'],
    properties: {
      ...(isBaseline
        ? {}
        : {
            priority: {
              doc:
                'Its place among admin policies, 0 to 1000: lower numbers come first. The order of equal ones is not ' +
                'defined.',
              type: 'integer' as const,
              format: 'int32',
              minimum: 0,
              maximum: 1000,
            },
          }),
      subject: exactlyOne('The pods that the policy is about, never those of the host network.', {
        namespaces: labelSelector(namespaceDoc),
        pods,
      }),
      ingress: rules(kind, 'ingress', traits),
      egress: rules(kind, 'egress', traits),
    },
  };
  const name = {
    message:
      'Only one baseline admin network policy with metadata.name="default" can be created in the cluster',
    holds: (value: unknown) =>
      (value as { readonly metadata?: { readonly name?: unknown } }).metadata?.name === 'default',
  };
  return crdRoot({ spec, status }, ['metadata', 'spec'], isBaseline ? [name] : []);
}

const built = new Map<string, CrdSchema>();

/** The CRD of a kind in a release. */
export function adminCrd(kind: AdminKind, release: Release): CrdSchema {
  const traits = traitsOf(release);
  const key = JSON.stringify([kind, traits]);
  const known = built.get(key);
  if (known !== undefined) return known;
  const schema = buildSchema(kind, traits);
  built.set(key, schema);
  return schema;
}

const fields = new Map<string, Schema>(
  adminKinds.map((kind) => [kind, fieldsOfCrd(adminCrd(kind, newestExperimental), adminVersion, kind)]),
);

/** The fields of a kind for completion and hover, as the newest release has them. */
export function adminFields(kind: string): Schema | undefined {
  return fields.get(kind);
}
