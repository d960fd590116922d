import type { AddressSet } from '../../model/address-set';
import type { Facts } from '../facts';
import type { AddressSpace } from './address-space';
import type { CompiledRule } from './compiled-policy';
import { familyCode } from './families';
import type { Gate } from './gate';
import { outsideParts } from './parts';
import type { Part } from './parts';
import { nothing } from './port-table';
import type { Reach } from './reach-groups';
import { addressingOf } from './units';
import type { Addressing } from './units';
import type { World } from './world';

/** Numbers of two port sets: those let through whatever the address, and those let through by some address. */
export type Admitted = { readonly sure: number; readonly maybe: number };

/** Units whose addresses may be any of a set, and that are one destination class. */
export type Unknowns = {
  readonly may: AddressSet;
  readonly destination: number;
  readonly units: readonly number[];
};

const none: Admitted = { sure: nothing, maybe: nothing };

/** Where units and the outside lie in one address space. Revisions with equal blocks share it. */
export class Placement {
  readonly world: World;
  readonly space: AddressSpace;
  readonly parts: readonly Part[];
  readonly addressing: readonly Addressing[];
  /** How each unit's addresses are known, as a small number (`families.ts`). */
  readonly familyCodes: Uint8Array;
  /** Units without known addresses, together where gates cannot tell them apart by addresses and ports. */
  readonly unknowns: readonly Unknowns[];
  /** What a unit with an open gate reaches of the parts, by its family code. */
  readonly everyPart = new Map<number, Reach>();
  readonly #inBlock = new Map<number, Readonly<Record<4 | 6, number[]>>>();
  readonly #partsInBlock = new Map<number, number[]>();
  readonly #meeting = new Map<AddressSet, Readonly<Record<4 | 6, readonly number[]>>>();
  readonly #byAddress = new WeakMap<Gate, Map<string, Admitted>>();

  constructor(world: World, space: AddressSpace) {
    const { facts, units } = world;
    this.world = world;
    this.space = space;
    this.parts = outsideParts(facts, space);
    this.addressing = units.map((unit) =>
      unit.pods.length === 0 ? { kind: 'dead' } : addressingOf(facts, space, unit.pod),
    );
    this.familyCodes = Uint8Array.from(this.addressing, familyCode);
    const unknowns = new Map<string, Unknowns & { readonly units: number[] }>();
    this.addressing.forEach((one, unit) => {
      if (one.kind === 'unknown') {
        const destination = world.destinations[unit] ?? 0;
        const key = `${mayKey(facts, one.may)} ${destination}`;
        const group = unknowns.get(key) ?? { may: one.may, destination, units: [] };
        unknowns.set(key, group);
        group.units.push(unit);
      }
      if (one.kind !== 'known') return;
      for (const [family, number] of one.classes) {
        for (const block of this.blocksOf(number)) {
          let found = this.#inBlock.get(block);
          if (found === undefined) this.#inBlock.set(block, (found = { 4: [], 6: [] }));
          found[family].push(unit);
        }
      }
    });
    this.unknowns = [...unknowns.values()];
    this.parts.forEach((part, index) => {
      for (const block of this.blocksOf(part.class)) {
        const found = this.#partsInBlock.get(block);
        if (found === undefined) this.#partsInBlock.set(block, [index]);
        else found.push(index);
      }
    });
  }

  /** Numbers of the blocks that hold a class. */
  blocksOf(number: number | undefined): Iterable<number> {
    return number === undefined ? [] : (this.space.classes[number]?.blocks ?? []);
  }

  /** Units whose address of the family is in the block. */
  unitsIn(block: number, family: 4 | 6): readonly number[] {
    return this.#inBlock.get(block)?.[family] ?? [];
  }

  partsIn(block: number): readonly number[] {
    return this.#partsInBlock.get(block) ?? [];
  }

  /** Classes that hold addresses of the set, in one family. */
  classesOf(may: AddressSet, family: 4 | 6): readonly number[] {
    let found = this.#meeting.get(may);
    if (found === undefined) {
      const of = (one: 4 | 6) => this.space.meeting(may.filter((range) => range.family === one));
      this.#meeting.set(may, (found = { 4: of(4), 6: of(6) }));
    }
    return found[family];
  }

  /**
   * What the gate's blocks admit of a peer that may be in any of the classes, on a destination of a port class.
   * `key` stands for the classes.
   */
  byAddress(
    gate: Gate,
    direction: 'ingress' | 'egress',
    classes: readonly number[],
    key: string,
    destination: number,
  ): Admitted {
    if (!gate.blocks || classes.length === 0) return none;
    let known = this.#byAddress.get(gate);
    if (known === undefined) this.#byAddress.set(gate, (known = new Map<string, Admitted>()));
    const full = `${direction} ${key} ${destination}`;
    let found = known.get(full);
    if (found === undefined) {
      const rules = gate.policies.flatMap((policy) => policy[direction].rules);
      known.set(full, (found = this.#admit(rules, classes, destination)));
    }
    return found;
  }

  #admit(rules: readonly CompiledRule[], classes: readonly number[], destination: number): Admitted {
    const { ports, lists } = this.world;
    const named = rules.filter((rule) => rule.block !== undefined);
    let sure: number | undefined;
    let maybe = nothing;
    for (const number of classes) {
      const blocks = this.space.classes[number]?.blocks;
      let here = nothing;
      for (const { block, ports: list } of named) {
        if (block !== undefined && blocks?.has(block) === true) {
          here = ports.union(here, lists.resolve(list, destination));
        }
      }
      sure = sure === undefined ? here : ports.intersection(sure, here);
      maybe = ports.union(maybe, here);
    }
    return { sure: sure ?? nothing, maybe };
  }
}

/** A key that stands for the possible addresses of a unit: there are two kinds of them. */
export function mayKey(facts: Facts, may: AddressSet): string {
  return may === facts.possiblePods() ? 'pods' : 'nodes';
}
