import type { OutsidePart } from '../evaluator/types';
import { formatAddress, formatCidr } from '../model/address';
import {
  addressSet,
  cidrRange,
  everyAddress,
  fewestCidrs,
  intersectAddresses,
  subtractAddresses,
  type AddressSet,
} from '../model/address-set';
import { familiesOf } from '../expectations/families';
import type { Cluster, NamedOutside } from '../model/cluster';
import type { Snapshot } from '../snapshot/types';
import type { ChangeEnd } from './types';

/** An end as two snapshots number it; undefined where one of them has no such end. */
export type SharedEnd = {
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly end: ChangeEnd;
  readonly outside: boolean;
  /** Of an outside end. */
  readonly addresses: AddressSet;
};

/**
 * The ends of two snapshots side by side: workloads by their ids and first, then outside addresses of one family each,
 * cut so that both snapshots treat all addresses of an end alike. `aligned`: every end has the same number in both, and a
 * workload's is its place in the list.
 */
export function sharedEnds(
  before: Snapshot,
  after: Snapshot,
): { readonly ends: readonly SharedEnd[]; readonly aligned: boolean } {
  const ends: SharedEnd[] = [];
  let aligned = before.cluster.workloads.length === after.cluster.workloads.length;
  const numbers = new Map(after.cluster.workloads.map((workload) => [workload.id, workload.index]));
  for (const workload of before.cluster.workloads) {
    const number = numbers.get(workload.id);
    numbers.delete(workload.id);
    if (number !== workload.index) aligned = false;
    const end = workloadEnd(before.cluster, workload.index);
    ends.push({ before: workload.index, after: number, end, outside: false, addresses: [] });
  }
  for (const number of numbers.values()) {
    ends.push({
      before: undefined,
      after: number,
      end: workloadEnd(after.cluster, number),
      outside: false,
      addresses: [],
    });
  }
  const outside = sharedParts(before, after);
  return { ends: [...ends, ...outside.ends], aligned: aligned && outside.aligned };
}

function workloadEnd(cluster: Cluster, index: number): ChangeEnd {
  const workload = cluster.workloads[index];
  return {
    kind: 'workload',
    id: workload?.id ?? '',
    namespace: workload?.namespace ?? '',
    name: workload?.name ?? '',
  };
}

function sharedParts(before: Snapshot, after: Snapshot): { ends: readonly SharedEnd[]; aligned: boolean } {
  const a = before.evaluator.outside;
  const b = after.evaluator.outside;
  const firstBefore = before.cluster.workloads.length;
  const firstAfter = after.cluster.workloads.length;
  const named = after.cluster.settings.outside;
  const real = realAddresses(before, after);
  const same = a.length === b.length && a.every((part, index) => part.id === b[index]?.id);
  const ends: SharedEnd[] = [];
  for (const [x, part] of a.entries()) {
    const addresses = intersectAddresses(addressesOf(part), real);
    for (const [y, other] of same ? [[x, part] as const] : b.entries()) {
      const common = same ? addresses : intersectAddresses(addresses, addressesOf(other));
      for (const family of [4, 6] as const) {
        const own = common.filter((range) => range.family === family);
        if (own.length === 0) continue;
        const rest = part.rest && other.rest;
        let end: ChangeEnd | undefined;
        ends.push({
          before: firstBefore + x,
          after: firstAfter + y,
          // Most ends do not change, so most names are never asked for.
          get end() {
            return (end ??= outsideEnd(own, rest, named));
          },
          outside: true,
          addresses: own,
        });
      }
    }
  }
  return { ends, aligned: same };
}

/**
 * The addresses from and to which there can be connections with the outside: of a family that pods have, and in no
 * range of pods or Services, whose addresses are the pods' own.
 */
function realAddresses(before: Snapshot, after: Snapshot): AddressSet {
  const families = [before, after].flatMap(({ cluster, evaluator }) => [
    ...familiesOf(cluster, evaluator.policies),
  ]);
  const { settings, nodes } = after.cluster;
  const inside = [...settings.podCidrs, ...settings.serviceCidrs, ...nodes.flatMap((node) => node.podCidrs)];
  return subtractAddresses(
    [...new Set(families)].sort().flatMap((family) => everyAddress(family)),
    addressSet(inside.map(cidrRange)),
  );
}

const addressesBy = new WeakMap<OutsidePart, AddressSet>();

export function addressesOf(part: OutsidePart): AddressSet {
  const known =
    addressesBy.get(part) ??
    addressSet(
      part.ranges.map(({ first, last }) => ({ family: first.family, first: first.value, last: last.value })),
    );
  addressesBy.set(part, known);
  return known;
}

function outsideEnd(addresses: AddressSet, rest: boolean, named: readonly NamedOutside[]): ChangeEnd {
  const id = addresses
    .map(({ family, first, last }) => {
      return `${formatAddress({ family, value: first })}-${formatAddress({ family, value: last })}`;
    })
    .join(',');
  return { kind: 'outside', id, name: rest ? 'the rest of the internet' : outsideName(addresses, named) };
}

/** The name that Settings give to exactly these addresses, else their CIDRs as far as they fit. */
export function outsideName(addresses: AddressSet, named: readonly NamedOutside[]): string {
  const cidrs = fewestCidrs(addresses).map(formatCidr);
  const text = cidrs.join(', ');
  const found = named.find(({ cidrs: own }) => own.map(formatCidr).join(', ') === text);
  if (found !== undefined) return found.name;
  if (cidrs.length > 3 && isMostOfTheInternet(addresses)) return 'the internet';
  return cidrs.length <= 3 ? text : `${cidrs.slice(0, 2).join(', ')} and ${cidrs.length - 2} more ranges`;
}

/** More than half of all IPv4 addresses. */
function isMostOfTheInternet(addresses: AddressSet): boolean {
  let count = 0n;
  for (const { family, first, last } of addresses) if (family === 4) count += last - first + 1n;
  return count > 1n << 31n;
}
