/** Arrays that are used again and again: making large ones costs more than filling them. */
export class Scratch {
  readonly #rows: Int32Array[] = [];
  #taken = 0;

  /** An array of the length with anything in it; it is the taker's until `release`. */
  take(length: number): Int32Array {
    const known = this.#rows[this.#taken];
    const row = known?.length === length ? known : new Int32Array(length);
    this.#rows[this.#taken++] = row;
    return row;
  }

  /** Ends the use of all arrays taken. */
  release(): void {
    this.#taken = 0;
  }
}
