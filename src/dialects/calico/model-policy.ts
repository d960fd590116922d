import { formatCidr } from '../../model/address';
import { within } from '../../model/origin';
import type { Origin } from '../../model/origin';
import type {
  Direction,
  NamespaceMatch,
  Peer,
  Policy,
  PolicySide,
  PortMatch,
  Rule,
} from '../../model/policy';
import type { Protocol } from '../../model/ports';
import { httpWords } from './http';
import { namespaceRequirements, podRequirements } from './simple-selector';
import type { CalicoPolicySpec, CalicoPort, CalicoProtocol, CalicoRule, CalicoSide } from './spec';

/*
 * A policy in the form in which policies of all dialects are listed. It is told, not evaluated: what the form has no
 * place for is said in words.
 */

export function modelPolicy(spec: CalicoPolicySpec, kind: string, origin: Origin): Policy {
  const subject = subjectOf(spec, origin);
  return {
    ref: {
      dialect: 'calico',
      kind,
      ...(spec.namespace !== undefined && { namespace: spec.namespace }),
      name: spec.name,
    },
    ...(subject !== undefined && { subject }),
    ingress: sideOf(spec, 'ingress'),
    egress: sideOf(spec, 'egress'),
    origin,
    spec,
  };
}

function subjectOf(spec: CalicoPolicySpec, origin: Origin): Policy['subject'] {
  if (spec.serviceAccountSelector !== '' || spec.doNotTrack || spec.preDnat) return undefined;
  const pods = podRequirements(spec.selector, within(origin, 'spec', 'selector'));
  const namespaces = namespacesOf(spec, within(origin, 'spec', 'namespaceSelector'));
  return pods === undefined || namespaces === undefined ? undefined : { namespaces, pods };
}

function namespacesOf(spec: CalicoPolicySpec, origin: Origin): NamespaceMatch | undefined {
  if (spec.namespace !== undefined) return { kind: 'own', namespace: spec.namespace };
  const selector = namespaceRequirements(spec.namespaceSelector, origin);
  return selector === undefined ? undefined : { kind: 'labels', selector };
}

function sideOf(spec: CalicoPolicySpec, direction: Direction): PolicySide {
  const applies = spec.types[direction];
  const rules = applies ? spec.rules[direction].map((rule) => ruleOf(rule, spec.namespace, direction)) : [];
  return { applies, rules };
}

function ruleOf(rule: CalicoRule, namespace: string | undefined, direction: Direction): Rule {
  const side = direction === 'ingress' ? 'source' : 'destination';
  const own = direction === 'ingress' ? rule.destination : rule.source;
  const peers = peersOf(rule[side], namespace, within(rule.origin, side));
  const limits = sideWords(own);
  return {
    index: rule.index,
    action: rule.action,
    peers:
      limits === ''
        ? peers
        : [{ kind: 'other', words: `${peersWords(peers)}, for ${limits}`, origin: rule.origin }],
    ports: portsOf(rule),
    origin: rule.origin,
  };
}

function peersWords(peers: Rule['peers']): string {
  if (peers === 'any') return 'anyone';
  return peers
    .map((peer) =>
      peer.kind === 'other' ? peer.words : peer.kind === 'addresses' ? formatCidr(peer.cidr) : 'pods',
    )
    .join(', ');
}

function peersOf(side: CalicoSide, namespace: string | undefined, origin: Origin): Rule['peers'] {
  const words = sideWords(side);
  if (words === '') return 'any';
  const { nets, notNets, selector, namespaceSelector, notSelector, serviceAccounts, services } = side;
  if (notSelector === '' && serviceAccounts === undefined && services === undefined) {
    if (selector === '' && namespaceSelector === '' && nets.length > 0) {
      return nets.map((cidr): Peer => ({ kind: 'addresses', cidr, except: notNets, origin }));
    }
    const pods = podRequirements(selector, within(origin, 'selector'));
    const spaces = namespaceRequirements(namespaceSelector, within(origin, 'namespaceSelector'));
    const plain = nets.length === 0 && notNets.length === 0;
    if (plain && pods !== undefined && spaces !== undefined && namespaceSelector !== 'global()') {
      const namespaces: NamespaceMatch =
        namespaceSelector === '' && namespace !== undefined
          ? { kind: 'own', namespace }
          : { kind: 'labels', selector: spaces };
      return [{ kind: 'pods', namespaces, pods, origin }];
    }
  }
  return [{ kind: 'other', words, origin }];
}

