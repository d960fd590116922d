import type { Direction, Policy } from '../../model/policy';
import type { Carried, Decision, SubjectGate } from '../../model/subject-gate';
import type { End, EndSet, Entry, Stage, WalkPolicy } from '../../model/walk';
import { decideStages } from './decide';
import type { PlannedStage } from './decide';

/** What became of one tier. */
export type TierOutcome = {
  /** Number of the tier among those of the gate. */
  readonly tier: number;
  readonly outcome: 'allow' | 'deny' | 'pass' | 'no match';
  /** The entries that decided; empty where the end of the tier did, or nothing. */
  readonly by: readonly number[];
};

/** What a gate does with a flow. */
export type Outcome = Decision & {
  /** The tiers that were walked, in order. */
  readonly tiers: readonly TierOutcome[];
};

/** A policy at a gate, with the numbers of its entries among those of the gate. */
export type PolicyAtGate = {
  readonly policy: Policy;
  readonly isolates: boolean;
  readonly entries: readonly number[];
};

export type TierAtGate = {
  readonly name: string;
  readonly combine: 'first' | 'strongest';
  readonly policies: readonly PolicyAtGate[];
};

/** A checkpoint with only what applies to its subject. */
export type GateModel = {
  readonly entries: readonly Entry[];
  readonly tiers: readonly TierAtGate[];
  /** Nothing needs to be matched: it is this for every flow. */
  readonly always?: Outcome;
  /** The outcome for the entries that match, in rising order, and what the flow carries. */
  readonly answer: (matched: readonly number[], peer: End, carried: Carried) => Outcome;
  /** How the entries are walked; undefined for a gate that weighs them itself. */
  readonly stages?: readonly PlannedStage[];
  /** The sets that the entries hold the subject and the peer against, each once. */
  readonly sets: { readonly own: readonly EndSet[]; readonly peers: readonly EndSet[] };
};

/** The model of stages, of which only policies count that have the subject; `selects` tells. */
export function modelOfStages(
  stages: readonly Stage[],
  direction: Direction,
  selects: (policy: WalkPolicy) => boolean,
): GateModel {
  const entries: Entry[] = [];
  const tiers: TierAtGate[] = [];
  const planned = stages.map((stage) => ({
    end: stage.end,
    tiers: stage.tiers.map((tier) => {
      const policies: PolicyAtGate[] = [];
      const levels = tier.levels.map((level) => {
        const own: number[] = [];
        for (const policy of level.policies) {
          const side = policy.sides[direction];
          if (!side.applies || !selects(policy)) continue;
          const numbers = side.entries.map((_, at) => entries.length + at);
          entries.push(...side.entries);
          own.push(...numbers);
          policies.push({ policy: policy.policy, isolates: side.isolates, entries: numbers });
        }
        return { combine: level.combine, entries: own };
      });
      tiers.push({ name: tier.name, combine: tier.levels[0]?.combine ?? 'first', policies });
      return {
        number: tiers.length - 1,
        end: tier.end,
        levels,
        applies: policies.length > 0,
        isolated: policies.some(({ isolates }) => isolates),
      };
    }),
  }));
  return {
    entries,
    tiers,
    stages: planned,
    answer: (matched, _, carried) => decideStages(planned, entries, new Set(matched), carried),
    sets: setsOf(entries),
  };
}

const ofSubjectGates = new WeakMap<SubjectGate, GateModel>();

/** The model of a gate that weighs its entries itself. */
export function modelOfSubjectGate(gate: SubjectGate): GateModel {
  const known = ofSubjectGates.get(gate);
  if (known !== undefined) return known;
  const entries: Entry[] = [];
  const tiers: (TierAtGate & { readonly policies: PolicyAtGate[] })[] = [];
  for (const { policy, tier: name, isolates, entries: own } of gate.policies) {
    let tier = tiers.find((one) => one.name === name);
    if (tier === undefined) tiers.push((tier = { name, combine: 'strongest', policies: [] }));
    tier.policies.push({ policy, isolates, entries: own.map((_, at) => entries.length + at) });
    for (const entry of own) entries.push(entry);
  }
  const told = (decision: Decision): Outcome => ({
    ...decision,
    tiers: tiers.map(({ policies }, tier): TierOutcome => {
      const by = decision.by.filter((at) => policies.some((policy) => policy.entries.includes(at)));
      const decided = decision.kind === 'denied' ? 'deny' : 'allow';
      const last = tier === tiers.length - 1 && decision.by.length === 0 && decision.kind === 'denied';
      return { tier, outcome: by.length > 0 || last ? decided : 'no match', by };
    }),
  });
  const model: GateModel = {
    entries,
    tiers,
    ...(gate.always !== undefined && { always: told(gate.always) }),
    answer: (matched, peer, carried) => told(gate.decide(matched, peer, carried)),
    sets: setsOf(entries),
  };
  ofSubjectGates.set(gate, model);
  return model;
}

function setsOf(entries: readonly Entry[]): GateModel['sets'] {
  const own = new Map<string, EndSet>();
  const peers = new Map<string, EndSet>();
  for (const entry of entries) {
    for (const { set } of entry.own) own.set(set.key, set);
    if (entry.peers === 'any') continue;
    for (const { terms } of entry.peers) for (const { set } of terms) peers.set(set.key, set);
  }
  return { own: [...own.values()], peers: [...peers.values()] };
}
