import { parseCidr, parseAddress } from '../../model/address';
import type { Cidr } from '../../model/address';
import { within } from '../../model/origin';
import type { Origin } from '../../model/origin';
import { decodeSelector } from '../../resources/api-server/decode-selector';
import type { Json, JsonObject } from '../../yaml/types';
import { listOf, objectOf, textOf, textsOf } from './json';
import { nameSelectors } from './decode-ports';
import { blockOf } from './spec';
import type { CiliumItem, CiliumPeer } from './spec';

/** A member that names peers, and whether an empty list of it selects nobody instead of being absent. */
type Member = {
  readonly name: string;
  readonly closes: boolean;
  readonly read: (value: Json, origin: Origin) => readonly CiliumPeer[];
};

const endpoints: Member['read'] = (value, origin) => [
  { kind: 'endpoints', selector: decodeSelector(objectOf(value) ?? {}, origin), origin },
];
const nodes: Member['read'] = (value, origin) => [
  { kind: 'nodes', selector: decodeSelector(objectOf(value) ?? {}, origin), origin },
];
const entity: Member['read'] = (value, origin) => [{ kind: 'entity', name: textOf(value), origin }];
const group: Member['read'] = (_, origin) => [{ kind: 'cloud group', origin }];
const cidr: Member['read'] = (value, origin) =>
  readBlock(textOf(value)).map((block) => ({
    kind: 'block',
    block: { kind: 'cidr', cidr: block },
    except: [],
    origin,
  }));

/** Members of the direction's items. Upstream: `pkg/policy/utils/parserules.go`. */
const members: Readonly<Record<'from' | 'to', readonly Member[]>> = {
  from: [
    { name: 'fromEndpoints', closes: true, read: endpoints },
    { name: 'fromNodes', closes: true, read: nodes },
    { name: 'fromEntities', closes: true, read: entity },
    { name: 'fromCIDR', closes: true, read: cidr },
    { name: 'fromCIDRSet', closes: true, read: cidrSet },
    { name: 'fromGroups', closes: false, read: group },
  ],
  to: [
    { name: 'toEndpoints', closes: true, read: endpoints },
    { name: 'toNodes', closes: true, read: nodes },
    { name: 'toEntities', closes: true, read: entity },
    { name: 'toCIDR', closes: true, read: cidr },
    { name: 'toCIDRSet', closes: true, read: cidrSet },
    { name: 'toServices', closes: false, read: service },
    { name: 'toFQDNs', closes: false, read: fqdn },
    { name: 'toGroups', closes: false, read: group },
  ],
};

/** The peers of an item. An absent member and an empty one are told apart where the engine does. */
export function decodePeers(item: JsonObject, side: 'from' | 'to', origin: Origin): CiliumItem['peers'] {
  const peers: CiliumPeer[] = [];
  let named = false;
  let closed = false;
  for (const { name, closes, read } of members[side]) {
    const list = listOf(item[name]);
    if (list === undefined) continue;
    closed ||= closes && list.length === 0;
    named ||= list.length > 0;
    list.forEach((value, index) => peers.push(...read(value, within(origin, name, index))));
  }
  if (closed) return 'nobody';
  return named ? peers : 'any';
}

function cidrSet(value: Json, origin: Origin): readonly CiliumPeer[] {
  const item = objectOf(value) ?? {};
  const except = textsOf(item['except']).flatMap(readBlock);
  const ref = textOf(item['cidrGroupRef']);
  const selector = objectOf(item['cidrGroupSelector']);
  if (ref !== '') return [{ kind: 'block', block: { kind: 'group', name: ref }, except, origin }];
  if (selector !== undefined) {
    const groups = decodeSelector(selector, within(origin, 'cidrGroupSelector'));
    return [{ kind: 'block', block: { kind: 'groups', selector: groups }, except, origin }];
  }
  return readBlock(textOf(item['cidr'])).map((block) => ({
    kind: 'block',
    block: { kind: 'cidr', cidr: block },
    except,
    origin,
  }));
}

function service(value: Json, origin: Origin): readonly CiliumPeer[] {
  const item = objectOf(value) ?? {};
  const byLabels = objectOf(item['k8sServiceSelector']);
  if (byLabels !== undefined) {
    const selector = decodeSelector(
      objectOf(byLabels['selector']) ?? {},
      within(origin, 'k8sServiceSelector', 'selector'),
    );
    return [{ kind: 'services', namespace: textOf(byLabels['namespace']), selector, origin }];
  }
  const byName = objectOf(item['k8sService']);
  const name = textOf(byName?.['serviceName']);
  return [
    {
      kind: 'services',
      namespace: textOf(byName?.['namespace']),
      ...(byName !== undefined && { name }),
      origin,
    },
  ];
}

function fqdn(value: Json, origin: Origin): readonly CiliumPeer[] {
  return nameSelectors(objectOf(value) ?? {}).map((name) => ({ kind: 'name', name, origin }));
}

/** A block, its host bits masked off; a bare address is the block of that address. */
export function readBlock(text: string): readonly Cidr[] {
  const address = parseAddress(text);
  if (address !== undefined) return [blockOf(address)];
  const parsed = parseCidr(text);
  return parsed === undefined ? [] : [parsed.cidr];
}
