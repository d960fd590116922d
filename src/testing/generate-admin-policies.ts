import fc from 'fast-check';
import type { JsonObject } from '../yaml/types';
import { namespaceSelector, podSelector } from './generate-policies';

const networks = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.0.0.0/29',
  '172.18.0.0/16',
  '203.0.113.0/25',
  '::/0',
  'fd00::/64',
];

const pods: fc.Arbitrary<JsonObject> = fc.oneof(
  namespaceSelector.map((namespaces) => ({ namespaces })),
  fc
    .tuple(namespaceSelector, podSelector)
    .map(([namespaces, labels]) => ({ pods: { namespaceSelector: namespaces, podSelector: labels } })),
);

/** Peers of the first releases, which compare namespaces. */
const comparedPeer: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.constantFrom('sameLabels', 'notSameLabels'),
    fc.subarray(['team', 'env'], { minLength: 1 }),
    fc.option(podSelector, { nil: undefined }),
  )
  .map(([member, keys, labels]) => {
    const namespaces = { [member]: keys };
    return labels === undefined ? { namespaces } : { pods: { namespaces, podSelector: labels } };
  });

const outside: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 4, arbitrary: fc.subarray(networks, { minLength: 1 }).map((some) => ({ networks: some })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom({}, { matchLabels: { role: 'edge' } }).map((nodes) => ({ nodes })),
  },
);

const domains = fc.constant<JsonObject>({ domainNames: ['api.example.com', '*.vendor.net'] });

/** Now and then a peer of a kind that is not known. */
const unknown = fc.constant<JsonObject>({ futures: {} });

const peers = (side: 'from' | 'to', { compared, named }: Shape) => {
  const own = compared
    ? fc.oneof(comparedPeer, comparedPeer)
    : side === 'from'
      ? pods
      : fc.oneof(
          { weight: 3, arbitrary: pods },
          { weight: 3, arbitrary: outside },
          { weight: named ? 1 : 0, arbitrary: domains },
        );
  const all = fc.oneof({ weight: 30, arbitrary: own }, { weight: 1, arbitrary: unknown });
  return fc.array(all, { minLength: 1, maxLength: 2 });
};

const number = fc.constantFrom(53, 80, 443, 8080);
const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP');
const portName = fc.constantFrom('http', 'metrics', 'dns');

const oldPort: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.tuple(protocol, number).map(([own, port]) => ({ portNumber: { protocol: own, port } })),
  fc
    .tuple(protocol, number)
    .map(([own, port]) => ({ portRange: { protocol: own, start: port, end: port + 400 } })),
  portName.map((name) => ({ namedPort: name })),
);

const newPort: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.tuple(protocol, number).map(([own, port]) => ({
    [own.toLowerCase()]: { destinationPort: { number: port } },
  })),
  fc.tuple(protocol, number).map(([own, port]) => ({
    [own.toLowerCase()]: { destinationPort: { range: { start: port, end: port + 400 } } },
  })),
  portName.map((name) => ({ destinationNamedPort: name })),
);

/** What differs between the kinds in how a rule is written. */
type Shape = {
  readonly actions: readonly string[];
  readonly ports: string;
  readonly port: fc.Arbitrary<JsonObject>;
  readonly compared: boolean;
  /** It has peers by DNS name. */
  readonly named: boolean;
};

/** A named port may not stand beside peers that are no pods: those rules go without ports. */
function rules(side: 'from' | 'to', shape: Shape): fc.Arbitrary<readonly JsonObject[]> {
  const { actions, ports, port } = shape;
  const rule = fc
    .record({
      action: fc.constantFrom(...actions),
      peers: peers(side, shape),
      ports: fc.option(fc.array(port, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    })
    .map(({ action, peers: own, ports: list }): JsonObject => {
      const podsOnly = own.every((one) => 'namespaces' in one || 'pods' in one);
      return { action, [side]: own, ...(list !== undefined && podsOnly && { [ports]: list }) };
    });
  return fc.array(rule, { maxLength: 3 });
}

function manifest(version: string, kind: string, spec: JsonObject): JsonObject {
  return {
    apiVersion: `policy.networking.k8s.io/${version}`,
    kind,
    metadata: { name: 'default' },
    spec,
  };
}

const v1 = (actions: readonly string[], compared: boolean, named: boolean): Shape => ({
  actions,
  ports: 'ports',
  port: oldPort,
  compared,
  named,
});

const admin: fc.Arbitrary<JsonObject> = fc.boolean().chain((compared) => {
  const shape = v1(['Allow', 'Deny', 'Pass'], compared, true);
  return fc
    .record({ subject: pods, ingress: rules('from', shape), egress: rules('to', shape) })
    .map((spec) => manifest('v1alpha1', 'AdminNetworkPolicy', spec));
});

const baseline: fc.Arbitrary<JsonObject> = fc.boolean().chain((compared) => {
  const shape = v1(['Allow', 'Deny'], compared, false);
  return fc
    .record({ subject: pods, ingress: rules('from', shape), egress: rules('to', shape) })
    .map((spec) => manifest('v1alpha1', 'BaselineAdminNetworkPolicy', spec));
});

const clusterShape: Shape = {
  actions: ['Accept', 'Deny', 'Pass'],
  ports: 'protocols',
  port: newPort,
  compared: false,
  named: true,
};

const cluster: fc.Arbitrary<JsonObject> = fc
  .record({
    tier: fc.constantFrom('Admin', 'Baseline'),
    subject: pods,
    ingress: rules('from', clusterShape),
    egress: rules('to', clusterShape),
  })
  .map((spec) => manifest('v1alpha2', 'ClusterNetworkPolicy', spec));

/** Cluster-wide policies of all kinds, with names and priorities of their own; one baseline at most. */
export const adminManifests: fc.Arbitrary<readonly JsonObject[]> = fc
  .tuple(
    fc.array(fc.oneof(admin, cluster), { maxLength: 4 }),
    fc.option(baseline, { nil: undefined }),
    fc.uniqueArray(fc.nat(1000), { minLength: 4, maxLength: 4 }),
  )
  .map(([policies, last, priorities]) => [
    ...policies.map((one, at) => ({
      ...one,
      metadata: { name: `p${at}` },
      spec: { ...(one['spec'] as JsonObject), priority: priorities[at] ?? 0 },
    })),
    ...(last === undefined ? [] : [last]),
  ]);
