import {
  addressSet,
  cidrAddresses,
  cidrRange,
  intersectAddresses,
  subtractAddresses,
  everyAddress,
  type AddressSet,
} from '../model/address-set';
import { addressBits, addressKey, containsCidr, parseCidr, type Address, type Cidr } from '../model/address';
import type { Bits } from '../model/bits';
import type { Cluster } from '../model/cluster';
import { selects, type Selector } from '../model/selector';
import { namespaceNameLabel } from '../model/labels';
import { examplePod, isConnected, noAtoms } from './atoms';
import type { Entity, StatementPeer } from './document';
import { isEndpoint, sliceEndpoints } from './services';
import type { World } from './world';

/** Whom a peer means. */
export type Side = {
  readonly atoms: Bits;
  /** Those of `atoms` that are meant whole: an outside part that reaches beyond the named addresses is not. */
  readonly sure: Bits;
  /** Set where one address is meant that no document tells: some part of `atoms`, in words. */
  readonly somewhere?: string;
  /** The pods' own node: always let in. */
  readonly host?: boolean;
  /** Why it is nobody. */
  readonly nobody?: string;
  /** Namespaces other than that of the other side are meant. */
  readonly otherNamespaces?: boolean;
};

/** Finds the atoms of a peer. */
export function sideOf(world: World, peer: StatementPeer): Side {
  switch (peer.kind) {
    case 'workload': {
      const found = (world.workloads.get(`${peer.namespace}/${peer.name}`) ?? []).filter(
        (index) =>
          peer.workload === undefined || world.atoms.cluster.workloads[index]?.kind === peer.workload,
      );
      const name = `\`${peer.namespace}/${peer.name}\``;
      const nobody =
        found.length === 0 ? `no workload ${name} is in the cluster` : `no pod of ${name} is running`;
      return pods(world, found, () => true, nobody);
    }
    case 'pods': {
      const where =
        peer.namespaces.kind === 'named'
          ? (world.atoms.byNamespace.get(peer.namespaces.name) ?? [])
          : workloadsIn(world, peer.namespaces.selector);
      return pods(
        world,
        where,
        (atom) => {
          const pod = examplePod(world.atoms, atom);
          return pod !== undefined && selects(peer.pods, pod.labels);
        },
        'no pod carries these labels',
      );
    }
    case 'namespace':
      return pods(
        world,
        world.atoms.byNamespace.get(peer.name) ?? [],
        () => true,
        `no pod is in namespace \`${peer.name}\``,
      );
    case 'namespaces':
      return pods(world, workloadsIn(world, peer.selector), () => true, 'no pod is in such a namespace');
    case 'service':
      return serviceSide(world, peer.namespace, peer.name);
    case 'cidr':
      return addresses(
        world,
        cidrAddresses(peer.cidr, peer.except),
        'every address of this range is a pod’s',
      );
    case 'domain':
      return { ...everyPart(world), somewhere: `which addresses \`${peer.name}\` has` };
    case 'entity':
      return entitySide(world, peer.entity);
    case 'group':
      switch (peer.group) {
        case 'Anyone':
        case 'AnyoneElse':
          return whole(everyAtom(world), 'nobody is there');
        case 'AnyPod':
        case 'AnyOtherPod':
          return pods(world, world.atoms.cluster.workloads.keys(), () => true, 'there are no pods');
        case 'OutsideNamespace':
          return {
            ...whole(everyAtom(world), 'nobody is there'),
            otherNamespaces: true,
          };
        case 'OutsideCluster':
          return everyPart(world);
      }
  }
}

function whole(atoms: Bits, nobody: string): Side {
  return atoms.isEmpty() ? { atoms, sure: atoms, nobody } : { atoms, sure: atoms };
}

/** The atoms of some workloads for which `wanted` holds. */
function pods(
  world: World,
  workloads: Iterable<number>,
  wanted: (atom: number) => boolean,
  nobody: string,
): Side {
  const atoms = noAtoms(world.atoms);
  for (const index of workloads) {
    for (const pod of world.atoms.cluster.workloads[index]?.pods ?? []) {
      if (!isConnected(world.atoms.cluster.pods[pod])) continue;
      const atom = world.atoms.ofPod[pod];
      if (atom !== undefined && !atoms.has(atom) && wanted(atom)) atoms.add(atom);
    }
  }
  return whole(atoms, nobody);
}

function workloadsIn(world: World, selector: Selector): number[] {
  const { cluster, byNamespace } = world.atoms;
  const found: number[] = [];
  for (const [name, workloads] of byNamespace) {
    const labels = cluster.namespaces.get(name)?.labels ?? new Map([[namespaceNameLabel, name]]);
    if (selects(selector, labels)) found.push(...workloads);
  }
  return found;
}

/** All pods, and all outside parts that can have connections with them. */
export function everyAtom(world: World): Bits {
  const { cluster } = world.atoms;
  const atoms = pods(world, cluster.workloads.keys(), () => true, '').atoms;
  for (const [index, part] of world.parts.entries()) {
    if (part.length > 0) atoms.add(cluster.workloads.length + index);
  }
  return atoms;
}

function everyPart(world: World): Side {
  const atoms = noAtoms(world.atoms);
  const first = world.atoms.cluster.workloads.length;
  for (const [index, part] of world.parts.entries()) if (part.length > 0) atoms.add(first + index);
  return whole(atoms, 'nothing outside the cluster is known');
}

