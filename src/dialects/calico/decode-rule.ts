import { parseAddress, parseCidr } from '../../model/address';
import type { Cidr } from '../../model/address';
import type { Origin } from '../../model/origin';
import type { Action } from '../../model/policy';
import type { Json, JsonObject } from '../../yaml/types';
import { listOf, memberOf, numberOf, objectOf, objectsOf, textOf, textsOf } from './json';
import type { CalicoHttp, CalicoIcmp, CalicoPort, CalicoProtocol, CalicoRule, CalicoSide } from './spec';

const actions: ReadonlyMap<string, Action> = new Map([
  ['Allow', 'allow'],
  ['Deny', 'deny'],
  ['Pass', 'pass'],
  ['Log', 'log'],
]);

/** A rule of any list; one whose action is unknown decides nothing. */
export function decodeRule(rule: JsonObject, index: number, origin: Origin): CalicoRule {
  const ipVersion = numberOf(rule, 'ipVersion');
  const protocol = decodeProtocol(memberOf(rule, 'protocol'));
  const notProtocol = decodeProtocol(memberOf(rule, 'notProtocol'));
  const icmp = decodeIcmp(objectOf(rule, 'icmp'));
  const notIcmp = decodeIcmp(objectOf(rule, 'notICMP'));
  const http = objectOf(rule, 'http');
  return {
    action: actions.get(textOf(rule, 'action')) ?? 'log',
    ...((ipVersion === 4 || ipVersion === 6) && { ipVersion }),
    ...(protocol !== undefined && { protocol }),
    ...(notProtocol !== undefined && { notProtocol }),
    ...(icmp !== undefined && { icmp }),
    ...(notIcmp !== undefined && { notIcmp }),
    source: decodeSide(objectOf(rule, 'source') ?? {}),
    destination: decodeSide(objectOf(rule, 'destination') ?? {}),
    ...(http !== undefined && { http: decodeHttp(http) }),
    index,
    origin,
  };
}

/** A number, or a name in lower case: Felix compares names without regard to case. */
export function decodeProtocol(value: Json | undefined): CalicoProtocol | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return undefined;
  return /^\d+$/.test(value) && Number(value) <= 255 ? Number(value) : value.toLowerCase();
}

/** Without a type there is nothing to compare. */
function decodeIcmp(icmp: JsonObject | undefined): CalicoIcmp | undefined {
  if (icmp === undefined) return undefined;
  const type = numberOf(icmp, 'type');
  const code = numberOf(icmp, 'code');
  if (type === undefined) return undefined;
  return code === undefined ? { type } : { type, code };
}

function decodeSide(side: JsonObject): CalicoSide {
  const accounts = objectOf(side, 'serviceAccounts');
  const services = objectOf(side, 'services');
  return {
    nets: textsOf(side, 'nets').flatMap(readNet),
    notNets: textsOf(side, 'notNets').flatMap(readNet),
    selector: textOf(side, 'selector'),
    namespaceSelector: textOf(side, 'namespaceSelector'),
    notSelector: textOf(side, 'notSelector'),
    ...(accounts !== undefined && {
      serviceAccounts: { names: textsOf(accounts, 'names'), selector: textOf(accounts, 'selector') },
    }),
    ...(services !== undefined && {
      services: { name: textOf(services, 'name'), namespace: textOf(services, 'namespace') },
    }),
    ports: listOf(side, 'ports').flatMap(decodePort),
    notPorts: listOf(side, 'notPorts').flatMap(decodePort),
  };
}

/** A CIDR or a bare address; nothing where it is neither, as Calico skips what it cannot read. */
export function readNet(text: string): readonly Cidr[] {
  const cidr = parseCidr(text)?.cidr;
  if (cidr !== undefined) return [cidr];
  const address = parseAddress(text);
  return address === undefined ? [] : [{ ...address, prefix: address.family === 4 ? 32 : 128 }];
}

/** `80`, `"80"`, `"80:90"` or a name. */
export function decodePort(value: Json): readonly CalicoPort[] {
  if (typeof value === 'number') return [{ kind: 'range', first: value, last: value }];
  if (typeof value !== 'string') return [];
  const range = /^(\d+)(?::(\d+))?$/.exec(value);
  if (range === null) return [{ kind: 'name', name: value }];
  const first = Number(range[1]);
  return [{ kind: 'range', first, last: range[2] === undefined ? first : Number(range[2]) }];
}

function decodeHttp(http: JsonObject): CalicoHttp {
  return {
    methods: textsOf(http, 'methods'),
    paths: objectsOf(http, 'paths').map((path) => {
      const exact = textOf(path, 'exact');
      return exact !== '' ? { exact } : { prefix: textOf(path, 'prefix') };
    }),
  };
}
