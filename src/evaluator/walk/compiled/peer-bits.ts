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
    if (bits === undefined) this.#sets.set(key, (bits = this.#ground.peersIn(set, family)));
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

  /**
   * A number for each peer; those with equal numbers are held by the same sets of the entries that count, as far as
   * addresses are known.
   */
  groups(entries: Iterable<Entry>, family: 4 | 6): Int32Array {
    const groups = new Int32Array(this.#ground.peers);
    const seen = new Set<string>();
    let count = 1;
    const refine = (bits: Bits) => {
      const next = new Map<number, number>();
      bits.forEach((peer) => {
        const old = groups[peer] ?? 0;
        let number = next.get(old);
        if (number === undefined) next.set(old, (number = count++));
        groups[peer] = number;
      });
    };
    for (const { peers } of entries) {
      if (peers === 'any') continue;
      for (const { terms } of peers) {
        for (const { set } of terms) {
          if (seen.has(set.key)) continue;
          seen.add(set.key);
          refine(this.ofSet(set, family));
        }
      }
    }
    return groups;
  }
}
