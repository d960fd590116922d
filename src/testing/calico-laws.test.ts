import { expect, test } from 'vitest';
import { fromNetworkPolicy } from '../cni/calico/from-network-policy';
import { decodeNetworkPolicy } from '../dialects/networkpolicy/decode';
import type { CalicoPort, CalicoRule, CalicoSide } from '../dialects/calico/spec';
import { formatCidr } from '../model/address';
import { isSelectorPolicy } from '../model/policy';
import { readResources } from '../resources/read';
import type { JsonObject } from '../yaml/types';
import { recordedText, verdictCases } from './cases';
import { Random } from './random';
import { halves, holds, inLists, shuffled } from './recorded-laws';

const mixed = verdictCases(recordedText('calico-3.32')).slice(0, 60);
const kubernetes = verdictCases(recordedText('calico-3.32-np')).slice(0, 60);

const random = new Random(20);

test('[CAL-38] the order of documents changes nothing', () => {
  holds(mixed, ({ resources }) => shuffled(resources, random));
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
  // A negated block of everything kills its rule, which its halves do not: those stay whole.
  const lists = new Set(['nets', 'notNets']);
  holds(mixed, ({ resources }) =>
    resources.map(
      (resource) =>
        inLists(resource, lists, (net) => (typeof net === 'string' ? halves(net) : [net])) as JsonObject,
    ),
  );
});

test('other keys of labels change nothing', () => {
  const names = new Map([
    ['trust', 'faith'],
    ['env', 'stage'],
    ['role', 'duty'],
    ['shape', 'figure'],
  ]);
  const renamed = (text: string) =>
    text.replaceAll(/\b(trust|env|role|shape)\b/g, (name) => names.get(name) ?? name);
  holds(mixed, ({ resources }) =>
    resources.map((resource) => JSON.parse(renamed(JSON.stringify(resource))) as JsonObject),
  );
});

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
