import { addressKey, formatCidr } from '../../model/address';
import type { Address } from '../../model/address';
import { addressSet, compareRanges, fewestCidrs, hasAddress } from '../../model/address-set';
import type { AddressSet } from '../../model/address-set';
import { parseAddress } from '../../model/address';
import { singleton } from '../facts';
import type { Facts } from '../facts';
import type { OutsidePart } from '../types';
import type { AddressSpace } from './address-space';
import { bitsOf } from './families';
import type { Families } from './families';

/** A part of the outside with the address class that it is. */
export type Part = {
  readonly outside: OutsidePart;
  readonly class: number;
  /** Families of which it has an address that is really outside, as bits. */
  readonly familyBits: Families;
};

/** Addresses that stand well for the rest of the internet: they are reserved for examples. */
const examples = ['203.0.113.1', '198.51.100.1', '192.0.2.1', '2001:db8::1'].flatMap(
  (text) => parseAddress(text) ?? [],
);

/**
 * The parts of the outside: every address class that has an address which is no pod's and no node's. Sorted by first
 * address, the rest of the internet last.
 */
export function outsideParts(facts: Facts, space: AddressSpace): readonly Part[] {
  const taken = takenAddresses(facts);
  const parts: Part[] = [];
  space.classes.forEach(({ ranges, named }, index) => {
    const families = ([4, 6] as const).filter((family) => ranges.some((range) => range.family === family));
    const representatives = families.flatMap((family) => representative(ranges, family, facts, taken) ?? []);
    if (representatives.length === 0) return;
    const cidrs = fewestCidrs(ranges);
    parts.push({
      class: index,
      familyBits: bitsOf(representatives.map(({ family }) => family)),
      outside: {
        id: named ? cidrs.map(formatCidr).join(',') : 'rest',
        ranges: ranges.map(({ family, first, last }) => ({
          first: { family, value: first },
          last: { family, value: last },
        })),
        cidrs,
        representatives,
        rest: !named,
      },
    });
  });
  const first = ({ outside }: Part) => outside.ranges[0]?.first ?? { family: 6 as const, value: 0n };
  return parts.sort((a, b) => {
    if (a.outside.rest !== b.outside.rest) return a.outside.rest ? 1 : -1;
    const x = first(a);
    const y = first(b);
    return compareRanges(
      { family: x.family, first: x.value, last: 0n },
      { family: y.family, first: y.value, last: 0n },
    );
  });
}

/** An address of the set that no pod and no node holds; undefined where there is none. */
function representative(
  ranges: AddressSet,
  family: 4 | 6,
  facts: Facts,
  taken: AddressSet,
): Address | undefined {
  const example = examples.find(
    (address) => address.family === family && hasAddress(ranges, address) && !isTaken(facts, address),
  );
  if (example !== undefined) return example;
  for (const { family: own, first, last } of ranges) {
    if (own !== family) continue;
    // The second address, where there are many: the first is that of the network.
    let value = last - first > 1n ? first + 1n : first;
    for (let at = placeOf(taken, family, value); value <= last; at++) {
      const held = taken[at];
      if (held === undefined || held.family !== family || held.first > value) break;
      value = held.last + 1n;
    }
    if (value <= last) return { family, value };
    if (value !== first && !isTaken(facts, { family, value: first })) return { family, value: first };
  }
  return undefined;
}

/** Where in the set the first range stands that ends at the address or after it. */
function placeOf(set: AddressSet, family: 4 | 6, value: bigint): number {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = set[middle];
    const isBefore =
      range !== undefined && (range.family < family || (range.family === family && range.last < value));
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isTaken(facts: Facts, address: Address): boolean {
  const key = addressKey(address);
  return facts.podOfAddress.has(key) || facts.nodesOfAddress.has(key);
}

function takenAddresses(facts: Facts): AddressSet {
  const addresses: Address[] = [...facts.addressesOfNode.values()].flat();
  for (const pod of facts.cluster.pods) {
    if (pod.addressing === 'known') addresses.push(...pod.addresses);
  }
  return addressSet(addresses.map(singleton));
}
