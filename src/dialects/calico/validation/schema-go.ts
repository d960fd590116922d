import {
  anything,
  decimal,
  flag,
  int,
  int32,
  int64,
  intOrString,
  kubernetesStruct,
  listOf,
  namedText,
  pointerTo,
  port,
  protocol,
  struct,
  text,
  textMap,
  time,
  uint16,
} from './go-type';
import type { GoStruct, GoType } from './go-type';

/*
 * The Go structs behind Calico's kinds: names and types as decoding errors say them, fields in the order in which they
 * are validated and printed. Upstream: projectcalico/calico `api/pkg/apis/projectcalico/v3`.
 */

const ownerReference = kubernetesStruct('OwnerReference', {
  apiVersion: text,
  kind: text,
  name: text,
  uid: namedText('types.UID'),
  controller: pointerTo(flag),
  blockOwnerDeletion: pointerTo(flag),
});

const managedFieldsEntry = kubernetesStruct('ManagedFieldsEntry', {
  manager: text,
  operation: namedText('v1.ManagedFieldsOperationType'),
  apiVersion: text,
  time: pointerTo(time),
  fieldsType: text,
  fieldsV1: pointerTo(anything),
  subresource: text,
});

const objectMeta = kubernetesStruct('ObjectMeta', {
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid: namedText('types.UID'),
  resourceVersion: text,
  generation: int64,
  creationTimestamp: time,
  deletionTimestamp: pointerTo(time),
  deletionGracePeriodSeconds: pointerTo(int64),
  labels: textMap,
  annotations: textMap,
  ownerReferences: listOf(ownerReference),
  finalizers: listOf(text),
  managedFields: listOf(managedFieldsEntry),
});

const icmpFields = struct('ICMPFields', { type: pointerTo(int), code: pointerTo(int) });
const httpPath = struct('HTTPPath', { exact: text, prefix: text });

/** HTTP of a rule. */
export const httpMatch = struct('HTTPMatch', { methods: listOf(text), paths: listOf(httpPath) });

/** Services of a side. */
export const serviceMatch = struct('ServiceMatch', { name: text, namespace: text });

const entityRule = struct('EntityRule', {
  nets: listOf(text),
  selector: text,
  namespaceSelector: text,
  services: pointerTo(serviceMatch),
  ports: listOf(port),
  notNets: listOf(text),
  notSelector: text,
  notPorts: listOf(port),
  serviceAccounts: pointerTo(struct('ServiceAccountMatch', { names: listOf(text), selector: text })),
});

const action = namedText('v3.Action');

const rule = struct('Rule', {
  action,
  ipVersion: pointerTo(int),
  protocol: pointerTo(protocol),
  icmp: pointerTo(icmpFields),
  notProtocol: pointerTo(protocol),
  notICMP: pointerTo(icmpFields),
  source: entityRule,
  destination: entityRule,
  http: pointerTo(httpMatch),
  metadata: pointerTo(struct('RuleMetadata', { annotations: textMap })),
});

/** Lists that are printed as a whole. */
export const rulesType: GoType = listOf(rule);
export const icmpType: GoType = pointerTo(icmpFields);
export const httpType: GoType = pointerTo(httpMatch);
export const servicesType: GoType = pointerTo(serviceMatch);
export const pathsType: GoType = listOf(httpPath);

const staged = { stagedAction: namedText('v3.StagedAction') };
const beforeTypes = {
  tier: text,
  order: pointerTo(decimal),
  ingress: listOf(rule),
  egress: listOf(rule),
  selector: text,
  types: listOf(namedText('v3.PolicyType')),
};
const globalFlags = { doNotTrack: flag, preDNAT: flag, applyOnForward: flag };
const accounts = { serviceAccountSelector: text };
const namespaces = { namespaceSelector: text };
const hints = { performanceHints: listOf(namedText('v3.PolicyPerformanceHint')) };

