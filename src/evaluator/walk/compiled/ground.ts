import type { Cidr } from '../../../model/address';
import { addressOfKey } from '../../../model/address';
import { addressSet, cidrRange } from '../../../model/address-set';
import type { AddressSet } from '../../../model/address-set';
import { Bits } from '../../../model/bits';
import type { End, EndSet, Term, WalkPolicy } from '../../../model/walk';
import { splitAddresses } from '../../compiled/address-space';
import type { AddressSpace, Block } from '../../compiled/address-space';
import { bitsOf, familyCode } from '../../compiled/families';
import { outsideParts } from '../../compiled/parts';
import type { Part } from '../../compiled/parts';
import { mayKey } from '../../compiled/placement';
import { PortTable } from '../../compiled/port-table';
import { addressingOf } from '../../compiled/units';
import type { Addressing, Unit } from '../../compiled/units';
import { endOf } from '../parties';
import { singleton } from '../../facts';
import type { Facts } from '../../facts';
import { IndexList } from '../../index-sets';
import type { IndexSet } from '../../types';
import { Candidates } from './candidates';
import { groupAlike } from './units';

/** What a set holds of the units and of the address classes. */
type Holding = {
  /** Units that it holds for what they are. */
  readonly units: Bits;
  /** Address classes that it names. */
  readonly classes: IndexSet;
};

/**
 * Units, address classes and parts of the outside, numbered, and which of them the sets of a CNI hold. A peer is a unit,
 * or an address class (its number stands after all units), or after these a unit of the host network as its own pods see
 * it.
 */
export class Ground {
  readonly facts: Facts;
  readonly units: readonly Unit[];
  readonly space: AddressSpace;
  readonly parts: readonly Part[];
  readonly addressing: readonly Addressing[];
  readonly familyCodes: Uint8Array;
  readonly ports = new PortTable();
  readonly #localNode: string | undefined;
  readonly #setNumbers = new Map<string, number>();
  readonly #holdings = new Map<string, Holding>();
  readonly #subjects = new Map<string, Bits>();
  readonly #meeting = new Map<string, readonly number[]>();
  readonly #kinds: readonly string[];
  readonly #classFamilies: Uint8Array;
  readonly #unitEnds: readonly End[];
  readonly #candidates: Candidates;
  /** Units of the host network. */
  readonly #hosts: readonly number[];
  readonly #placeOfHost: ReadonlyMap<number, number>;
  readonly #ends: readonly End[];
  readonly #unknowns: readonly number[];
  /** Units by the class of their address. */
  readonly #unitsAt: Readonly<Record<4 | 6, Map<number, number[]>>> = { 4: new Map(), 6: new Map() };
  /** The address classes that sets name, by the sets' numbers. */
  readonly #classesOfSet: ReadonlyMap<number, readonly number[]>;
  /** Address classes of which nothing is known but where they are: sets hold all of them or none. */
  readonly #plainClasses: Bits;
  /** The peers after all units that are something else. */
  readonly #specialPeers: readonly number[];

  /** Told by whoever makes it: equal for grounds of one cluster that split it alike. */
  readonly key: string;

