import type { Direction } from '../../../model/policy';
import type { WalkArrangement } from '../../../model/tier';
import type { EndSet, End, Entry, Stage, WalkPolicy } from '../../../model/walk';
import { modelOfStages, modelOfSubjectGate } from '../gate-model';
import type { GateModel } from '../gate-model';

const directions = ['ingress', 'egress'] as const;

/** Finds the model of the gate of an end. Ends under the same policies are given the same model. */
export class Gates {
  readonly #arrangement: WalkArrangement;
  /** Policies of the stages of a pod's gate, those that nobody wrote included. */
  readonly #listed: Readonly<Record<Direction, readonly WalkPolicy[]>>;
  readonly #models = { ingress: new Map<string, GateModel>(), egress: new Map<string, GateModel>() };
  readonly #selected = new Map<string, Map<string, boolean>>();

  constructor(arrangement: WalkArrangement) {
    this.#arrangement = arrangement;
    this.#listed = { ingress: listed(arrangement.gate.ingress), egress: listed(arrangement.gate.egress) };
  }

  /** Undefined for an end that has no gate. `alike` is equal for ends that policies cannot tell apart. */
  of(subject: End, alike: string, direction: Direction): GateModel | undefined {
    const { gateOf, gate } = this.#arrangement;
    if (gateOf !== undefined) {
      const own = gateOf(subject, direction);
      return own === undefined ? undefined : modelOfSubjectGate(own);
    }
    if (subject.kind !== 'pod') return undefined;
    const applying: WalkPolicy[] = [];
    let key = '';
    for (const [index, policy] of this.#listed[direction].entries()) {
      if (!policy.sides[direction].applies || !this.selects(policy, subject, alike)) continue;
      applying.push(policy);
      key += ` ${index}`;
    }
    const models = this.#models[direction];
    let model = models.get(key);
    if (model === undefined) {
      const chosen = new Set(applying);
      models.set(key, (model = modelOfStages(gate[direction], direction, (policy) => chosen.has(policy))));
    }
    return model;
  }

  /** Policies that have the end as a subject and speak of the direction. */
  applying(subject: End, alike: string, direction: Direction): readonly WalkPolicy[] {
    return this.#arrangement.policies.filter(
      (policy) => policy.sides[direction].applies && this.selects(policy, subject, alike),
    );
  }

  /** Whether a policy has the end as a subject; policies with one subject key are asked once. */
  selects({ subject: own }: WalkPolicy, subject: End, alike: string): boolean {
    let known = this.#selected.get(own.key);
    if (known === undefined) this.#selected.set(own.key, (known = new Map<string, boolean>()));
    let selects = known.get(alike);
    if (selects === undefined) known.set(alike, (selects = own.holds(subject)));
    return selects;
  }
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
