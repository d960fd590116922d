import { goQuoted } from '../../../resources/api-server/go-text';
import type { JsonObject, Path } from '../../../yaml/types';
import { listOf, numberOf, objectOf, objectsOf, textOf, textsOf } from '../json';
import { isPortName } from '../port-text';
import { fault } from './fault';
import type { Fault } from './fault';
import { parsePortNumber } from './go-number';
import { l7Count, l7Fault } from './l7';
import type { Agent } from './version';

/** What an item of `toPorts` belongs to. */
export type PortUse = 'ingress' | 'egress' | 'deny';

const mostPorts = 40;

/** What the agent says of an item of `toPorts`. Upstream: `pkg/policy/api/rule_validation.go`. */
export function portsFault(item: JsonObject, use: PortUse, path: Path, agent: Agent): Fault | undefined {
  const rules = use === 'deny' ? {} : (objectOf(item['rules']) ?? {});
  const hasRules = l7Count(rules, agent) > 0;
  const hasDns = (listOf(rules['dns'])?.length ?? 0) > 0;
  const names = use === 'deny' ? [] : textsOf(item['serverNames']);
  if (names.length > 0 && hasRules && objectOf(item['terminatingTLS']) === undefined) {
    return fault('ServerNames are not allowed with L7 rules without TLS termination', [
      ...path,
      'serverNames',
    ]);
  }
  const empty = names.indexOf('');
  if (empty >= 0) return fault('empty server name is not allowed', [...path, 'serverNames', empty]);
  const ports = objectsOf(item['ports']);
  if (ports.length > mostPorts) {
    return fault(`too many ports, the max is ${mostPorts}`, [...path, 'ports']);
  }
  let hasZero = false;
  for (const [index, port] of ports.entries()) {
    const at = [...path, 'ports', index];
    const read = readPort(port, hasDns, at, agent);
    if (read.kind === 'fault') return read.fault;
    hasZero ||= read.isZero;
    if (hasRules && !hasDns && read.protocol !== 'TCP') {
      const text = `L7 rules can only apply to TCP (not ${read.protocol}) except for DNS rules`;
      return fault(text, 'protocol' in port ? [...at, 'protocol'] : at);
    }
  }
  const listener = use === 'deny' ? undefined : objectOf(item['listener']);
  if (listener !== undefined) {
    const name = textOf(listener['name']);
    if (use === 'ingress') {
      return fault(`Listener is not allowed on ingress (${name})`, [...path, 'listener']);
    }
    if (hasRules) return fault(`Listener is not allowed with L7 rules (${name})`, [...path, 'listener']);
  }
  if (!hasRules) return undefined;
  if (hasZero) return fault('L7 rules can not be used when a port is 0', [...path, 'rules']);
  return l7Fault(rules, ports.length > 0, [...path, 'rules'], agent);
}

type ReadPort =
  | { readonly kind: 'port'; readonly isZero: boolean; readonly protocol: string }
  | { readonly kind: 'fault'; readonly fault: Fault };

const protocols119 = ['TCP', 'UDP', 'SCTP', 'VRRP', 'IGMP', 'ANY'];
const protocols120 = ['TCP', 'UDP', 'SCTP', 'VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH', 'ANY'];

function readPort(port: JsonObject, hasDns: boolean, path: Path, agent: Agent): ReadPort {
  const failed = (text: string, member: string): ReadPort => ({
    kind: 'fault',
    fault: fault(text, Object.hasOwn(port, member) ? [...path, member] : path),
  });
  const written = textOf(port['port']);
  const given = textOf(port['protocol']);
  const protocols = agent.is120 ? protocols120 : protocols119;
  if (written === '' && !agent.extendedProtocols) return failed('port must be specified', 'port');
  let isZero = false;
  if (written !== '' && !isPortName(written)) {
    // What stands between SCTP and ANY has no ports.
    const isPortless = protocols.slice(3, -1).includes(given);
    if (written !== '0' && isPortless) return failed('port must be empty or 0', 'port');
    const number = parsePortNumber(written);
    if (number.kind === 'error') return failed(`unable to parse port: ${number.text}`, 'port');
    isZero = number.value === 0;
    if (hasDns && numberOf(port['endPort']) > number.value) {
      return failed('DNS rules do not support port ranges', 'endPort');
    }
  }
  const protocol = given === '' ? 'ANY' : upperCase(given);
  if (!protocols.includes(protocol)) {
    const known = protocols.map((name) => name.toLowerCase()).join(' | ');
    return failed(`invalid protocol ${goQuoted(protocol)}, must be { ${known} }`, 'protocol');
  }
  return { kind: 'port', isZero, protocol };
}

/** Go changes letters one by one, so that none becomes two. */
function upperCase(text: string): string {
  return [...text]
    .map((letter) => {
      const upper = letter.toUpperCase();
      return [...upper].length === 1 ? upper : letter;
    })
    .join('');
}