const labelSelector = kubernetesStruct('LabelSelector', {
  matchLabels: textMap,
  matchExpressions: listOf(
    kubernetesStruct('LabelSelectorRequirement', {
      key: text,
      operator: namedText('v1.LabelSelectorOperator'),
      values: listOf(text),
    }),
  ),
});
const kubernetesPorts = listOf(
  kubernetesStruct('NetworkPolicyPort', {
    protocol: pointerTo(namedText('v1.Protocol')),
    port: pointerTo(intOrString),
    endPort: pointerTo(int32),
  }),
);
const kubernetesPeers = listOf(
  kubernetesStruct('NetworkPolicyPeer', {
    podSelector: pointerTo(labelSelector),
    namespaceSelector: pointerTo(labelSelector),
    ipBlock: pointerTo(kubernetesStruct('IPBlock', { cidr: text, except: listOf(text) })),
  }),
);

const specs = {
  NetworkPolicy: struct('NetworkPolicySpec', { ...beforeTypes, ...accounts, ...hints }),
  GlobalNetworkPolicy: struct('GlobalNetworkPolicySpec', {
    ...beforeTypes,
    ...globalFlags,
    ...accounts,
    ...namespaces,
    ...hints,
  }),
  StagedNetworkPolicy: struct('StagedNetworkPolicySpec', {
    ...staged,
    ...beforeTypes,
    ...accounts,
    ...hints,
  }),
  StagedGlobalNetworkPolicy: struct('StagedGlobalNetworkPolicySpec', {
    ...staged,
    ...beforeTypes,
    ...globalFlags,
    ...accounts,
    ...namespaces,
    ...hints,
  }),
  StagedKubernetesNetworkPolicy: struct('StagedKubernetesNetworkPolicySpec', {
    ...staged,
    podSelector: labelSelector,
    ingress: listOf(
      kubernetesStruct('NetworkPolicyIngressRule', { ports: kubernetesPorts, from: kubernetesPeers }),
    ),
    egress: listOf(
      kubernetesStruct('NetworkPolicyEgressRule', { ports: kubernetesPorts, to: kubernetesPeers }),
    ),
    policyTypes: listOf(namedText('v1.PolicyType')),
  }),
  Tier: struct('TierSpec', { order: pointerTo(decimal), defaultAction: pointerTo(action) }),
  NetworkSet: struct('NetworkSetSpec', { nets: listOf(text) }),
  GlobalNetworkSet: struct('GlobalNetworkSetSpec', { nets: listOf(text) }),
  HostEndpoint: struct('HostEndpointSpec', {
    node: text,
    interfaceName: text,
    expectedIPs: listOf(text),
    profiles: listOf(text),
    ports: listOf(struct('EndpointPort', { name: text, protocol, port: uint16 })),
  }),
  Profile: struct('ProfileSpec', {
    ingress: listOf(rule),
    egress: listOf(rule),
    labelsToApply: textMap,
  }),
} as const;

/** The kinds that are validated. */
export type CalicoKind = keyof typeof specs;

export function isCalicoKind(kind: unknown): kind is CalicoKind {
  return typeof kind === 'string' && Object.hasOwn(specs, kind);
}

const condition = kubernetesStruct('Condition', {
  type: text,
  status: namedText('v1.ConditionStatus'),
  observedGeneration: int64,
  lastTransitionTime: time,
  reason: text,
  message: text,
});

/** The object of a kind. */
export function objectType(kind: CalicoKind): GoStruct {
  return objects[kind];
}

/** The spec of a kind. */
export function specType(kind: CalicoKind): GoStruct {
  return specs[kind];
}

const objects = Object.fromEntries(
  (Object.keys(specs) as CalicoKind[]).map((kind) => [
    kind,
    struct(kind, {
      kind: text,
      apiVersion: text,
      metadata: objectMeta,
      spec: specs[kind],
      ...(kind === 'Tier' ? { status: struct('TierStatus', { conditions: listOf(condition) }) } : {}),
    }),
  ]),
) as Readonly<Record<CalicoKind, GoStruct>>;
