/** What was made by key, of the last two rounds: what neither of them asked for is forgotten. */
export class Recent<Value> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  /** Begins a round. */
  begin(): void {
    this.#old = this.#young;
    this.#young = new Map<string, Value>();
  }

  /** What has the key, made where neither this round nor the last asked for it. */
  get(key: string, make: () => Value): Value {
    let value = this.#young.get(key);
    if (value === undefined) this.#young.set(key, (value = this.#old.get(key) ?? make()));
    return value;
  }
}
