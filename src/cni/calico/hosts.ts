import type { Address } from '../../model/address';
import { sameAddress } from '../../model/address';
import type { Direction } from '../../model/policy';
import type { Checkpoint, End } from '../../model/walk';
import { compareByBytes } from '../../dialects/calico/selector/parse';
import { hasSixNodes } from './always';
import type { EndSets } from './end-sets';
import { hostCheckpoint } from './host-lists';
import type { HostList } from './host-lists';
import type { TierPlace } from './tiers';
import type { PlacedPolicy } from './walk-policies';
import type { CalicoWorld, HostEndpoint } from './world';

type Flow = { readonly from: End; readonly to: End };

/** The host endpoints of one node: the one of its interface to the outside, and the one of all interfaces. */
type NodeEndpoints = { readonly named?: HostEndpoint; readonly star?: HostEndpoint };

/** The checkpoints of a flow at host endpoints; undefined where there are none. */
export function hostCheckpoints(
  policies: readonly PlacedPolicy[],
  places: readonly TierPlace[],
  sets: EndSets,
): ((flow: Flow, side: Direction) => readonly Checkpoint[]) | undefined {
  const { world } = sets;
  const toOwnHost = endpointToHost(world);
  if (world.hostEndpoints.length === 0 && toOwnHost !== 'DROP') {
    // No host endpoint, but pods tell their own node from others.
    return hasSixNodes(world) ? () => [] : undefined;
  }
  const byNode = nodeEndpoints(world);
  const made = new Map<string, Checkpoint | undefined>();
  const meet = (
    endpoint: HostEndpoint | undefined,
    list: HostList,
    direction: Direction,
  ): readonly Checkpoint[] => {
    if (endpoint === undefined) return [];
    const key = JSON.stringify([endpoint.name, list, direction]);
    if (!made.has(key)) made.set(key, hostCheckpoint(endpoint, list, direction, policies, places, sets));
    const found = made.get(key);
    return found === undefined ? [] : [found];
  };
  return ({ from, to }, side) => {
    const source = placeOf(from, byNode);
    const destination = placeOf(to, byNode);
    const together = source.node !== undefined && source.node === destination.node;
    if (from.kind !== 'pod' && to.kind !== 'pod') {
      // Traffic of hosts: each polices its own end.
      if (together) return [];
      return side === 'egress'
        ? meet(source.any, 'local', 'egress')
        : meet(destination.any, 'local', 'ingress');
    }
    if (side === 'egress') {
      if (from.kind !== 'pod') return together ? [] : meet(source.any, 'local', 'egress');
      const stays = together && to.kind === 'node';
      const sent = meet(source.star, stays ? 'pre-DNAT' : 'sent by pods', 'ingress');
      if (together) return sent;
      // Between nodes, packets of pods go through tunnels, which only an endpoint of all interfaces covers.
      const way = to.kind === 'pod' ? source.star : source.any;
      return [...sent, ...meet(way, 'leaving', 'egress')];
    }
    if (to.kind !== 'pod') {
      if (!together) return meet(destination.any, 'local', 'ingress');
      if (toOwnHost === 'DROP') return [dropped(to)];
      return toOwnHost === 'RETURN' ? meet(destination.star, 'local', 'ingress') : [];
    }
    if (together && from.kind === 'node') return [];
    const delivered = meet(destination.star, 'leaving', 'egress');
    if (together) return delivered;
    const way = from.kind === 'pod' ? destination.star : destination.any;
    const list = way === destination.named ? 'arriving' : 'sent by pods';
    return [...meet(way, list, 'ingress'), ...delivered];
  };
}

/** What becomes of what a pod sends to its own host; accepted past the endpoint, as Calico is installed. */
function endpointToHost({ options }: CalicoWorld): string {
  const option = options.get('DefaultEndpointToHostAction');
  return typeof option === 'string' ? option.toUpperCase() : 'ACCEPT';
}

function dropped(host: End): Checkpoint {
  return {
    name: 'DefaultEndpointToHostAction',
    kind: 'host',
    subject: host,
    direction: 'ingress',
    stages: [{ tiers: [], end: 'deny' }],
  };
}

type Place = NodeEndpoints & {
  readonly node: string | undefined;
  /** What covers the interface to the outside. */
  readonly any: HostEndpoint | undefined;
};

function placeOf(end: End, byNode: ReadonlyMap<string, NodeEndpoints>): Place {
  const node =
    end.kind === 'pod' ? end.pod.node : end.kind === 'node' && end.name !== '' ? end.name : undefined;
  const { named, star } = (node === undefined ? undefined : byNode.get(node)) ?? {};
  return {
    node,
    any: named ?? star,
    ...(named !== undefined && { named }),
    ...(star !== undefined && { star }),
  };
}

function nodeEndpoints({ hostEndpoints, cluster }: CalicoWorld): ReadonlyMap<string, NodeEndpoints> {
  const byNode = new Map<string, NodeEndpoints>();
  // An explicit interface comes before expected addresses, then the lowest name.
  const sorted = [...hostEndpoints].sort(
    (a, b) =>
      Number(a.spec.interfaceName === '') - Number(b.spec.interfaceName === '') ||
      compareByBytes(a.name, b.name),
  );
  for (const endpoint of sorted) {
    const { node: name, interfaceName, expectedIps } = endpoint.spec;
    const known = byNode.get(name) ?? {};
    const addresses = cluster.nodes.find((node) => node.name === name)?.addresses ?? [];
    if (interfaceName === '*') {
      if (known.star === undefined) byNode.set(name, { ...known, star: endpoint });
    } else if (interfaceName !== '' || addresses.length === 0 || shareOne(addresses, expectedIps)) {
      if (known.named === undefined) byNode.set(name, { ...known, named: endpoint });
    }
  }
  return byNode;
}

function shareOne(some: readonly Address[], others: readonly Address[]): boolean {
  return some.some((one) => others.some((other) => sameAddress(one, other)));
}

/** Addresses that are a host's because an endpoint expects them there. */
export function hostAddresses({
  hostEndpoints,
}: CalicoWorld): readonly { readonly address: Address; readonly node: string }[] {
  return hostEndpoints.flatMap(({ spec }) =>
    spec.expectedIps.map((address) => ({ address, node: spec.node })),
  );
}
