import { addressKey, parseCidr } from '../model/address';
import type { Address, Cidr } from '../model/address';
import { addressSet, cidrRange, subtractAddresses } from '../model/address-set';
import type { AddressSet } from '../model/address-set';
import type { Cluster, Pod } from '../model/cluster';
import type { Labels } from '../model/labels';
import { namespaceNameLabel } from '../model/labels';
import type { WalkArrangement } from '../model/tier';

/** What follows from the cluster alone, before any policy is looked at. */
export type Facts = {
  readonly cluster: Cluster;
  /** The live pod of the pod network that holds an address (by `addressKey`). */
  readonly podOfAddress: ReadonlyMap<string, Pod>;
  /** Names of the nodes that hold an address. */
  readonly nodesOfAddress: ReadonlyMap<string, ReadonlySet<string>>;
  readonly addressesOfNode: ReadonlyMap<string, readonly Address[]>;
  /** The addresses that a pod of the pod network may have whose status does not tell. */
  readonly possiblePods: () => AddressSet;
  /** The same for a pod of the host network on an unknown node. */
  readonly possibleNodes: () => AddressSet;
};

/** Private space, for clusters whose ranges are not told: RFC 1918, and RFC 4193 where the cluster shows any IPv6. */
const privateSpace: Readonly<Record<4 | 6, readonly Cidr[]>> = {
  4: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].flatMap((text) => parseCidr(text)?.cidr ?? []),
  6: ['fc00::/7'].flatMap((text) => parseCidr(text)?.cidr ?? []),
};

/** A cluster in which nothing has an IPv6 address or range is taken for one without IPv6. */
function privateSpaceOf({ pods, nodes, services, settings }: Cluster): readonly Cidr[] {
  const { podCidrs, serviceCidrs, nodeCidrs } = settings;
  const six = ({ family }: { readonly family: 4 | 6 }) => family === 6;
  const shown =
    [...podCidrs, ...serviceCidrs, ...nodeCidrs].some(six) ||
    nodes.some((node) => node.addresses.some(six) || node.podCidrs.some(six)) ||
    services.some((service) => service.addresses.some(six)) ||
    pods.some((pod) => pod.addresses.some(six));
  return shown ? [...privateSpace[4], ...privateSpace[6]] : privateSpace[4];
}

/** Derives the facts. A pod without a status may have any address of the pod ranges that no one else is seen to hold. */
export function deriveFacts(cluster: Cluster): Facts {
  const podOfAddress = new Map<string, Pod>();
  const nodesOfAddress = new Map<string, Set<string>>();
  const addressesOfNode = new Map<string, Address[]>();
  const held: Address[] = [];
  const addNode = (name: string, address: Address) => {
    const key = addressKey(address);
    const names = nodesOfAddress.get(key) ?? new Set();
    if (names.has(name)) return;
    nodesOfAddress.set(key, names.add(name));
    held.push(address);
    const addresses = addressesOfNode.get(name) ?? [];
    addressesOfNode.set(name, [...addresses, address]);
  };
  for (const node of cluster.nodes) for (const address of node.addresses) addNode(node.name, address);
  for (const pod of cluster.pods) {
    if (pod.addressing !== 'known') continue;
    for (const address of pod.addresses) {
      if (pod.hostNetwork) {
        // Without a node's name, the node is known by the pod alone.
        addNode(pod.node ?? `the node of ${pod.id}`, address);
      } else if (!podOfAddress.has(addressKey(address))) {
        podOfAddress.set(addressKey(address), pod);
        held.push(address);
      }
    }
  }
  const { settings, nodes } = cluster;
  const taken = once(() => addressSet(held.map((address) => singleton(address))));
  return {
    cluster,
    podOfAddress,
    nodesOfAddress,
    addressesOfNode,
    possiblePods: once(() => {
      const ranges = rangesOf(
        settings.podCidrs,
        nodes.flatMap((node) => node.podCidrs),
        privateSpaceOf(cluster),
      );
      const free = subtractAddresses(ranges, taken());
      return free.length > 0 ? free : ranges;
    }),
    possibleNodes: once(() => {
      const known = nodes.flatMap((node) => node.addresses.map(singleton));
      const ranges = addressSet([...known, ...settings.nodeCidrs.map(cidrRange)]);
      return ranges.length > 0 ? ranges : addressSet(privateSpaceOf(cluster).map(cidrRange));
    }),
  };
}

