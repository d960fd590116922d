import { everyPort, intersectPorts, noPorts, subtractPorts, unionPorts } from '../../model/ports';
import type { PortSet } from '../../model/ports';

/** Number of the empty port set. */
export const nothing = 0;
/** Number of the set of every port. */
export const everything = 1;

/** How many port sets may be gathered over revisions before what holds them is made anew. */
export const mostPortSets = 50_000;

/** Port sets by number: equal sets have one number, and what was computed of two of them once is remembered. */
export class PortTable {
  readonly #sets: PortSet[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #unions = new Map<number, number>();
  readonly #intersections = new Map<number, number>();
  readonly #differences = new Map<number, number>();

  constructor() {
    this.number(noPorts);
    this.number(everyPort);
  }

  get size(): number {
    return this.#sets.length;
  }

  set(number: number): PortSet {
    return this.#sets[number] ?? noPorts;
  }

  number(set: PortSet): number {
    const key = set.map(({ protocol, first, last }) => `${protocol}${first}-${last}`).join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#sets.push(set);
    this.#numbers.set(key, this.#sets.length - 1);
    return this.#sets.length - 1;
  }

  union(a: number, b: number): number {
    if (a === b || b === nothing || a === everything) return a;
    if (a === nothing || b === everything) return b;
    return this.#remember(this.#unions, a < b ? a : b, a < b ? b : a, unionPorts);
  }

  intersection(a: number, b: number): number {
    if (a === b || a === nothing || b === everything) return a;
    if (b === nothing || a === everything) return b;
    return this.#remember(this.#intersections, a < b ? a : b, a < b ? b : a, intersectPorts);
  }

  difference(a: number, b: number): number {
    if (a === b || a === nothing || b === everything) return nothing;
    return b === nothing ? a : this.#remember(this.#differences, a, b, subtractPorts);
  }

  #remember(memo: Map<number, number>, a: number, b: number, compute: (a: PortSet, b: PortSet) => PortSet) {
    const key = a * 0x400_0000 + b;
    const known = memo.get(key);
    if (known !== undefined) return known;
    const number = this.number(compute(this.set(a), this.set(b)));
    memo.set(key, number);
    return number;
  }
}
