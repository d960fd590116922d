import { addressKey, addressOfKey } from '../model/address';
import type { Address } from '../model/address';
import { addressSet, everyAddress } from '../model/address-set';
import type { AddressSet } from '../model/address-set';
import type { Pod } from '../model/cluster';
import type { Flow, FlowEnd } from '../model/flow';
import type { Direction } from '../model/policy';
import type { Arrangement } from '../model/tier';
import type { Before } from '../model/verdict';
import { addressesOfPod, nodesOfHostPod, singleton } from './facts';
import type { Facts } from './facts';

/** An end of a flow as gates see it. */
export type EndView =
  | { readonly kind: 'pod'; readonly pod: Pod }
  /** A pod of the host network: its node's traffic. */
  | { readonly kind: 'host'; readonly pod: Pod; readonly nodes: ReadonlySet<string> }
  | {
      readonly kind: 'outside';
      readonly addresses: Addresses;
      /** Nodes that it is an address of, or that it names. */
      readonly nodes: ReadonlySet<string>;
      /** DNS names that it is known by. */
      readonly names: readonly string[];
      /** The identity that it is, where it is told as one. */
      readonly entity?: string;
    };

/** Addresses that are known, or all that it may have. */
export type Addresses = readonly Address[] | { readonly may: AddressSet };

/** What the gates may see of the addresses of both ends, in one address family. */
export type Scenario = {
  readonly family: 4 | 6;
  readonly from: AddressSet;
  readonly to: AddressSet;
};

export type ResolvedFlow = {
  readonly from: EndView;
  readonly to: EndView;
  /** One for each family that the flow may use; empty where there can be no flow. */
  readonly scenarios: readonly Scenario[];
  /** Why there can be no flow. */
  readonly dead?: Extract<Before, 'no address' | 'ended'>;
  /** Both ends are one and the same pod. */
  readonly itself: boolean;
};

const noNodes: ReadonlySet<string> = new Set();

/**
 * Finds out whom a flow is between. An address that a live pod holds is that pod. Of two dual-stack pods the
 * destination's first address of a family that the source has is used, unless the flow names a family.
 */
export function resolveFlow(facts: Facts, flow: Flow): ResolvedFlow {
  const from = viewOf(facts, flow.from);
  const to = viewOf(facts, flow.to);
  const itself =
    from.kind !== 'outside' && to.kind !== 'outside' && from.pod.index === to.pod.index && !from.pod.template;
  const dead = deadEnd(from) ?? deadEnd(to);
  if (dead !== undefined) return { from, to, scenarios: [], dead, itself: false };
  const source = addressesOf(facts, from, flow.from);
  const destination = addressesOf(facts, to, flow.to);
  const families = familiesOf(flow, source, destination);
  const scenarios = families.map((family) => ({
    family,
    from: seen(source, family),
    to: seen(destination, family),
  }));
  return scenarios.length === 0
    ? { from, to, scenarios, dead: 'no address', itself: false }
    : { from, to, scenarios, itself };
}

/** What is decided of a side before any policy is looked at. */
export function decidedBefore(
  rules: Pick<Arrangement, 'enforces' | 'ownNodeEnters'>,
  resolved: ResolvedFlow,
  direction: Direction,
): Before | undefined {
  if (resolved.dead !== undefined) return resolved.dead;
  if (resolved.itself) return 'itself';
  if (!rules.enforces) return 'nothing enforced';
  const [subject, peer] =
    direction === 'egress' ? [resolved.from, resolved.to] : [resolved.to, resolved.from];
  if (subject.kind === 'outside') return 'outside';
  if (subject.kind === 'host') return 'host network';
  const { node } = subject.pod;
  if (direction === 'ingress' && rules.ownNodeEnters && node !== undefined && peer.kind !== 'pod') {
    if (peer.nodes.has(node)) return 'own node';
  }
  return undefined;
}

function viewOf(facts: Facts, end: FlowEnd): EndView {
  if (end.kind === 'pod') {
    const pod = facts.cluster.pods[end.pod];
    if (pod === undefined) throw new RangeError(`there is no pod ${end.pod}`);
    return pod.hostNetwork ? { kind: 'host', pod, nodes: nodesOfHostPod(facts, pod) } : { kind: 'pod', pod };
  }
  switch (end.kind) {
    case 'address': {
      const key = addressKey(end.address);
      const pod = facts.podOfAddress.get(key);
      if (pod !== undefined) return { kind: 'pod', pod };
      const nodes = facts.nodesOfAddress.get(key) ?? noNodes;
      const names = facts.cluster.settings.domains.get(key) ?? [];
      return { kind: 'outside', addresses: [end.address], nodes, names };
    }
    case 'node': {
      const addresses = facts.addressesOfNode.get(end.node) ?? { may: facts.possibleNodes() };
      return { kind: 'outside', addresses, nodes: new Set([end.node]), names: [] };
    }
    case 'entity': {
      const addresses = { may: [...everyAddress(4), ...everyAddress(6)] };
      return { kind: 'outside', addresses, nodes: noNodes, names: [], entity: end.entity };
    }
    case 'domain':
      return {
        kind: 'outside',
        addresses: domainAddresses(facts, end.domain),
        nodes: noNodes,
        names: [end.domain],
      };
  }
}

/** The addresses that Settings tell for a domain; else it may be any. */
function domainAddresses(facts: Facts, domain: string): Addresses {
  const known: Address[] = [];
  for (const [key, names] of facts.cluster.settings.domains) {
    const address = names.includes(domain) ? addressOfKey(key) : undefined;
    if (address !== undefined) known.push(address);
  }
  return {
    may: known.length > 0 ? addressSet(known.map(singleton)) : [...everyAddress(4), ...everyAddress(6)],
  };
}

function deadEnd(view: EndView): 'no address' | 'ended' | undefined {
  if (view.kind === 'outside') return undefined;
  if (view.pod.addressing === 'ended') return 'ended';
  return view.pod.addressing === 'none' ? 'no address' : undefined;
}

function addressesOf(facts: Facts, view: EndView, end: FlowEnd): Addresses {
  if (view.kind === 'outside') return view.addresses;
  const addresses = addressesOfPod(facts, view.pod) ?? [];
  return end.kind === 'address' && !('may' in addresses) ? [end.address, ...addresses] : addresses;
}

function familiesOf(flow: Flow, source: Addresses, destination: Addresses): readonly (4 | 6)[] {
  const common = ordered(destination).filter((family) => ordered(source).includes(family));
  const asked = new Set<4 | 6>();
  if (flow.family !== undefined) asked.add(flow.family);
  else for (const end of [flow.from, flow.to]) if (end.kind === 'address') asked.add(end.address.family);
  if (asked.size > 1) return [];
  if (asked.size === 1) return common.filter((family) => asked.has(family));
  return 'may' in source || 'may' in destination ? common : common.slice(0, 1);
}

/** The families of an end, the first address's first. */
function ordered(addresses: Addresses): readonly (4 | 6)[] {
  const list = 'may' in addresses ? addresses.may : addresses;
  return [...new Set(list.map((address) => address.family))];
}

/** The pod's first address of the family is the one used. */
function seen(addresses: Addresses, family: 4 | 6): AddressSet {
  if ('may' in addresses) return addresses.may.filter((range) => range.family === family);
  return addresses
    .filter((address) => address.family === family)
    .slice(0, 1)
    .map(singleton);
}