type HostAddresses = NonNullable<WalkArrangement['hostAddresses']>;

const withHosts = new WeakMap<Facts, WeakMap<HostAddresses, Facts>>();

/** The facts with the addresses that endpoints of hosts tell; those that pods hold stay theirs. */
export function withHostAddresses(facts: Facts, told: HostAddresses | undefined): Facts {
  if (told === undefined || told.length === 0) return facts;
  const known = withHosts.get(facts) ?? new WeakMap<HostAddresses, Facts>();
  withHosts.set(facts, known);
  const made = known.get(told);
  if (made !== undefined) return made;
  const nodesOfAddress = new Map(facts.nodesOfAddress);
  const addressesOfNode = new Map(facts.addressesOfNode);
  for (const { address, node } of told) {
    const key = addressKey(address);
    const names = nodesOfAddress.get(key);
    if (names?.has(node) === true) continue;
    // Where a pod of the host network has told the address, the endpoint knows the node better.
    nodesOfAddress.set(key, new Set([node, ...(names ?? [])]));
    addressesOfNode.set(node, [...(addressesOfNode.get(node) ?? []), address]);
  }
  const extended: Facts = { ...facts, nodesOfAddress, addressesOfNode };
  known.set(told, extended);
  withHosts.set(extended, new WeakMap([[told, extended]]));
  return extended;
}

/** A pod's addresses, or what they may be; undefined for a pod that sends and receives nothing. */
export function addressesOfPod(facts: Facts, pod: Pod): readonly Address[] | { may: AddressSet } | undefined {
  switch (pod.addressing) {
    case 'known':
      return pod.addresses.length > 0 ? pod.addresses : undefined;
    case 'none':
    case 'ended':
      return undefined;
    case 'unknown': {
      if (!pod.hostNetwork) return { may: facts.possiblePods() };
      const own = pod.node === undefined ? undefined : facts.addressesOfNode.get(pod.node);
      return own ?? { may: facts.possibleNodes() };
    }
  }
}

/** The families of the addresses that a pod has, or may have. */
export function familiesOfPod(facts: Facts, pod: Pod): readonly (4 | 6)[] {
  const own = addressesOfPod(facts, pod) ?? [];
  const list = 'may' in own ? own.may : own;
  return [...new Set(list.map(({ family }) => family))];
}

/** The labels of a namespace; one that nothing declares still carries its name. */
export function namespaceLabels(cluster: Cluster, name: string): Labels {
  return cluster.namespaces.get(name)?.labels ?? new Map([[namespaceNameLabel, name]]);
}

/** Names of the nodes that the pod of the host network is. */
export function nodesOfHostPod(facts: Facts, pod: Pod): ReadonlySet<string> {
  const names = new Set<string>();
  if (pod.node !== undefined) names.add(pod.node);
  for (const address of pod.addresses) {
    for (const name of facts.nodesOfAddress.get(addressKey(address)) ?? []) names.add(name);
  }
  return names;
}

export function singleton(address: Address): { family: 4 | 6; first: bigint; last: bigint } {
  return { family: address.family, first: address.value, last: address.value };
}

/** The first of the lists that is not empty, as a set. */
function rangesOf(...lists: readonly (readonly Cidr[])[]): AddressSet {
  return addressSet((lists.find((list) => list.length > 0) ?? []).map(cidrRange));
}

function once<T>(compute: () => T): () => T {
  let value: { readonly it: T } | undefined;
  return () => (value ??= { it: compute() }).it;
}
