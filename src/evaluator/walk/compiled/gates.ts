import type { Direction, Policy } from '../../../model/policy';
import type { WalkArrangement } from '../../../model/tier';
import type { EndSet, Entry, Stage, WalkPolicy } from '../../../model/walk';
import { modelOfStages, modelOfSubjectGate } from '../gate-model';
import type { GateModel } from '../gate-model';
import type { Ground } from './ground';

const directions = ['ingress', 'egress'] as const;

/** Models by what makes them up, kept over revisions of the policies of one cluster. */
export type KnownModels = Map<string, GateModel>;

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
    const placed = placedPolicies(gate[direction], this.#arrangement.policies);
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
      const key = [direction, shape, ...own.map((index) => placed[index]?.key)].join(' ');
      let model = this.#known.get(key);
      if (model === undefined) {
        const chosen = new Set(own.map((index) => placed[index]?.policy));
        model = modelOfStages(gate[direction], direction, (policy) => chosen.has(policy));
        this.#known.set(key, model);
      }
      return model;
    });
  }
}

type Placed = {
  readonly policy: WalkPolicy;
  /** Equal for the same policy at an equal place. */
  readonly key: string;
};

const serials = new WeakMap<Policy, number>();
let lastSerial = 0;

/** The policies of stages, in order. Those that nobody wrote are known by their names. */
function placedPolicies(stages: readonly Stage[], written: readonly WalkPolicy[]): readonly Placed[] {
  const known = new Set(written.map(({ policy }) => policy));
  return stages.flatMap(({ tiers }, stage) =>
    tiers.flatMap(({ name, end, levels }) =>
      levels.flatMap(({ combine, policies }, level) =>
        policies.map((policy): Placed => {
          const place = [stage, name, end, level, combine].join('/');
          const { ref } = policy.policy;
          if (!known.has(policy.policy)) {
            return { policy, key: `${place} ${ref.kind} ${ref.namespace ?? ''}/${ref.name}` };
          }
          let serial = serials.get(policy.policy);
          if (serial === undefined) serials.set(policy.policy, (serial = ++lastSerial));
          return { policy, key: `${place} ${serial}` };
        }),
      ),
    ),
  );
}

/** The policies of stages, in order. */
function listed(stages: readonly Stage[]): readonly WalkPolicy[] {
  return stages.flatMap(({ tiers }) =>
    tiers.flatMap(({ levels }) => levels.flatMap(({ policies }) => policies)),
  );
}

/** Every set that some entry of the models holds an end against, once. */
export function setsOfModels(models: Iterable<GateModel>): readonly EndSet[] {
  const found = new Map<string, EndSet>();
  for (const { sets } of models) for (const set of [...sets.own, ...sets.peers]) found.set(set.key, set);
  return [...found.values()];
}

/** Every set that some entry of the arrangement's policies holds an end against, once. */
export function setsOfArrangement({ policies, gate }: WalkArrangement): readonly EndSet[] {
  const found = new Map<string, EndSet>();
  const note = (entry: Entry) => {
    for (const { set } of entry.own) found.set(set.key, set);
    if (entry.peers === 'any') return;
    for (const { terms } of entry.peers) for (const { set } of terms) found.set(set.key, set);
  };
  const all = new Set([...policies, ...listed(gate.ingress), ...listed(gate.egress)]);
  for (const { sides } of all) for (const direction of directions) sides[direction].entries.forEach(note);
  return [...found.values()];
}
