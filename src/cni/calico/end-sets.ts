import { formatAddress, formatCidr } from '../../model/address';
import type { Address, Cidr } from '../../model/address';
import { addressSet, cidrRange } from '../../model/address-set';
import type { AddressRange } from '../../model/address-set';
import type { Pod } from '../../model/cluster';
import type { Labels } from '../../model/labels';
import type { EndSet, Term } from '../../model/walk';
import { canonicalText } from '../../dialects/calico/selector/canonical';
import { parseSelector } from '../../dialects/calico/selector/parse';
import { labelTest, wantedLabel } from './label-test';
import { isEndpoint } from './world';
import type { CalicoWorld } from './world';

/** A set that selectors name, with whether labels are in it. */
export type SelectorSet = EndSet & { readonly matches: (labels: Labels) => boolean };

/** Makes the sets of selectors, each once. */
export type EndSets = {
  readonly world: CalicoWorld;
  readonly ofSelector: (text: string) => SelectorSet;
  /** What is made once for everything that has the same key: many rules say the same of a side or of ports. */
  readonly once: <T>(key: string, make: () => T) => T;
};

/**
 * The set of a selector: pods by their labels, and by address what network sets, host endpoints and pods that share an
 * address hold. What is no selector matches nothing.
 */
export function endSets(world: CalicoWorld): EndSets {
  const byText = new Map<string, SelectorSet>();
  const byKey = new Map<string, SelectorSet>();
  const make = (text: string): SelectorSet => {
    const parsed = parseSelector(text);
    const node = parsed.kind === 'error' ? undefined : parsed.node;
    const key = node === undefined ? 'nothing' : `selector ${canonicalText(node)}`;
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const matches = node === undefined ? () => false : labelTest(node);
    const wanted = node === undefined ? undefined : wantedLabel(node);
    const made: SelectorSet = {
      key,
      matches,
      ...(wanted !== undefined && {
        only: {
          key: wanted.label,
          of: (pod: Pod) => world.labelsOf(pod).get(wanted.label),
          values: wanted.values,
        },
      }),
      holds: (end) => end.kind === 'pod' && isEndpoint(end.pod) && matches(world.labelsOf(end.pod)),
      addresses: addressSet(heldAddresses(world, matches)),
      addressesOf: 'every end',
    };
    byKey.set(key, made);
    return made;
  };
  const made = new Map<string, unknown>();
  return {
    world,
    once: <T>(key: string, fresh: () => T): T => {
      if (!made.has(key)) made.set(key, fresh());
      return made.get(key) as T;
    },
    ofSelector: (text) => {
      const known = byText.get(text) ?? make(text);
      byText.set(text, known);
      return known;
    },
  };
}

function heldAddresses(world: CalicoWorld, matches: (labels: Labels) => boolean): readonly AddressRange[] {
  return [
    ...world.networkSets.flatMap(({ labels, spec }) => (matches(labels) ? spec.nets.map(cidrRange) : [])),
    ...world.hostEndpoints.flatMap(({ labels, spec }) =>
      spec.expectedIps.length > 0 && matches(labels) ? spec.expectedIps.map(single) : [],
    ),
    ...world.shared.flatMap((pod) => (matches(world.labelsOf(pod)) ? pod.addresses.map(single) : [])),
  ];
}

function single({ family, value }: Address): AddressRange {
  return { family, first: value, last: value };
}

/** The set of the addresses of blocks, whosoever has them. */
export function ofNets(nets: readonly Cidr[]): EndSet {
  const key = nets.map(formatCidr).sort().join(' ');
  return byAddress(`nets ${key}`, addressSet(nets.map(cidrRange)));
}

export function ofAddresses(addresses: readonly Address[]): EndSet {
  const key = [...new Set(addresses.map(formatAddress))].sort().join(' ');
  return byAddress(`addresses ${key}`, addressSet(addresses.map(single)));
}

function byAddress(key: string, addresses: EndSet['addresses']): EndSet {
  return { key, holds: () => false, addresses, addressesOf: 'every end' };
}

export function inSet(set: EndSet): Term {
  return { set, negated: false };
}

export function notInSet(set: EndSet): Term {
  return { set, negated: true };
}
