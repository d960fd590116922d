import { goQuoted } from '../../../resources/api-server/go-text';
import { isObject } from '../../../resources/place';
import type { JsonObject, Path } from '../../../yaml/types';
import { listOf, objectOf, objectsOf, textOf, textsOf } from '../json';
import { fault, firstFault } from './fault';
import type { Fault } from './fault';
import { holds, parseAddress, parsePrefix } from './go-address';
import { groupSelectorJson, selectorFault } from './selector';
import type { Agent } from './version';

/** Members of one side that exclude each other, as the agent names them, in the order of their names. */
const members = {
  from: ['FromCIDR', 'FromCIDRSet', 'FromEndpoints', 'FromEntities', 'FromGroups', 'FromNodes'],
  to: ['ToCIDR', 'ToCIDRSet', 'ToEndpoints', 'ToEntities', 'ToFQDNs', 'ToGroups', 'ToNodes', 'ToServices'],
} as const;

const commonEntities = [
  'all',
  'world',
  'world-ipv4',
  'world-ipv6',
  'cluster',
  'host',
  'init',
  'ingress',
  'unmanaged',
  'remote-node',
  'health',
  'none',
  'kube-apiserver',
];
const entities119: ReadonlySet<string> = new Set(commonEntities);
const entities120: ReadonlySet<string> = new Set([...commonEntities, 'cluster-mesh']);

const nodesRefused =
  'FromNodes/ToNodes rules can only be applied when the "enable-node-selector-labels" flag is set';

/** What the agent says of who a rule's item is about. Upstream: `pkg/policy/api/rule_validation.go`. */
export function peersFault(
  item: JsonObject,
  side: 'from' | 'to',
  path: Path,
  agent: Agent,
  allows: boolean,
): Fault | undefined {
  const own = members[side].filter((name) => allows || name !== 'ToFQDNs');
  const [first, second] = own.filter((name) => count(item, memberOf(name)) > 0);
  if (first !== undefined && second !== undefined) {
    return fault(`combining ${first} and ${second} is not supported yet`, [...path, memberOf(second)]);
  }
  const found = membersFault(item, side, path, agent);
  const refused = count(item, `${side}Nodes`) > 0 && !agent.nodeSelectorLabels;
  if (!refused) return found;
  return fault(
    found === undefined ? nodesRefused : `${found.text}\n${nodesRefused}`,
    found?.path ?? [...path, `${side}Nodes`],
  );
}

function memberOf(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function count(item: JsonObject, name: string): number {
  return listOf(item[name])?.length ?? 0;
}

function membersFault(item: JsonObject, side: 'from' | 'to', path: Path, agent: Agent): Fault | undefined {
  const selectors = (name: string) =>
    firstFault(objectsOf(item[name]), (selector, index) =>
      selectorFault(selector, [...path, name, index], agent),
    );
  const entities = agent.is120 ? entities120 : entities119;
  return (
    selectors(`${side}Endpoints`) ??
    selectors(`${side}Nodes`) ??
    firstFault(textsOf(item[`${side}CIDR`]), (cidr, index) =>
      cidrFault(cidr, [...path, `${side}CIDR`, index]),
    ) ??
    firstFault(objectsOf(item[`${side}CIDRSet`]), (rule, index) =>
      cidrRuleFault(rule, [...path, `${side}CIDRSet`, index], agent),
    ) ??
    firstFault(textsOf(item[`${side}Entities`]), (entity, index) =>
      entities.has(entity)
        ? undefined
        : fault(`unsupported entity: ${entity}`, [...path, `${side}Entities`, index]),
    ) ??
    (agent.is120 ? undefined : servicesFault(item, path, agent))
  );
}

/** Only 1.19 looks at the selectors of services. */
function servicesFault(item: JsonObject, path: Path, agent: Agent): Fault | undefined {
  return firstFault(objectsOf(item['toServices']), (service, index) => {
    const selector = objectOf(objectOf(service['k8sServiceSelector'])?.['selector']) ?? {};
    return selectorFault(selector, [...path, 'toServices', index, 'k8sServiceSelector', 'selector'], agent);
  });
}

function cidrFault(cidr: string, path: Path): Fault | undefined {
  if (cidr === '') return fault('IP must be specified', path);
  if (parsePrefix(cidr).kind === 'value') return undefined;
  const address = parseAddress(cidr);
  return address.kind === 'error' ? fault(`unable to parse CIDR: ${address.text}`, path) : undefined;
}

function cidrRuleFault(rule: JsonObject, path: Path, agent: Agent): Fault | undefined {
  const cidr = textOf(rule['cidr']);
  const hasGroup = textOf(rule['cidrGroupRef']) !== '';
  const selector = rule['cidrGroupSelector'];
  if (isObject(selector)) {
    const found = selectorFault(selector, [...path, 'cidrGroupSelector'], agent, 'cidr groups');
    if (found !== undefined) {
      const shown = groupSelectorJson(selector, agent);
      const verb = agent.is120 ? 'sanitize' : 'parse';
      return fault(`failed to ${verb} cidrGroupSelector ${shown}: ${found.text}`, found.path);
    }
  }
  const given = [cidr !== '', hasGroup, isObject(selector)].filter(Boolean).length;
  if (given === 0) return fault('one of cidr, cidrGroupRef, or cidrGroupSelector is required', path);
  if (given > 1) {
    return fault('more than one of cidr, cidrGroupRef, or cidrGroupSelector may not be set', path);
  }
  if (cidr === '') return undefined;
  const prefix = parsePrefix(cidr);
  if (prefix.kind === 'error') {
    return fault(`unable to parse CIDRRule ${goQuoted(cidr)}: ${prefix.text}`, [...path, 'cidr']);
  }
  return firstFault(textsOf(rule['except']), (written, index) => {
    const at = [...path, 'except', index];
    const except = parsePrefix(written);
    if (except.kind === 'error') return fault(except.text, at);
    // 1.19 asks for the address alone, so that a wider exception passes where it begins inside.
    const isWider = agent.is120 && prefix.value.bits > except.value.bits;
    return isWider || !holds(prefix.value, except.value.address)
      ? fault(`allow CIDR prefix ${cidr} does not contain exclude CIDR prefix ${written}`, at)
      : undefined;
  });
}
