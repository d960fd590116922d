import type { Path } from '../../../yaml/types';
import type { DecodedPort, DecodedProtocol, DecodedRule } from './decoded';
import { state } from './errors';
import type { Findings } from './errors';
import { isCatchAll, readNet } from './networks';
import { printed, printedList, printedPort, printedProtocol } from './print-go';
import { httpType, icmpType } from './schema-go';
import { has } from './walk-side';

/** What must hold between the fields of a rule. Upstream: `validator.go` validateRule. */
export function ruleFunction(findings: Findings, rule: DecodedRule, path: Path): void {
  portsNeedProtocol(findings, rule, path);
  const { protocol, notProtocol, http, icmp, ipVersion } = rule;
  if (http !== undefined && protocol !== undefined && !isNamed(protocol, 'TCP')) {
    const reason = 'rules that specify HTTP fields must set protocol to TCP or empty';
    state(findings, 'Protocol', printedProtocol(protocol), reason, [...path, 'protocol']);
  }
  if (icmp !== undefined && !isNamed(protocol, 'ICMP') && !isNamed(protocol, 'ICMPv6')) {
    const reason = 'rules that specify ICMP fields must set protocol to ICMP';
    state(findings, 'ICMP', printed(icmp, icmpType), reason, [...path, 'icmp']);
  }
  for (const [name, version] of [
    ['ICMP', 4],
    ['ICMPv6', 6],
  ] as const) {
    if (!isNamed(protocol, name) && !isNamed(notProtocol, name)) continue;
    if (ipVersion === undefined || ipVersion === version) continue;
    const reason = `must set ipversion to '${version}' with protocol ${name.toLowerCase()}`;
    state(findings, 'IPVersion', printed(icmp, icmpType), reason, [...path, 'ipVersion']);
  }
  netsAgree(findings, rule, path);
  if (rule.action !== 'Allow' && http !== undefined) {
    state(findings, 'HTTP', printed(http, httpType), 'only valid for Allow rules', [...path, 'http']);
  }
  const { services, ports, notPorts } = rule.destination;
  if (services === undefined) return;
  const at = [...path, 'destination'];
  if (has(ports)) {
    const reason = 'cannot specify ports with a service selector';
    state(findings, 'Destination.Ports', printedPorts(ports), reason, [...at, 'ports']);
  }
  if (has(notPorts)) {
    const reason = 'cannot specify notports with a service selector';
    state(findings, 'Destination.NotPorts', printedPorts(notPorts), reason, [...at, 'notPorts']);
  }
}

export function isNamed(protocol: DecodedProtocol | undefined, name: string): boolean {
  return protocol?.kind === 'name' && protocol.name === name;
}

/** Whether the protocol has ports. Upstream: `api/pkg/lib/numorstring/protocol.go` SupportsPorts. */
export function supportsPorts(protocol: DecodedProtocol): boolean {
  return protocol.kind === 'number'
    ? [6, 17, 132].includes(protocol.number)
    : ['TCP', 'UDP', 'SCTP', 'tcp', 'udp', 'sctp'].includes(protocol.name);
}

function portsNeedProtocol(findings: Findings, rule: DecodedRule, path: Path): void {
  const { protocol } = rule;
  if (protocol !== undefined && supportsPorts(protocol)) return;
  for (const [side, sideField] of sides) {
    for (const [list, listField] of [
      ['ports', 'Ports'],
      ['notPorts', 'NotPorts'],
    ] as const) {
      const ports = rule[side][list] ?? [];
      if (ports.length === 0) continue;
      const named = ports.every(({ name }) => name !== '');
      const namedSuffice = findings.version === '3.32' && protocol === undefined;
      if (namedSuffice && named) continue;
      const which = namedSuffice ? 'with numeric port or port range' : 'that specify ports';
      const reason = `rules ${which} must set protocol to TCP or UDP or SCTP`;
      state(findings, `${sideField}.${listField}`, printedPorts(ports), reason, [...path, side, list]);
    }
  }
}

const sides = [
  ['source', 'Source'],
  ['destination', 'Destination'],
] as const;

function printedPorts(ports: readonly DecodedPort[] | undefined): string {
  return printedList(ports?.map(printedPort));
}

/** All nets of a rule are of one family, that of `ipVersion` where it is there. */
function netsAgree(findings: Findings, rule: DecodedRule, path: Path): void {
  const { ipVersion } = rule;
  const seen = new Set<number>();
  for (const [side, sideField] of sides) {
    for (const [list, listField] of [
      ['nets', 'Nets'],
      ['notNets', 'NotNets'],
    ] as const) {
      const nets = rule[side][list];
      const field = `${sideField}.${listField}`;
      const at = [...path, side, list];
      const families = new Set<number>();
      nets?.forEach((text, index) => {
        const net = readNet(text);
        if (net === undefined) {
          state(findings, field, text, 'invalid CIDR', [...at, index]);
          return;
        }
        families.add(net.cidr.family);
        if (list === 'notNets' && isCatchAll(net, text)) {
          const reason = 'catch-all CIDR in negation creates logical contradiction (matches no traffic)';
          state(findings, field, text, reason, [...at, index]);
        }
      });
      if (ipVersion !== undefined && [...families].some((family) => family !== ipVersion)) {
        // The list that is shown is always the source's.
        const reason = "rule IP version doesn't match CIDR version";
        state(findings, field, printedList(rule.source.nets), reason, at);
      }
      if (families.size > 0 && new Set([...seen, ...families]).size > 1) {
        state(findings, field, printedList(nets), 'rule contains both IPv4 and IPv6 CIDRs', at);
      }
      for (const family of families) seen.add(family);
    }
  }
}
