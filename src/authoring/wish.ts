import { formatCidr, parseCidr, type Cidr } from '../model/address';
import {
  addressSet,
  cidrRange,
  everyAddress,
  intersectAddresses,
  subtractAddresses,
  type AddressSet,
} from '../model/address-set';
import type { Cluster } from '../model/cluster';
import { everyPort, isEveryPort, portSet, type PortSet } from '../model/ports';
import { connectedPods, severalPods } from '../expectations/atoms';
import { familiesOf, familiesOfWorkload } from '../expectations/families';
import { internetAddresses } from '../expectations/spread';
import type { Snapshot } from '../snapshot/types';
import { addressesOf } from './shared-ends';
import { indexOf } from './cluster-index';
import type { PlanEnd, PlanRequest } from './types';

/** One side of a wish, found in the snapshot. */
export type WishEnd =
  | {
      readonly kind: 'pods';
      /** Indexes in `Cluster.workloads`, rising. */
      readonly workloads: readonly number[];
      /** The namespace box was meant: all of it, today and tomorrow. */
      readonly wholeNamespace: string | undefined;
    }
  | {
      readonly kind: 'addresses';
      readonly cidrs: readonly Cidr[];
      readonly addresses: AddressSet;
      /** All but the cluster's own addresses. */
      readonly internet: boolean;
      readonly name: string | undefined;
    };

/** A request as flows: every `from` to every `to` on all the ports. */
export type Wish = {
  readonly kind: PlanRequest['kind'];
  readonly from: WishEnd;
  readonly to: WishEnd;
  readonly ports: PortSet;
  readonly everyPort: boolean;
};

/** Finds the ends of a request; a sentence where they are not there or make no sense together. */
export function wishOf(snapshot: Snapshot, request: PlanRequest): Wish | string {
  const from = endOf(snapshot, request.from);
  if (typeof from === 'string') return from;
  const to = endOf(snapshot, request.to);
  if (typeof to === 'string') return to;
  if (from.kind === 'addresses' && to.kind === 'addresses') {
    return 'both ends are outside the cluster, where no gate sees the connection';
  }
  const ports = request.ports === 'every' ? everyPort : portSet(request.ports);
  if (ports.length === 0) return 'no port is chosen';
  const whole = isEveryPort(ports);
  if (!whole && ports.some((range) => range.protocol === 'other')) {
    return 'a NetworkPolicy cannot tell protocols other than TCP, UDP and SCTP apart: choose every port';
  }
  if (pairsOf(snapshot, { from, to }).length === 0) {
    return from.kind === 'pods' && to.kind === 'pods'
      ? 'a pod always reaches itself: no policy decides that'
      : 'the pods have no address in the family of these addresses';
  }
  return { kind: request.kind, from, to, ports, everyPort: whole };
}

function endOf(snapshot: Snapshot, end: PlanEnd): WishEnd | string {
  const { cluster } = snapshot;
  switch (end.kind) {
    case 'workloads': {
      const found = indexOf(cluster).byId;
      const workloads = end.ids.map((id) => found.get(id));
      const missing = end.ids.find((id) => !found.has(id));
      if (missing !== undefined) return `there is no workload \`${missing}\` any more`;
      const indexes = [...new Set(workloads.filter((index) => index !== undefined))].sort((a, b) => a - b);
      if (indexes.length === 0) return 'no workload is chosen';
      return { kind: 'pods', workloads: indexes, wholeNamespace: undefined };
    }
    case 'namespace': {
      const workloads = indexOf(cluster).byNamespace.get(end.name) ?? [];
      if (workloads.length === 0) return `no workload is in namespace \`${end.name}\``;
      return { kind: 'pods', workloads, wholeNamespace: end.name };
    }
    case 'outside': {
      const named = cluster.settings.outside.find((outside) => outside.name === end.name);
      if (named === undefined) return `there is no outside address called \`${end.name}\` any more`;
      return outsideEnd(named.cidrs, end.name);
    }
    case 'cidrs': {
      const cidrs: Cidr[] = [];
      for (const text of end.cidrs) {
        const parsed = parseCidr(text);
        if (parsed === undefined) return `\`${text.slice(0, 60)}\` is no address range, as \`192.0.2.0/24\``;
        cidrs.push(parsed.cidr);
      }
      return cidrs.length === 0 ? 'no address is chosen' : outsideEnd(cidrs, undefined);
    }
    case 'internet': {
      const cidrs = everyCidr(snapshot);
      const addresses = intersectAddresses(addressSet(cidrs.map(cidrRange)), internetAddresses(cluster));
      return { kind: 'addresses', cidrs, addresses, internet: true, name: 'Internet' };
    }
  }
}

