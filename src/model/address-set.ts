import { addressBits, lastValue } from './address';
import type { Address, Cidr } from './address';

/** First to last address of one family, both included. */
export type AddressRange = { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint };

/** A set of addresses: IPv4 before IPv6, sorted, neither overlapping nor adjoining. */
export type AddressSet = readonly AddressRange[];

export function cidrRange(cidr: Cidr): AddressRange {
  const host = BigInt(addressBits(cidr.family) - cidr.prefix);
  return { family: cidr.family, first: cidr.value, last: cidr.value | ((1n << host) - 1n) };
}

/** Every address of a family. */
export function everyAddress(family: 4 | 6): AddressSet {
  return [{ family, first: 0n, last: lastValue(family) }];
}

/** Makes a set of ranges in any order, overlapping or not. */
export function addressSet(ranges: readonly AddressRange[]): AddressSet {
  const sorted = [...ranges].sort(compareRanges);
  const merged: AddressRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && last.family === range.family && range.first <= last.last + 1n) {
      if (range.last > last.last) merged[merged.length - 1] = { ...last, last: range.last };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

export function unionAddresses(a: AddressSet, b: AddressSet): AddressSet {
  return addressSet([...a, ...b]);
}

export function intersectAddresses(a: AddressSet, b: AddressSet): AddressSet {
  const found: AddressRange[] = [];
  let at = 0;
  let other = 0;
  for (;;) {
    const x = a[at];
    const y = b[other];
    if (x === undefined || y === undefined) return found;
    if (x.family === y.family && x.first <= y.last && y.first <= x.last) {
      found.push({
        family: x.family,
        first: x.first > y.first ? x.first : y.first,
        last: x.last < y.last ? x.last : y.last,
      });
    }
    if (x.family < y.family || (x.family === y.family && x.last < y.last)) at++;
    else other++;
  }
}

/** The addresses of `a` that are not in `b`. */
export function subtractAddresses(a: AddressSet, b: AddressSet): AddressSet {
  const left: AddressRange[] = [];
  let cut = 0;
  for (const { family, first, last } of a) {
    let from = first;
    let before = b[cut];
    while (
      before !== undefined &&
      (before.family < family || (before.family === family && before.last < first))
    ) {
      before = b[++cut];
    }
    for (let at = cut; ; at++) {
      const hole = b[at];
      if (hole === undefined || hole.family !== family || hole.first > last) break;
      if (hole.first > from) left.push({ family, first: from, last: hole.first - 1n });
      if (hole.last >= from) from = hole.last + 1n;
    }
    if (from <= last) left.push({ family, first: from, last });
  }
  return left;
}

export function hasAddress(set: AddressSet, address: Address): boolean {
  let low = 0;
  let high = set.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const range = set[middle];
    if (range === undefined) return false;
    if (address.family < range.family || (address.family === range.family && address.value < range.first)) {
      high = middle - 1;
    } else if (address.family > range.family || address.value > range.last) {
      low = middle + 1;
    } else {
      return true;
    }
  }
  return false;
}

/** The addresses in `cidr` and in none of `except`. */
export function cidrAddresses(cidr: Cidr, except: readonly Cidr[]): AddressSet {
  const whole = [cidrRange(cidr)];
  return except.length === 0 ? whole : subtractAddresses(whole, addressSet(except.map(cidrRange)));
}

/** The fewest CIDRs that make up the set, in order. */
export function fewestCidrs(set: AddressSet): Cidr[] {
  const cidrs: Cidr[] = [];
  for (const { family, first, last } of set) {
    let from = first;
    while (from <= last) {
      let host = from === 0n ? addressBits(family) : trailingZeros(from);
      while (from + (1n << BigInt(host)) - 1n > last) host--;
      cidrs.push({ family, value: from, prefix: addressBits(family) - host });
      from += 1n << BigInt(host);
    }
  }
  return cidrs;
}

export function compareRanges(a: AddressRange, b: AddressRange): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0;
}

function trailingZeros(value: bigint): number {
  let zeros = 0;
  while (((value >> BigInt(zeros)) & 1n) === 0n) zeros++;
  return zeros;
}
