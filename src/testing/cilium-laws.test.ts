import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../yaml/types';
import { recordedText, verdictCases } from './cases';
import { Random } from './random';
import { halves, holds, inLists, shuffled } from './recorded-laws';

const all = verdictCases(recordedText('cilium-1.20'));
/** Every so many of the directed and the random cases. */
const mixed = all.filter((_, index) => index % 7 === 3);
const random = new Random(21);

const isCilium = ({ kind }: JsonObject) =>
  kind === 'CiliumNetworkPolicy' || kind === 'CiliumClusterwideNetworkPolicy';

/** How many resources a change has changed: a law that meets nothing proves nothing. */
function counted(change: (resource: JsonObject) => JsonObject) {
  let count = 0;
  return {
    change: (resource: JsonObject): JsonObject => {
      const changed = change(resource);
      if (JSON.stringify(changed) !== JSON.stringify(resource)) count += 1;
      return changed;
    },
    count: () => count,
  };
}

test('[CIL-8] [CIL-43] the order of documents changes nothing', () => {
  holds(mixed, ({ resources }) => shuffled(resources, random));
});

test('[CIL-38] a policy that selects nobody changes nothing', () => {
  holds(mixed, ({ resources }) => [
    ...resources,
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumClusterwideNetworkPolicy',
      metadata: { name: 'a-nobody' },
      spec: {
        endpointSelector: { matchExpressions: [{ key: 'nobody-has-this', operator: 'Exists' }] },
        ingress: [{}],
        egressDeny: [{ toEntities: ['all'] }],
      },
    },
  ]);
});

test('[CIL-25] two halves of a block are the block', () => {
  const lists = new Set(['fromCIDR', 'toCIDR', 'fromCIDRSet', 'toCIDRSet', 'externalCIDRs']);
  const parts = (item: Json): readonly Json[] => {
    if (typeof item === 'string') return halves(item);
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return [item];
    const { cidr, except } = item as JsonObject;
    // What is taken out of a block must lie within it.
    if (typeof cidr !== 'string' || except !== undefined) return [item];
    return halves(cidr).map((half) => ({ ...item, cidr: half }));
  };
  const { change, count } = counted((resource) => inLists(resource, lists, parts) as JsonObject);
  holds(mixed, ({ resources }) => resources.map(change));
  expect(count()).toBeGreaterThan(50);
});

test('[CIL-3] one `spec` is a list of one', () => {
  const { change, count } = counted((resource) => {
    const { spec, specs = [], ...others } = resource;
    if (!isCilium(resource) || typeof spec !== 'object' || spec === null) return resource;
    return { ...others, specs: [spec, ...(specs as readonly Json[])] };
  });
  holds(mixed, ({ resources }) => resources.map(change));
  expect(count()).toBeGreaterThan(100);
});

test('[CIL-12] [CIL-13] other keys of labels change nothing, with a source or without', () => {
  const { change, count } = counted(
    (resource) =>
      JSON.parse(
        JSON.stringify(resource)
          .replaceAll(/(["':.])env"/g, '$1stage"')
          .replaceAll(/(["':.])shape"/g, '$1figure"'),
      ) as JsonObject,
  );
  holds(mixed, ({ resources }) => resources.map(change));
  expect(count()).toBeGreaterThan(100);
});

test('[CIL-8] the peers of an item may stand in items of their own', () => {
  const sections = new Set(['ingress', 'egress', 'ingressDeny', 'egressDeny']);
  const members = ['fromEndpoints', 'toEndpoints', 'fromCIDR', 'toCIDR', 'fromEntities', 'toEntities'];
  const split = (item: Json): readonly Json[] => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return [item];
    const rule = item as JsonObject;
    const member = members.find((name) => Array.isArray(rule[name]) && rule[name].length > 1);
    if (member === undefined) return [item];
    return (rule[member] as readonly Json[]).map((peer) => ({ ...rule, [member]: [peer] }));
  };
  const { change, count } = counted((resource) =>
    isCilium(resource) ? (inLists(resource, sections, split) as JsonObject) : resource,
  );
  holds(mixed, ({ resources }) => resources.map(change));
  expect(count()).toBeGreaterThan(50);
});