function outsideEnd(cidrs: readonly Cidr[], name: string | undefined): WishEnd {
  return { kind: 'addresses', cidrs, addresses: addressSet(cidrs.map(cidrRange)), internet: false, name };
}

/** `0.0.0.0/0`, and `::/0` where pods can have connections in that family. */
export function everyCidr(snapshot: Snapshot): readonly Cidr[] {
  return [...familiesIn(snapshot)].sort().map((family) => ({ family, value: 0n, prefix: 0 }));
}

/** The pairs of ends (as the evaluator numbers them) that a wish speaks of. */
export function pairsOf(
  snapshot: Snapshot,
  wish: Pick<Wish, 'from' | 'to'>,
): readonly { readonly from: number; readonly to: number }[] {
  const from = endNumbers(snapshot, wish.from);
  const to = endNumbers(snapshot, wish.to);
  const { cluster } = snapshot;
  const single = (index: number) =>
    !severalPods(cluster, connectedPods(cluster, cluster.workloads[index]?.pods ?? []));
  const impossible = (a: number, b: number) => (a === b && single(a)) || !meet(snapshot, a, b);
  return from.flatMap((a) => to.flatMap((b) => (impossible(a, b) ? [] : [{ from: a, to: b }])));
}

const families = new WeakMap<Snapshot, ReadonlySet<4 | 6>>();

/** The address families in which pods of the snapshot can have connections. */
export function familiesIn(snapshot: Snapshot): ReadonlySet<4 | 6> {
  const found = families.get(snapshot) ?? familiesOf(snapshot.cluster, snapshot.evaluator.policies);
  families.set(snapshot, found);
  return found;
}

/** Whether a workload and an outside part have an address family in common; of two workloads it is taken for granted. */
function meet(snapshot: Snapshot, a: number, b: number): boolean {
  const { cluster, evaluator } = snapshot;
  const inside = cluster.workloads.length;
  if (a < inside && b < inside) return true;
  const told = familiesIn(snapshot);
  const own = familiesOfWorkload(cluster, Math.min(a, b), told);
  const part = evaluator.outside[Math.max(a, b) - inside];
  return part?.ranges.some(({ first }) => told.has(first.family) && own.has(first.family)) === true;
}

/** The numbers of an end's workloads, or of the outside parts that it has addresses of. */
export function endNumbers(snapshot: Snapshot, end: WishEnd): readonly number[] {
  if (end.kind === 'pods') return end.workloads;
  const first = snapshot.cluster.workloads.length;
  const told = familiesIn(snapshot);
  const addresses = end.addresses.filter(({ family }) => told.has(family));
  return snapshot.evaluator.outside.flatMap((part, index) =>
    intersectAddresses(addressesOf(part), addresses).length > 0 ? [first + index] : [],
  );
}

/** Whether the end has every address of the range. */
export function hasAddresses(end: WishEnd, addresses: AddressSet): boolean {
  return end.kind === 'addresses' && subtractAddresses(addresses, end.addresses).length === 0;
}

/** A side in words, in backticks where it is a name. */
export function endName(cluster: Cluster, end: WishEnd, home?: string): string {
  if (end.kind === 'addresses') {
    if (end.internet) return 'the internet';
    return `\`${end.name ?? end.cidrs.map(formatCidr).join(', ')}\``;
  }
  if (end.wholeNamespace !== undefined) return `namespace \`${end.wholeNamespace}\``;
  const names = end.workloads.flatMap((index) => {
    const workload = cluster.workloads[index];
    if (workload === undefined) return [];
    return [
      workload.namespace === home || home === undefined
        ? workload.name
        : `${workload.namespace}/${workload.name}`,
    ];
  });
  if (names.length <= 3) return names.map((name) => `\`${name}\``).join(', ');
  return `\`${names[0]}\` and ${names.length - 1} more`;
}

/** Every address of both families. */
export const everywhere: AddressSet = [...everyAddress(4), ...everyAddress(6)];
