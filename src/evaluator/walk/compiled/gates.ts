import type { Direction, Policy } from '../../../model/policy';
import type { Recent } from '../../../model/recent';
import type { WalkArrangement } from '../../../model/tier';
import type { EndSet, Stage, WalkLevel, WalkPolicy } from '../../../model/walk';
import { modelOfStages, modelOfSubjectGate } from '../gate-model';
import type { GateModel } from '../gate-model';
import type { Ground } from './ground';

const directions = ['ingress', 'egress'] as const;

/** Models by what makes them up. */
export type KnownModels = Recent<GateModel>;

/** Finds the models of the gates of units. Units under the same policies are given the same model. */
export class Gates {
  readonly #arrangement: WalkArrangement;
  readonly #known: KnownModels;

  constructor(arrangement: WalkArrangement, known: KnownModels) {
    this.#arrangement = arrangement;
    this.#known = known;
  }

  /** One for each unit; undefined for those that have no gate. */
  of(ground: Ground, direction: Direction): readonly (GateModel | undefined)[] {
    const { gateOf, gate } = this.#arrangement;
    const ends = ground.units.map((unit) => (unit.pods.length === 0 ? undefined : ground.end(unit.index)));
    if (gateOf !== undefined) {
      return ends.map((end) => {
        const own = end === undefined ? undefined : gateOf(end, direction);
        return own === undefined ? undefined : modelOfSubjectGate(own);
      });
    }
    const written = new Set(this.#arrangement.policies.map(({ policy }) => policy));
    const placed = placedPolicies(gate[direction], written);
    const lists = ground.units.map((): number[] => []);
    for (const [index, { policy }] of placed.entries()) {
      if (policy.sides[direction].applies) {
        ground.subjects(policy).forEach((unit) => lists[unit]?.push(index));
      }
    }
    const shape = gate[direction].map(({ end }) => end).join();
    return ends.map((end, unit) => {
      if (end?.kind !== 'pod') return undefined;
      const own = lists[unit] ?? [];
      let key = `${direction} ${shape}`;
      let place = '';
      for (const index of own) {
        const one = placed[index];
        if (one === undefined) continue;
        if (one.place !== place) key += ` at ${one.place}`;
        place = one.place;
        key += ` ${one.key}`;
      }
      return this.#known.get(key, () => {
        const chosen = own.flatMap((index) => placed[index] ?? []);
        return modelOfStages(stagesOf(gate[direction], chosen), direction, () => true);
      });
    });
  }
}

type Placed = {
  readonly policy: WalkPolicy;
  readonly level: WalkLevel;
  readonly place: string;
  /** Equal for the same policy. */
  readonly key: string;
};

/** The stages with these policies alone, which are in order. */
function stagesOf(stages: readonly Stage[], chosen: readonly Placed[]): readonly Stage[] {
  const byLevel = new Map<WalkLevel, WalkPolicy[]>();
  for (const { level, policy } of chosen) {
    const known = byLevel.get(level);
    if (known === undefined) byLevel.set(level, [policy]);
    else known.push(policy);
  }
  const only = (level: WalkLevel): WalkLevel => ({ ...level, policies: byLevel.get(level) ?? [] });
  return stages.map((stage) => ({
    ...stage,
    tiers: stage.tiers.map((tier) => ({ ...tier, levels: tier.levels.map(only) })),
  }));
}

const serials = new WeakMap<Policy, number>();
let lastSerial = 0;

/** The policies of stages, in order. Those that nobody wrote are known by their names. */
function placedPolicies(stages: readonly Stage[], written: ReadonlySet<Policy>): readonly Placed[] {
  const placed: Placed[] = [];
  stages.forEach(({ tiers }, stage) => {
    for (const { name, end, levels } of tiers) {
      levels.forEach((level, number) => {
        const { combine, policies } = level;
        const place = [stage, name, end, number, combine].join('/');
        for (const policy of policies) {
          const { ref } = policy.policy;
          const key = written.has(policy.policy)
            ? serialOf(policy.policy)
            : `${ref.kind} ${ref.namespace ?? ''}/${ref.name}`;
          placed.push({ policy, level, place, key: String(key) });
        }
      });
    }
  });
  return placed;
}

function serialOf(policy: Policy): number {
  let serial = serials.get(policy);
  if (serial === undefined) serials.set(policy, (serial = ++lastSerial));
  return serial;
}

/** Every set with addresses that the entries of policies, or their gates, hold an end against, each once. */
export function addressSetsOf({ policies, gate }: WalkArrangement): readonly EndSet[] {
  const found = new Map<string, EndSet>();
  const note = (policy: WalkPolicy) => {
    for (const set of addressSetsOfPolicy(policy)) found.set(set.key, set);
  };
  policies.forEach(note);
  for (const direction of directions) {
    for (const { tiers } of gate[direction]) {
      for (const { levels } of tiers) for (const level of levels) level.policies.forEach(note);
    }
  }
  return [...found.values()];
}

const setsOfPolicies = new WeakMap<WalkPolicy, readonly EndSet[]>();

/** Policies outlive revisions, so that each is looked through once. */
function addressSetsOfPolicy(policy: WalkPolicy): readonly EndSet[] {
  const known = setsOfPolicies.get(policy);
  if (known !== undefined) return known;
  const found = new Map<string, EndSet>();
  const note = (set: EndSet) => {
    if (set.addresses.length > 0) found.set(set.key, set);
  };
  policy.besides?.forEach(note);
  for (const direction of directions) {
    for (const { own, peers } of policy.sides[direction].entries) {
      for (const { set } of own) note(set);
      if (peers === 'any') continue;
      for (const { terms } of peers) for (const { set } of terms) note(set);
    }
  }
  const sets = [...found.values()];
  setsOfPolicies.set(policy, sets);
  return sets;
}
