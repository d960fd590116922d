import type { End, OnlyPods } from '../../../model/walk';
import type { Unit } from '../../compiled/units';

/** Finds the units that a set may hold for what they are. */
export class Candidates {
  readonly #pods: readonly { readonly unit: number; readonly end: Extract<End, { kind: 'pod' }> }[];
  readonly #others: readonly number[];
  readonly #all: readonly number[];
  readonly #known = new Map<string, ReadonlyMap<string, readonly number[]>>();

  /** `ends` are what the units are. */
  constructor(units: readonly Unit[], ends: readonly End[]) {
    const live = units.filter(({ pods }) => pods.length > 0).map(({ index }) => index);
    this.#all = live;
    this.#pods = live.flatMap((unit) => {
      const end = ends[unit];
      return end?.kind === 'pod' ? [{ unit, end }] : [];
    });
    this.#others = live.filter((unit) => ends[unit]?.kind !== 'pod');
  }

  of(only: OnlyPods | undefined): readonly number[] {
    if (only === undefined) return this.#all;
    let byValue = this.#known.get(only.key);
    if (byValue === undefined) this.#known.set(only.key, (byValue = this.#byValue(only)));
    const found = new Set(only.values);
    return [...this.#others, ...[...found].flatMap((value) => byValue.get(value) ?? [])];
  }

  #byValue({ of }: OnlyPods): ReadonlyMap<string, readonly number[]> {
    const byValue = new Map<string, number[]>();
    for (const { unit, end } of this.#pods) {
      const value = of(end.pod);
      if (value === undefined) continue;
      const known = byValue.get(value);
      if (known === undefined) byValue.set(value, [unit]);
      else known.push(unit);
    }
    return byValue;
  }
}