/** What one side of a rule demands besides ports, in a few words; empty where it demands nothing. */
function sideWords(side: CalicoSide): string {
  const { nets, notNets, selector, namespaceSelector, notSelector, serviceAccounts, services } = side;
  const words: string[] = [];
  if (selector !== '') words.push(selector);
  if (namespaceSelector !== '') words.push(`in namespaces ${namespaceSelector}`);
  if (notSelector !== '') words.push(`not ${notSelector}`);
  if (serviceAccounts !== undefined) {
    if (serviceAccounts.names.length > 0) words.push(`accounts ${serviceAccounts.names.join(', ')}`);
    if (serviceAccounts.selector !== '') words.push(`accounts ${serviceAccounts.selector}`);
  }
  if (services !== undefined) words.push(`Service ${services.namespace}/${services.name}`);
  if (nets.length > 0) words.push(nets.map(formatCidr).join(', '));
  if (notNets.length > 0) words.push(`not ${notNets.map(formatCidr).join(', ')}`);
  return words.join(', ');
}

const modelProtocols: ReadonlyMap<CalicoProtocol, Protocol> = new Map<CalicoProtocol, Protocol>([
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['sctp', 'SCTP'],
  [6, 'TCP'],
  [17, 'UDP'],
  [132, 'SCTP'],
]);

function portsOf(rule: CalicoRule): Rule['ports'] {
  const { protocol, notProtocol, icmp, notIcmp, source, destination, http, ipVersion } = rule;
  const origin = within(rule.origin, 'destination');
  const known = protocol === undefined ? undefined : modelProtocols.get(protocol);
  const words: string[] = [];
  if (notProtocol !== undefined) words.push(`not ${protocolWords(notProtocol)}`);
  if (icmp?.type !== undefined) {
    words.push(`type ${icmp.type}${icmp.code === undefined ? '' : `/${icmp.code}`}`);
  }
  if (notIcmp?.type !== undefined) words.push(`not type ${notIcmp.type}`);
  if (destination.notPorts.length > 0) {
    words.push(`not ports ${destination.notPorts.map(portWords).join(', ')}`);
  }
  if (source.ports.length > 0) words.push(`from ports ${source.ports.map(portWords).join(', ')}`);
  if (source.notPorts.length > 0) words.push(`not from ports ${source.notPorts.map(portWords).join(', ')}`);
  if (http !== undefined) words.push(httpWords(http).join(' or '));
  if (ipVersion !== undefined) words.push(`IPv${ipVersion}`);
  if (words.length === 0) {
    if (protocol === undefined && destination.ports.length === 0) return 'any';
    if (known !== undefined) {
      if (destination.ports.length === 0) return [{ kind: 'protocol', protocol: known, origin }];
      return destination.ports.map((port): PortMatch =>
        port.kind === 'name'
          ? { kind: 'named', protocol: known, name: port.name, origin }
          : { kind: 'range', protocol: known, first: port.first, last: port.last, origin },
      );
    }
  }
  if (destination.ports.length > 0) words.unshift(destination.ports.map(portWords).join(', '));
  if (protocol !== undefined) words.unshift(protocolWords(protocol));
  return [{ kind: 'other', words: words.join(' '), origin }];
}

function protocolWords(protocol: CalicoProtocol): string {
  return typeof protocol === 'number' ? `protocol ${protocol}` : protocol.toUpperCase();
}

function portWords(port: CalicoPort): string {
  if (port.kind === 'name') return port.name;
  return port.first === port.last ? `${port.first}` : `${port.first}-${port.last}`;
}
