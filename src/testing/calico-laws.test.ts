import { expect, test } from 'vitest';
import { fromNetworkPolicy } from '../cni/calico/from-network-policy';
import { decodeNetworkPolicy } from '../dialects/networkpolicy/decode';
import type { CalicoPort, CalicoRule, CalicoSide } from '../dialects/calico/spec';
import { formatCidr } from '../model/address';
import { isSelectorPolicy } from '../model/policy';
import { readResources } from '../resources/read';
import type { Json, JsonObject } from '../yaml/types';
import { evaluators, runCase } from './case-runner';
import { recordedText, verdictCases } from './cases';
import type { RecordedCase } from './cases';
import { Random } from './random';

/** Recorded cases whose manifests are changed in a way that changes no verdict. */
function holds(cases: readonly RecordedCase[], change: (one: RecordedCase) => readonly JsonObject[]): void {
  const wrong = cases.flatMap((one) =>
    (['tracing', 'compiled'] as const).flatMap((name) =>
      runCase({ ...one, resources: change(one) }, evaluators[name]),
    ),
  );
  expect(wrong.map(({ of, query, got }) => [of.id, query, got])).toEqual([]);
}

const mixed = verdictCases(recordedText('calico-3.32')).slice(0, 60);
const kubernetes = verdictCases(recordedText('calico-3.32-np')).slice(0, 60);

const random = new Random(20);

function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

test('[CAL-38] the order of documents changes nothing', () => {
  holds(mixed, ({ resources }) => shuffled(resources));
});

test('[CAL-41] a policy that selects nothing changes nothing, nor does a tier without policies', () => {
  holds(mixed, ({ resources }) => [
    ...resources,
    {
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkPolicy',
      metadata: { name: 'a-nobody' },
      spec: { order: -1, selector: 'has(nobody-has-this)', types: ['Ingress', 'Egress'] },
    },
    { apiVersion: 'projectcalico.org/v3', kind: 'Tier', metadata: { name: 'empty' }, spec: { order: 1 } },
  ]);
});

test('[CAL-28] two halves of a block are the block', () => {
  holds(mixed, ({ resources }) => resources.map((resource) => halved(resource) as JsonObject));
});

/** Every IPv4 block of `nets` and `notNets` that can be, in two halves. */
function halved(value: Json, key = ''): Json {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    if (key !== 'nets' && key !== 'notNets') return list.map((item) => halved(item));
    return list.flatMap<Json>((item) => (typeof item === 'string' ? halves(item) : [item]));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, halved(item, name)]));
}

function halves(cidr: string): readonly string[] {
  const [address = '', prefix = ''] = cidr.split('/');
  const length = Number(prefix);
  const octets = address.split('.').map(Number);
  // A negated block of everything kills its rule, which its halves do not.
  if (octets.length !== 4 || prefix === '' || length === 0 || length > 31) return [cidr];
  const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - length);
  const first = value - (value % size);
  const text = (number: number) =>
    [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
  return [`${text(first)}/${length + 1}`, `${text(first + size / 2)}/${length + 1}`];
}

test('[CAL-47] a NetworkPolicy is the Calico policy that it is converted to', () => {
  let converted = 0;
  holds(kubernetes, ({ resources }) =>
    resources.map((resource, document) => {
      if (resource['kind'] !== 'NetworkPolicy') return resource;
      converted += 1;
      return asCalico(resource, document);
    }),
  );
  expect(converted).toBeGreaterThan(100);
});

function asCalico(value: JsonObject, document: number): JsonObject {
  const [resource] = readResources(value, { file: 'f', document, path: [] }).resources;
  const policy = resource === undefined ? undefined : decodeNetworkPolicy(resource).policy;
  if (policy === undefined || !isSelectorPolicy(policy)) return value;
  const { selector, types, rules, namespace = '', name } = fromNetworkPolicy(policy);
  return {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `knp.default.${name}`, namespace },
    spec: {
      order: 1000,
      selector,
      types: [...(types.ingress ? ['Ingress'] : []), ...(types.egress ? ['Egress'] : [])],
      ingress: rules.ingress.map(ruleText),
      egress: rules.egress.map(ruleText),
    },
  };
}

function ruleText({ protocol, source, destination }: CalicoRule): JsonObject {
  return {
    action: 'Allow',
    ...(protocol !== undefined && { protocol }),
    source: sideText(source),
    destination: sideText(destination),
  };
}

function sideText({ selector, namespaceSelector, nets, notNets, ports }: CalicoSide): JsonObject {
  return {
    selector,
    namespaceSelector,
    nets: nets.map(formatCidr),
    notNets: notNets.map(formatCidr),
    ports: ports.map(portText),
  };
}

function portText(port: CalicoPort): string {
  return port.kind === 'name' ? port.name : `${port.first}:${port.last}`;
}
