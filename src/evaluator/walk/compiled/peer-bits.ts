import { Bits } from '../../../model/bits';
import type { EndSet, Entry } from '../../../model/walk';
import type { Ground } from './ground';

/** Which peers sets and entries hold; each set is asked once for all of them. */
export class PeerBits {
  readonly #ground: Ground;
  readonly #sets = new Map<string, Bits>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Peers that the set holds; of units without known addresses only those that it holds for what they are. */
  ofSet(set: EndSet, family: 4 | 6): Bits {
    const key = this.#ground.tellsAddresses(set) ? `${family} ${set.key}` : set.key;
    let bits = this.#sets.get(key);
    if (bits === undefined) {
      bits = new Bits(this.#ground.peers);
      this.#ground.addPeersIn(set, family, bits);
      this.#sets.set(key, bits);
    }
    return bits;
  }

  /** Peers that the entry matches but for its ports. */
  ofEntry({ peers }: Entry, family: 4 | 6): Bits | 'all' {
    if (peers === 'any') return 'all';
    const [first] = peers;
    const [only] = first?.terms ?? [];
    if (peers.length === 1 && first?.terms.length === 1 && only?.negated === false) {
      return this.ofSet(only.set, family);
    }
    const found = new Bits(this.#ground.peers);
    for (const { terms } of peers) {
      const [term, ...more] = terms;
      if (term?.negated === false && more.length === 0) {
        this.#ground.addPeersIn(term.set, family, found);
        continue;
      }
      const own = Bits.upTo(this.#ground.peers);
      for (const { set, negated } of terms) {
        const held = this.ofSet(set, family);
        if (negated) own.deleteAll(held);
        else own.keepAll(held);
      }
      found.addAll(own);
    }
    return found;
  }

  /** A number for each peer; those with equal numbers are in the same ones of the sets. */
  groupsBy(sets: readonly (Bits | 'all')[]): Int32Array {
    const partition = new Partition(this.#ground.peers);
    for (const bits of sets) if (bits !== 'all') partition.refine(bits);
    return partition.groups;
  }

  /** A number for each peer; those with equal numbers are held by the same sets, as far as addresses are known. */
  groupsBySets(entries: readonly Entry[], family: 4 | 6): Int32Array {
    const partition = new Partition(this.#ground.peers);
    const seen = new Set<string>();
    for (const { peers } of entries) {
      if (peers === 'any') continue;
      for (const { terms } of peers) {
        for (const { set } of terms) {
          if (seen.has(set.key)) continue;
          seen.add(set.key);
          partition.refine(this.ofSet(set, family));
        }
      }
    }
    return partition.groups;
  }
}

/** Peers split into groups, finer with each set. */
class Partition {
  readonly groups: Int32Array;
  #count = 1;

  constructor(peers: number) {
    this.groups = new Int32Array(peers);
  }

  refine(bits: Bits): void {
    const next = new Map<number, number>();
    bits.forEach((peer) => {
      const old = this.groups[peer] ?? 0;
      let number = next.get(old);
      if (number === undefined) next.set(old, (number = this.#count++));
      this.groups[peer] = number;
    });
  }
}
