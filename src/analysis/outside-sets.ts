import type { OutsidePart } from '../evaluator/types';
import { addressSet, cidrRange, hasAddress, subtractAddresses } from '../model/address-set';
import type { AddressSet } from '../model/address-set';
import type { Registry, Snapshot } from '../snapshot/types';
import { namedObjects } from './named';

/** Addresses that an object of the cluster gives a name: a NetworkSet, a CiliumCIDRGroup. */
export type OutsideSet = { readonly name: string; readonly addresses: AddressSet };

/** All sets that the chosen CNI reads, those with the fewest ranges first. */
export function setsOf(snapshot: Snapshot, registry: Registry): readonly OutsideSet[] {
  return namedObjects(snapshot, registry)
    .flatMap(({ resource, said }): readonly OutsideSet[] => {
      if (said.kind !== 'blocks' || said.cidrs.length === 0) return [];
      return [{ name: resource.name, addresses: addressSet(said.cidrs.map(cidrRange)) }];
    })
    .sort((a, b) => a.addresses.length - b.addresses.length);
}

/** The set that a part of the outside is, or else one that holds all of it. */
export function setOfPart(part: OutsidePart, sets: readonly OutsideSet[]): OutsideSet | undefined {
  const [first] = part.representatives;
  if (first === undefined) return undefined;
  const holding = sets.filter(
    ({ addresses }) =>
      hasAddress(addresses, first) && subtractAddresses(ranges(part), addresses).length === 0,
  );
  return (
    holding.find(({ addresses }) => subtractAddresses(addresses, ranges(part)).length === 0) ?? holding[0]
  );
}

function ranges(part: OutsidePart): AddressSet {
  return part.ranges.map(({ first, last }) => ({
    family: first.family,
    first: first.value,
    last: last.value,
  }));
}