  constructor(
    key: string,
    facts: Facts,
    sets: readonly EndSet[],
    boundaries: readonly Cidr[],
    byNode: boolean,
    localNode: string | undefined,
  ) {
    this.key = key;
    this.facts = facts;
    this.#localNode = localNode;
    const { settings } = facts.cluster;
    const blocks = new Map<number, Block>();
    for (const set of sets) {
      if (set.addresses.length === 0 || this.#setNumbers.has(set.key)) continue;
      blocks.set(blocks.size, { addresses: set.addresses, cidrs: [] });
      this.#setNumbers.set(set.key, blocks.size - 1);
    }
    const marks: readonly AddressSet[] = [
      ...settings.outside.map(({ cidrs }) => addressSet(cidrs.map(cidrRange))),
      ...boundaries.map((cidr) => [cidrRange(cidr)]),
      ...[...facts.addressesOfNode.values()].map((addresses) => addressSet(addresses.map(singleton))),
      ...[...settings.domains.keys()].map((key) => addressSet(singletons(key))),
      ...[...blocks.values()].map(({ addresses }) => addresses),
    ];
    this.space = splitAddresses('', blocks, marks);
    this.parts = outsideParts(facts, this.space);
    this.units = groupAlike(facts, this.space, byNode);
    this.addressing = this.units.map((unit) =>
      unit.pods.length === 0 ? { kind: 'dead' } : addressingOf(facts, this.space, unit.pod),
    );
    this.familyCodes = Uint8Array.from(this.addressing, familyCode);
    this.#unitEnds = this.units.map((unit) => this.#endOfUnit(unit));
    this.#candidates = new Candidates(this.units, this.#unitEnds);
    this.#hosts = this.units.flatMap(({ index, hostNodes }) => (hostNodes === undefined ? [] : [index]));
    this.#placeOfHost = new Map(this.#hosts.map((unit, place) => [unit, place]));
    const asOwn = this.#hosts.map((unit) => ownEnd(this.#unitEnds[unit]));
    this.#ends = [
      ...this.#unitEnds,
      ...this.space.classes.map(({ ranges }) => this.#endOfAddress(ranges)),
      ...asOwn,
    ];
    this.#unknowns = this.#ends.flatMap((_, peer) => (this.mayKey(peer) === '' ? [] : [peer]));
    this.addressing.forEach((own, unit) => {
      if (own.kind !== 'known') return;
      for (const [family, at] of own.classes) {
        const known = this.#unitsAt[family].get(at);
        if (known === undefined) this.#unitsAt[family].set(at, [unit]);
        else known.push(unit);
      }
    });
    this.#classesOfSet = classesByBlock(this.space);
    const first = this.units.length;
    this.#plainClasses = new Bits(this.space.classes.length);
    const special: number[] = [];
    this.#ends.forEach((end, peer) => {
      if (peer < first) return;
      const isClass = peer - first < this.space.classes.length;
      if (isClass && end.kind === 'outside' && end.names.length === 0) this.#plainClasses.add(peer - first);
      else special.push(peer);
    });
    this.#specialPeers = special;
    this.#kinds = this.#ends.map(kindOf);
    this.#classFamilies = Uint8Array.from(this.space.classes, ({ ranges }) =>
      bitsOf(ranges.map(({ family }) => family)),
    );
  }

  get peers(): number {
    return this.units.length + this.space.classes.length + this.#hosts.length;
  }

  /** Families of the addresses of a class, as bits; `peer` is its number as a peer. */
  familiesOfClass(peer: number): number {
    return this.#classFamilies[peer - this.units.length] ?? 0;
  }

  /** The peer that a unit of the host network is to pods of its own node. */
  asOwnNode(unit: number): number {
    const place = this.#placeOfHost.get(unit);
    return place === undefined ? unit : this.units.length + this.space.classes.length + place;
  }

  /** The unit that a peer is; undefined for address classes. */
  unitOf(peer: number): number | undefined {
    if (peer < this.units.length) return peer;
    return this.#hosts[peer - this.units.length - this.space.classes.length];
  }

  /** What a peer is, to a gate on another node. */
  end(peer: number): End {
    return this.#ends[peer] ?? { kind: 'outside', names: [] };
  }

  /** Whether the set holds a peer; `at` is the class of the address that a unit is seen with. */
  holds(set: EndSet, peer: number, at: number | undefined): boolean {
    const { units, classes } = this.#holding(set);
    if (peer >= this.units.length) {
      const end = this.end(peer);
      const named = set.addressesOf === 'every end' || end.kind === 'outside';
      return set.holds(end) || (named && at !== undefined && classes.has(at));
    }
    return units.has(peer) || (set.addressesOf === 'every end' && at !== undefined && classes.has(at));
  }

  /** Adds the peers that the set holds, as far as their addresses are known. */
  addPeersIn(set: EndSet, family: 4 | 6, bits: Bits): void {
    const { units, classes } = this.#holding(set);
    bits.addAll(units);
    if (this.tellsAddresses(set)) {
      classes.forEach((at) => this.#unitsAt[family].get(at)?.forEach((unit) => bits.add(unit)));
    }
    const first = this.units.length;
    if (set.holds(plainOutside)) this.#plainClasses.forEach((at) => bits.add(first + at));
    else classes.forEach((at) => this.#plainClasses.has(at) && bits.add(first + at));
    for (const peer of this.#specialPeers) {
      if (this.holds(set, peer, this.classOf(peer, family))) bits.add(peer);
    }
  }

  /** Units without known addresses, as peers. */
  get unknowns(): readonly number[] {
    return this.#unknowns;
  }

  termHolds({ set, negated }: Term, peer: number, at: number | undefined): boolean {
    return this.holds(set, peer, at) !== negated;
  }

  /** Units that a policy has as its subjects. */
  subjects({ subject }: WalkPolicy): Bits {
    let bits = this.#subjects.get(subject.key);
    if (bits === undefined) {
      bits = new Bits(this.units.length);
      for (const index of this.#candidates.of(subject.only)) {
        if (subject.holds(this.end(index))) bits.add(index);
      }
      this.#subjects.set(subject.key, bits);
    }
    return bits;
  }

  /** The class of the address that a peer is seen with; undefined for units where it is not known. */
  classOf(peer: number, family: 4 | 6): number | undefined {
    const unit = this.unitOf(peer);
    if (unit === undefined) return peer - this.units.length;
    const own = this.addressing[unit];
    return own?.kind === 'known' ? own.classes.get(family) : undefined;
  }

  /** Classes of all addresses that a peer may be seen with. */
  classesOf(peer: number, family: 4 | 6): readonly (number | undefined)[] {
    const own = this.addressing[this.unitOf(peer) ?? -1];
    if (own?.kind !== 'unknown') return [this.classOf(peer, family)];
    const key = `${this.mayKey(peer)} ${family}`;
    let found = this.#meeting.get(key);
    if (found === undefined) {
      found = this.space.meeting(own.may.filter((range) => range.family === family));
      this.#meeting.set(key, found);
    }
    return found;
  }

  /** Equal for peers whose addresses may be the same; empty where they are known. */
  mayKey(peer: number): string {
    const own = this.addressing[this.unitOf(peer) ?? -1];
    return own?.kind === 'unknown' ? mayKey(this.facts, own.may) : '';
  }

  /** All of a peer that an answer may depend on besides the entries that match. */
  kindOf(peer: number): string {
    return this.#kinds[peer] ?? '';
  }

  /** Whether the set holds a unit for what it is. */
  holdsUnit(set: EndSet, unit: number): boolean {
    return this.#holding(set).units.has(unit);
  }

  /** Whether the set names the addresses of a class. */
  names(set: EndSet, at: number): boolean {
    return this.#holding(set).classes.has(at);
  }

  /** Whether the set is one of addresses that tell units apart. */
  tellsAddresses(set: EndSet): boolean {
    return set.addressesOf === 'every end' && set.addresses.length > 0;
  }

  #holding(set: EndSet): Holding {
    const known = this.#holdings.get(set.key);
    if (known !== undefined) return known;
    const units = new Bits(this.units.length);
    for (const index of this.#candidates.of(set.only)) {
      if (set.holds(this.end(index))) units.add(index);
    }
    const named = this.#classesOfSet.get(this.#setNumbers.get(set.key) ?? -1) ?? [];
    const size = this.space.classes.length;
    const classes = named.length * 32 < size ? new IndexList(Int32Array.from(named)) : Bits.of(size, named);
    const made = { units, classes };
    this.#holdings.set(set.key, made);
    return made;
  }

  #endOfUnit({ pod, hostNodes }: Unit): End {
    if (hostNodes === undefined) return { kind: 'pod', pod };
    const view = { kind: 'host', pod, nodes: hostNodes } as const;
    return endOf(
      this.facts,
      view,
      { kind: 'outside', addresses: [], nodes: new Set(), names: [] },
      this.#localNode,
    );
  }

  #endOfAddress(ranges: AddressSet): End {
    const [first] = ranges;
    const address = first === undefined ? undefined : { family: first.family, value: first.first };
    const key = address === undefined ? '' : `${address.family}:${address.value.toString(16)}`;
    const nodes = this.facts.nodesOfAddress.get(key) ?? new Set<string>();
    const names = this.facts.cluster.settings.domains.get(key) ?? [];
    const other = { kind: 'outside', addresses: [], nodes: new Set<string>(), names: [] } as const;
    return endOf(this.facts, { kind: 'outside', addresses: [], nodes, names }, other, this.#localNode);
  }
}

const plainOutside: End = { kind: 'outside', names: [] };

/** The classes of each block, in rising order. */
function classesByBlock({ classes }: AddressSpace): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  classes.forEach(({ blocks }, at) => {
    for (const block of blocks) {
      const known = found.get(block);
      if (known === undefined) found.set(block, [at]);
      else known.push(at);
    }
  });
  return found;
}

/** A node as pods of its own see it. */
function ownEnd(end: End | undefined): End {
  return end?.kind === 'node' ? { ...end, own: true } : (end ?? { kind: 'outside', names: [] });
}

function kindOf(end: End): string {
  if (end.kind === 'node') return end.own ? 'own node' : 'node';
  return end.kind === 'entity' ? `entity ${end.name}` : end.kind;
}

function singletons(key: string): AddressSet {
  const address = addressOfKey(key);
  return address === undefined ? [] : [singleton(address)];
}
