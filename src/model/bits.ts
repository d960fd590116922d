/** A set of small integers, kept as the bits of 32-bit words. */
export class Bits {
  readonly words: Uint32Array;

  /** An empty set that can hold 0 to `capacity` - 1. */
  constructor(capacity: number) {
    this.words = new Uint32Array((capacity + 31) >>> 5);
  }

  static of(capacity: number, indexes: Iterable<number>): Bits {
    const bits = new Bits(capacity);
    for (const index of indexes) bits.add(index);
    return bits;
  }

  /** The set of 0 to `capacity` - 1. */
  static upTo(capacity: number): Bits {
    const bits = new Bits(capacity);
    bits.words.fill(0xffff_ffff);
    const over = capacity & 31;
    if (over !== 0) bits.words[bits.words.length - 1] = 2 ** over - 1;
    return bits;
  }

  add(index: number): void {
    this.words[index >>> 5] = (this.words[index >>> 5] ?? 0) | (1 << (index & 31));
  }

  delete(index: number): void {
    this.words[index >>> 5] = (this.words[index >>> 5] ?? 0) & ~(1 << (index & 31));
  }

  has(index: number): boolean {
    return (((this.words[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
  }

  get size(): number {
    let count = 0;
    for (const word of this.words) count += popCount(word);
    return count;
  }

  isEmpty(): boolean {
    return this.words.every((word) => word === 0);
  }

  /** Visits the members in rising order. */
  forEach(visit: (index: number) => void): void {
    for (let at = 0; at < this.words.length; at++) {
      let word = this.words[at] ?? 0;
      while (word !== 0) {
        const low = word & -word;
        visit((at << 5) + (31 - Math.clz32(low)));
        word ^= low;
      }
    }
  }

  /** The members in rising order. */
  toArray(): number[] {
    const members: number[] = [];
    this.forEach((index) => members.push(index));
    return members;
  }

  /** How many of `other` are in this set. */
  overlap(other: { forEach(visit: (index: number) => void): void }): number {
    let count = 0;
    if (other instanceof Bits) {
      const length = Math.min(this.words.length, other.words.length);
      for (let at = 0; at < length; at++) count += popCount((this.words[at] ?? 0) & (other.words[at] ?? 0));
      return count;
    }
    other.forEach((index) => {
      if (this.has(index)) count++;
    });
    return count;
  }

  /** Adds the members of `other`, which must not have a larger capacity. */
  addAll(other: Bits): void {
    const length = Math.min(this.words.length, other.words.length);
    for (let at = 0; at < length; at++) this.words[at] = (this.words[at] ?? 0) | (other.words[at] ?? 0);
  }

  /** Keeps only members that `other` has too. */
  keepAll(other: Bits): void {
    for (let at = 0; at < this.words.length; at++) {
      this.words[at] = (this.words[at] ?? 0) & (other.words[at] ?? 0);
    }
  }

  /** Takes out the members of `other`. */
  deleteAll(other: Bits): void {
    const length = Math.min(this.words.length, other.words.length);
    for (let at = 0; at < length; at++) this.words[at] = (this.words[at] ?? 0) & ~(other.words[at] ?? 0);
  }

  /** A copy, with room for 0 to `capacity` - 1. */
  copy(capacity: number = this.words.length * 32): Bits {
    const copy = new Bits(capacity);
    copy.words.set(this.words.subarray(0, copy.words.length));
    return copy;
  }

  equals(other: Bits): boolean {
    if (this.words.length !== other.words.length) return false;
    for (let at = 0; at < this.words.length; at++) if (this.words[at] !== other.words[at]) return false;
    return true;
  }
}

/** How many bits of a 32-bit word are set. */
function popCount(word: number): number {
  let v = word - ((word >>> 1) & 0x5555_5555);
  v = (v & 0x3333_3333) + ((v >>> 2) & 0x3333_3333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
