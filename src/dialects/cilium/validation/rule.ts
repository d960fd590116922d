import type { JsonObject, Path } from '../../../yaml/types';
import { listOf, objectOf, objectsOf, textOf } from '../json';
import { fault, firstFault } from './fault';
import type { Fault } from './fault';
import { l7Count } from './l7';
import { fqdnFault } from './names';
import { peersFault } from './peers';
import { portsFault } from './ports';
import { selectorFault } from './selector';
import type { Agent } from './version';

type Section = 'ingress' | 'ingressDeny' | 'egress' | 'egressDeny';
const sections: readonly Section[] = ['ingress', 'ingressDeny', 'egress', 'egressDeny'];

/** What the agent says of one rule of a policy. Upstream: `pkg/policy/api/rule_validation.go`. */
export function ruleFault(rule: JsonObject, path: Path, agent: Agent): Fault | undefined {
  if (sections.every((name) => (listOf(rule[name])?.length ?? 0) === 0)) {
    return fault('rule must have at least one of Ingress, IngressDeny, Egress, EgressDeny', path);
  }
  const endpoints = objectOf(rule['endpointSelector']);
  const nodes = objectOf(rule['nodeSelector']);
  if (endpoints === undefined && nodes === undefined) {
    return fault('rule must have one of EndpointSelector or NodeSelector', path);
  }
  if (endpoints !== undefined && nodes !== undefined) {
    return fault('rule cannot have both EndpointSelector and NodeSelector', [...path, 'nodeSelector']);
  }
  const selected =
    endpoints === undefined
      ? selectorFault(nodes ?? {}, [...path, 'nodeSelector'], agent)
      : selectorFault(endpoints, [...path, 'endpointSelector'], agent);
  if (selected !== undefined) return selected;
  const isHost = nodes !== undefined;
  return firstFault(sections, (section) =>
    firstFault(objectsOf(rule[section]), (item, index) =>
      itemFault(item, section, isHost, [...path, section, index], agent),
    ),
  );
}

function itemFault(
  item: JsonObject,
  section: Section,
  isHost: boolean,
  path: Path,
  agent: Agent,
): Fault | undefined {
  const allows = section === 'ingress' || section === 'egress';
  const side = section === 'ingress' || section === 'ingressDeny' ? 'from' : 'to';
  const ports = objectsOf(item['toPorts']);
  return (
    peersFault(item, side, path, agent, allows) ??
    (allows ? protocolsFault(ports, section, isHost, [...path, 'toPorts'], agent) : undefined) ??
    icmpsAllowed(item, path, agent) ??
    firstFault(ports, (port, index) =>
      portsFault(port, allows ? section : 'deny', [...path, 'toPorts', index], agent),
    ) ??
    firstFault(objectsOf(item['icmps']), (icmp, index) => icmpFault(icmp, [...path, 'icmps', index])) ??
    (section === 'egress'
      ? firstFault(objectsOf(item['toFQDNs']), (selector, index) =>
          fqdnFault(selector, [...path, 'toFQDNs', index]),
        )
      : undefined)
  );
}

/** Which rules about what goes over a connection may stand here at all. */
function protocolsFault(
  ports: readonly JsonObject[],
  section: 'ingress' | 'egress',
  isHost: boolean,
  path: Path,
  agent: Agent,
): Fault | undefined {
  const rules = ports.map((port) => objectOf(port['rules']) ?? {});
  const first = rules.findIndex((one) => l7Count(one, agent) > 0);
  if (first < 0) return undefined;
  const at = [...path, first, 'rules'];
  if (isHost && section === 'ingress') return fault('L7 policy is not supported on host ingress yet', at);
  if (!agent.l7Proxy) return fault('L7 policy is not supported since L7 proxy is not enabled', at);
  const tell = (protocol: string, where: string) => {
    const name = protocol.toLowerCase();
    const index = rules.findIndex((one) => (listOf(one[name])?.length ?? 0) > 0);
    return index < 0
      ? undefined
      : fault(`L7 protocol ${protocol} is not supported on ${where} yet`, [...path, index, 'rules', name]);
  };
  if (section === 'ingress') return tell('DNS', 'ingress');
  if (!isHost) return undefined;
  return tell('HTTP', 'host egress') ?? (agent.is120 ? undefined : tell('Kafka', 'host egress'));
}

function icmpsAllowed(item: JsonObject, path: Path, agent: Agent): Fault | undefined {
  if ((listOf(item['icmps'])?.length ?? 0) === 0) return undefined;
  if (!agent.icmpRules) {
    return fault('ICMP rules can only be applied when the "enable-icmp-rules" flag is set', [
      ...path,
      'icmps',
    ]);
  }
  return (listOf(item['toPorts'])?.length ?? 0) > 0
    ? fault('the ICMPs block may only be present without ToPorts. Define a separate rule to use ToPorts', [
        ...path,
        'icmps',
      ])
    : undefined;
}

const mostFields = 40;
const families: ReadonlySet<string> = new Set(['', 'IPv4', 'IPv6']);

function icmpFault(icmp: JsonObject, path: Path): Fault | undefined {
  const fields = objectsOf(icmp['fields']);
  if (fields.length > mostFields) {
    return fault(`too many types, the max is ${mostFields}`, [...path, 'fields']);
  }
  return firstFault(fields, (field, index) => {
    const family = textOf(field['family']);
    return families.has(family) ? undefined : fault(`wrong family: ${family}`, [...path, 'fields', index]);
  });
}
