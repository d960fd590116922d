import { formatCidr } from '../../model/address';
import type { Address, Cidr } from '../../model/address';
import { addressSet, cidrAddresses, cidrRange } from '../../model/address-set';
import type { AddressRange, AddressSet } from '../../model/address-set';
import type { Peer } from '../../model/policy';

/** All addresses that one rule names: CIDRs without their excepts. Rules that name the same share one block. */
export type Block = {
  readonly addresses: AddressSet;
  /** The CIDRs before excepts are taken out. */
  readonly cidrs: readonly Cidr[];
};

/** Addresses that are in the same blocks and the same marks. */
export type AddressClass = {
  readonly blocks: ReadonlySet<number>;
  readonly ranges: AddressSet;
  /** Some CIDR of a policy or a mark holds it, be it taken out by an except. */
  readonly named: boolean;
};

/** All addresses, split by every boundary of the blocks and marks (AU-3). */
export type AddressSpace = {
  /** Equal for equal blocks and marks. */
  readonly key: string;
  readonly classes: readonly AddressClass[];
  /** Number of the class that holds an address. */
  readonly locate: (address: Address) => number;
  /** Numbers of the classes that hold some address of the set. */
  readonly meeting: (set: AddressSet) => readonly number[];
};

type AddressPeer = Extract<Peer, { kind: 'addresses' }>;

export function blockKey(peers: readonly AddressPeer[]): string {
  return peers
    .map(({ cidr, except }) => [formatCidr(cidr), ...except.map(formatCidr).sort()].join('!'))
    .sort()
    .join();
}

export function blockOf(peers: readonly AddressPeer[]): Block {
  return {
    addresses: addressSet(peers.flatMap(({ cidr, except }) => cidrAddresses(cidr, except))),
    cidrs: peers.map(({ cidr }) => cidr),
  };
}

/**
 * Splits the address space. `blocks` are those in use, by number; `marks` are sets that shall be told apart although no
 * rule names them.
 */
export function splitAddresses(
  key: string,
  blocks: ReadonlyMap<number, Block>,
  marks: readonly AddressSet[],
): AddressSpace {
  const sets = [...blocks].map(([number, { addresses }]) => ({ number, set: addresses }));
  const named = [...blocks.values()].flatMap(({ cidrs }) => cidrs.map(cidrRange));
  const names = addressSet([...named, ...marks.flat()]);
  const splits = ([4, 6] as const).map((family) => {
    const starts = new Set<bigint>([0n]);
    for (const set of [...sets.map((one) => one.set), ...marks, names]) {
      for (const range of set) {
        if (range.family !== family) continue;
        starts.add(range.first);
        starts.add(range.last + 1n);
      }
    }
    starts.delete(1n << BigInt(family === 4 ? 32 : 128));
    return [...starts].sort((a, b) => (a < b ? -1 : 1));
  });
  const starts: Readonly<Record<4 | 6, readonly bigint[]>> = { 4: splits[0] ?? [], 6: splits[1] ?? [] };
  const offset = starts[4].length;
  const groups = new Groups(offset + starts[6].length);

  const intervals = (range: AddressRange): [number, number] => {
    const base = range.family === 4 ? 0 : offset;
    return [
      base + indexOf(starts[range.family], range.first),
      base + indexOf(starts[range.family], range.last),
    ];
  };
  for (const { number, set } of sets) groups.refine(set.map(intervals), number);
  for (const set of [...marks, names]) groups.refine(set.map(intervals), undefined);

  const inNames = new Uint8Array(groups.of.length);
  for (const range of names) inNames.fill(1, intervals(range)[0], intervals(range)[1] + 1);
  const ranges = Array.from({ length: groups.count }, (): AddressRange[] => []);
  const isNamed = new Uint8Array(groups.count);
  groups.of.forEach((group, interval) => {
    const family = interval < offset ? 4 : 6;
    const at = interval - (family === 4 ? 0 : offset);
    const first = starts[family][at] ?? 0n;
    const last = (starts[family][at + 1] ?? 1n << BigInt(family === 4 ? 32 : 128)) - 1n;
    ranges[group]?.push({ family, first, last });
    isNamed[group] = inNames[interval] ?? 0;
  });
  // Groups that were wholly split up are empty.
  const numbers = new Int32Array(groups.count).fill(-1);
  const classes: AddressClass[] = [];
  ranges.forEach((own, group) => {
    if (own.length === 0) return;
    numbers[group] = classes.length;
    classes.push({ blocks: groups.blocks(group), ranges: addressSet(own), named: isNamed[group] === 1 });
  });
  const classAt = (interval: number) => numbers[groups.of[interval] ?? 0] ?? 0;
  return {
    key,
    classes,
    locate: ({ family, value }) => classAt((family === 4 ? 0 : offset) + indexOf(starts[family], value)),
    meeting: (set) => {
      const found = new Set<number>();
      for (const range of set) {
        const [first, last] = intervals(range);
        for (let interval = first; interval <= last; interval++) found.add(classAt(interval));
      }
      return [...found].sort((a, b) => a - b);
    },
  };
}

/** A partition of intervals that is made finer step by step. */
class Groups {
  /** Group of each interval. */
  readonly of: Int32Array;
  count = 1;
  readonly #parents: number[] = [-1];
  readonly #reasons: (number | undefined)[] = [undefined];

  constructor(intervals: number) {
    this.of = new Int32Array(intervals);
  }

  /** Splits every group by whether its intervals lie between the bounds; those that do are in the block. */
  refine(bounds: readonly (readonly [number, number])[], block: number | undefined): void {
    const inside = new Map<number, number>();
    for (const [first, last] of bounds) {
      for (let interval = first; interval <= last; interval++) {
        const group = this.of[interval] ?? 0;
        let next = inside.get(group);
        if (next === undefined) {
          next = this.count++;
          this.#parents.push(group);
          this.#reasons.push(block);
          inside.set(group, next);
        }
        this.of[interval] = next;
      }
    }
  }

  blocks(group: number): ReadonlySet<number> {
    const blocks = new Set<number>();
    for (let at = group; at >= 0; at = this.#parents[at] ?? -1) {
      const block = this.#reasons[at];
      if (block !== undefined) blocks.add(block);
    }
    return blocks;
  }
}

/** Index of the last start that is not above the value. */
function indexOf(starts: readonly bigint[], value: bigint): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0n) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
