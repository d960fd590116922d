import type { Direction } from '../../model/policy';
import type { CompiledPolicy } from './compiled-policy';

/** The policies that guard one side of a unit. Units under the same policies share one gate (its signature). */
export type Gate = {
  /** In the order of their serials. */
  readonly policies: readonly CompiledPolicy[];
  readonly isolated: boolean;
  /** Some rule names addresses. */
  readonly blocks: boolean;
};

export const openGate: Gate = { policies: [], isolated: false, blocks: false };

/** Gates by their policies. */
export class GateNumbers {
  readonly #direction: Direction;
  readonly #known = new Map<string, Gate>();

  constructor(direction: Direction) {
    this.#direction = direction;
  }

  of(policies: CompiledPolicy[]): Gate {
    if (policies.length === 0) return openGate;
    policies.sort((a, b) => a.serial - b.serial);
    const key = policies.map((policy) => policy.serial).join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const rules = policies.flatMap((policy) => policy[this.#direction].rules);
    const gate = { policies, isolated: true, blocks: rules.some((rule) => rule.block !== undefined) };
    this.#known.set(key, gate);
    return gate;
  }
}
