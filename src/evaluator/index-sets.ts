import type { IndexSet } from './types';

/** A small set of small integers, kept as a rising list. */
export class IndexList implements IndexSet {
  readonly #members: Int32Array;

  /** `members` rise and do not repeat. */
  constructor(members: Int32Array) {
    this.#members = members;
  }

  get size(): number {
    return this.#members.length;
  }

  has(index: number): boolean {
    let low = 0;
    let high = this.#members.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const member = this.#members[middle] ?? 0;
      if (member === index) return true;
      if (member < index) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }

  forEach(visit: (index: number) => void): void {
    for (const member of this.#members) visit(member);
  }

  overlap(other: IndexSet): number {
    let count = 0;
    if (other.size < this.size) {
      other.forEach((index) => {
        if (this.has(index)) count++;
      });
      return count;
    }
    for (const member of this.#members) if (other.has(member)) count++;
    return count;
  }
}

/** Members of one set, and those of another moved up by an offset that no member of the first reaches. */
export class JoinedSet implements IndexSet {
  readonly #low: IndexSet;
  readonly #high: IndexSet;
  readonly #offset: number;

  constructor(low: IndexSet, high: IndexSet, offset: number) {
    this.#low = low;
    this.#high = high;
    this.#offset = offset;
  }

  get size(): number {
    return this.#low.size + this.#high.size;
  }

  has(index: number): boolean {
    return index < this.#offset ? this.#low.has(index) : this.#high.has(index - this.#offset);
  }

  forEach(visit: (index: number) => void): void {
    this.#low.forEach(visit);
    this.#high.forEach((index) => visit(index + this.#offset));
  }

  overlap(other: IndexSet): number {
    let count = 0;
    other.forEach((index) => {
      if (this.has(index)) count++;
    });
    return count;
  }
}
