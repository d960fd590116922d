import { addressSet, cidrAddresses, subtractAddresses, type AddressSet } from '../model/address-set';
import type { Direction, Peer, Policy, PortMatch, Rule } from '../model/policy';
import { noPorts, portRange, portsOf, unionPorts, everyPort, type PortSet } from '../model/ports';
import type { Snapshot } from '../snapshot/types';
import type { WishEnd } from './wish';

/** The ports of a rule on some destinations; a name is looked up on each of their pods. */
export function rulePorts(snapshot: Snapshot, rule: Rule, destinations: readonly number[]): PortSet {
  if (rule.ports === 'any') return everyPort;
  return unionPorts(...rule.ports.map((match) => matchPorts(snapshot, match, destinations)));
}

export function matchPorts(snapshot: Snapshot, match: PortMatch, destinations: readonly number[]): PortSet {
  switch (match.kind) {
    case 'protocol':
      return portsOf(match.protocol);
    case 'range':
      return portRange(match.protocol, match.first, match.last);
    case 'named': {
      const { cluster } = snapshot;
      const found = destinations.flatMap((end) =>
        (cluster.workloads[end]?.pods ?? []).flatMap((pod) =>
          (cluster.pods[pod]?.ports ?? []).filter(
            (port) => port.name === match.name && port.protocol === match.protocol,
          ),
        ),
      );
      return found.length === 0
        ? noPorts
        : unionPorts(...found.map(({ protocol, port }) => portRange(protocol, port, port)));
    }
    case 'other':
      return noPorts;
  }
}

/** Workloads that one peer of a rule matches. */
export function peerMembers(
  snapshot: Snapshot,
  policy: number,
  direction: Direction,
  rule: number,
  peer: number,
): ReadonlySet<number> {
  const members = new Set<number>();
  snapshot.evaluator.peerWorkloads(policy, direction, rule, peer).forEach((index) => members.add(index));
  return members;
}

/** Whether the rule's peers are exactly the end, and nobody else's. */
export function peersAre(
  snapshot: Snapshot,
  policy: number,
  direction: Direction,
  position: number,
  rule: Rule,
  end: WishEnd,
): boolean {
  if (rule.peers === 'any') return false;
  if (end.kind === 'addresses') {
    if (rule.peers.some((peer) => peer.kind === 'pods')) return false;
    const addresses = addressSet(rule.peers.flatMap(peerAddresses));
    return sameAddresses(addresses, end.addresses);
  }
  if (end.wholeNamespace !== undefined || rule.peers.some((peer) => peer.kind === 'addresses')) return false;
  const members = new Set<number>();
  for (const index of rule.peers.keys()) {
    for (const member of peerMembers(snapshot, policy, direction, position, index)) members.add(member);
  }
  return members.size === end.workloads.length && end.workloads.every((index) => members.has(index));
}

export function peerAddresses(peer: Peer): AddressSet {
  return peer.kind === 'addresses' ? cidrAddresses(peer.cidr, peer.except) : [];
}

export function sameAddresses(a: AddressSet, b: AddressSet): boolean {
  return subtractAddresses(a, b).length === 0 && subtractAddresses(b, a).length === 0;
}

/** The workloads that a policy selects. */
export function subjectsOf(snapshot: Snapshot, policy: number): ReadonlySet<number> {
  const members = new Set<number>();
  snapshot.evaluator.subjects(policy).forEach((index) => members.add(index));
  return members;
}

/** `backend` or `data/backend`, for sentences. */
export function policyName(policy: Policy): string {
  return `\`${policy.ref.name}\``;
}