/** The outside parts that hold some of these addresses. */
function addresses(world: World, set: AddressSet, nobody: string): Side {
  const atoms = noAtoms(world.atoms);
  const sure = noAtoms(world.atoms);
  const first = world.atoms.cluster.workloads.length;
  for (const [index, part] of world.parts.entries()) {
    if (intersectAddresses(part, set).length === 0) continue;
    atoms.add(first + index);
    if (subtractAddresses(part, set).length === 0) sure.add(first + index);
  }
  return atoms.isEmpty() ? { atoms, sure, nobody } : { atoms, sure };
}

function oneAddress(address: Address): AddressSet {
  return [{ family: address.family, first: address.value, last: address.value }];
}

function serviceSide(world: World, namespace: string, name: string): Side {
  const service = world.services.get(`${namespace}/${name}`);
  const none = noAtoms(world.atoms);
  if (service === undefined) {
    return { atoms: none, sure: none, nobody: `no Service \`${namespace}/${name}\` is in the cluster` };
  }
  if (service.type === 'ExternalName') {
    return { ...everyPart(world), somewhere: `which addresses \`${service.externalName ?? name}\` has` };
  }
  const nobody = `the Service \`${name}\` has no endpoint`;
  const selected = pods(
    world,
    world.atoms.byNamespace.get(namespace) ?? [],
    (atom) => {
      const pod = examplePod(world.atoms, atom);
      return pod !== undefined && isEndpoint(service, pod);
    },
    nobody,
  );
  const slices = sliceEndpoints(service, undefined);
  if (slices.length === 0) return selected;
  const outside = addresses(world, addressSet(slices.flatMap(({ address }) => oneAddress(address))), nobody);
  const podOf = podsByAddress(world);
  for (const { address } of slices) {
    const atom = podOf.get(addressKey(address));
    if (atom !== undefined) {
      outside.atoms.add(atom);
      outside.sure.add(atom);
    }
  }
  return outside.atoms.isEmpty() ? { ...outside, nobody } : { atoms: outside.atoms, sure: outside.sure };
}

/** The atom that has each known pod address. */
export function podsByAddress(world: World): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const pod of world.atoms.cluster.pods) {
    const atom = world.atoms.ofPod[pod.index];
    if (atom === undefined || pod.addressing !== 'known' || pod.hostNetwork) continue;
    for (const address of pod.addresses) found.set(addressKey(address), atom);
  }
  return found;
}

function entitySide(world: World, entity: Entity): Side {
  const { cluster } = world.atoms;
  switch (entity) {
    case 'Internet':
      return addresses(world, internetAddresses(cluster), 'no address outside the cluster is known');
    case 'Host':
      return { ...nodeSide(world), somewhere: 'which node the pod runs on', host: true };
    case 'Nodes':
      return nodeSide(world);
    case 'ApiServer': {
      const service = world.services.get('default/kubernetes');
      const known = service?.endpoints ?? [];
      if (known.length === 0) return { ...everyPart(world), somewhere: 'which address the API server has' };
      return addresses(
        world,
        addressSet(known.flatMap(({ address }) => oneAddress(address))),
        'the API server is a pod here',
      );
    }
  }
}

function nodeSide(world: World): Side {
  const set = nodeAddresses(world.atoms.cluster);
  if (set.length === 0) return { ...everyPart(world), somewhere: 'which addresses the nodes have' };
  return addresses(world, set, 'no address of a node is outside the pods');
}

export function nodeAddresses(cluster: Cluster): AddressSet {
  return addressSet([
    ...cluster.settings.nodeCidrs.map(cidrRange),
    ...cluster.nodes.flatMap((node) => node.addresses.flatMap(oneAddress)),
  ]);
}

/** All addresses but those of pods, nodes and Services. */
export function internetAddresses(cluster: Cluster): AddressSet {
  return subtractAddresses(
    [...everyAddress(4), ...everyAddress(6)],
    addressSet(insideCidrs(cluster).map(cidrRange)),
  );
}

/** Where pods without a known address may have one, if no document tells: RFC 1918 and RFC 4193. */
const privateSpace: readonly Cidr[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap(
  (text) => parseCidr(text)?.cidr ?? [],
);

/** Whether pods have addresses that neither a status nor a range tells. */
export function podRangesUnknown(cluster: Cluster): boolean {
  return (
    cluster.settings.podCidrs.length === 0 &&
    cluster.nodes.every((node) => node.podCidrs.length === 0) &&
    cluster.pods.some((pod) => pod.addressing === 'unknown' && !pod.hostNetwork)
  );
}

/**
 * Ranges of pods, nodes and Services as far as documents tell them, without those that lie in another; all of private
 * space where the pods' range is not told.
 */
export function insideCidrs(cluster: Cluster): readonly Cidr[] {
  const { settings, nodes, services } = cluster;
  const single = (address: Address): Cidr => ({ ...address, prefix: addressBits(address.family) });
  const told = [
    ...settings.podCidrs,
    ...settings.serviceCidrs,
    ...settings.nodeCidrs,
    ...nodes.flatMap((node) => [...node.podCidrs, ...node.addresses.map(single)]),
    ...services.flatMap((service) => service.addresses.map(single)),
    ...(podRangesUnknown(cluster) ? privateSpace : []),
  ];
  return outermost(told);
}

/** The ranges that lie in no other one, each once, in the order of their addresses. */
export function outermost(cidrs: readonly Cidr[]): readonly Cidr[] {
  const sorted = [...cidrs].sort(
    (a, b) => a.family - b.family || (a.value < b.value ? -1 : a.value > b.value ? 1 : a.prefix - b.prefix),
  );
  const kept: Cidr[] = [];
  for (const cidr of sorted) {
    const last = kept.at(-1);
    if (last === undefined || !containsCidr(last, cidr)) kept.push(cidr);
  }
  return kept;
}
