import type { Bits } from '../../../model/bits';
import type { Entry } from '../../../model/walk';
import { nothing } from '../../compiled/port-table';
import type { PlannedStage } from '../decide';
import type { Step, WalkStates } from './walk-states';

/** Says, in the order of the walk, which entries are looked at, and what happens to every flow between them. */
export function walkInOrder(
  stages: readonly PlannedStage[],
  states: WalkStates,
  entry: (at: number, combine: 'first' | 'strongest') => void,
  everyone: (step: Step) => void,
): void {
  for (const stage of stages) {
    for (const tier of stage.tiers) {
      if (!tier.applies) continue;
      for (const { combine, entries } of tier.levels) {
        for (const at of entries) entry(at, combine);
        if (combine === 'strongest') everyone(states.levelEnd());
      }
      everyone(states.tierEnd(tier.end === 'deny' || (tier.end === 'isolated' && tier.isolated)));
    }
    const isolated = stage.tiers.some((tier) => tier.isolated);
    if (stage.end === 'deny' || (stage.end === 'isolated' && isolated)) return;
    if (stage.end !== 'next') break;
  }
  everyone(states.openEnd());
}

/** A walk of entries that match or do not, but for their ports. */
export type Walk = {
  readonly stages: readonly PlannedStage[];
  readonly entries: readonly Entry[];
  /** Whether the entry counts at all. */
  readonly counts: (at: number) => boolean;
  readonly states: WalkStates;
};

/** What stages let through to each of many peers: numbers of port sets. */
export function walkPeers(
  { stages, entries, counts, states }: Walk,
  peers: number,
  matching: (entry: Entry) => Bits | 'all',
  /** The number of the ports that an entry means of a peer; without a peer: of all, undefined where they differ. */
  ports: (entry: Entry, peer?: number) => number | undefined,
): Int32Array {
  const at = new Int32Array(peers).fill(states.start);
  const everyone = (step: Step) => {
    const { known } = step;
    for (let peer = 0; peer < peers; peer++) {
      const state = at[peer] ?? 0;
      at[peer] = known[state] ?? states.after(step, state);
    }
  };
  const some = (step: Step, { words }: Bits) => {
    const { known } = step;
    for (let place = 0; place < words.length; place++) {
      for (let word = words[place] ?? 0; word !== 0; word &= word - 1) {
        const peer = (place << 5) + 31 - Math.clz32(word & -word);
        const state = at[peer] ?? 0;
        at[peer] = known[state] ?? states.after(step, state);
      }
    }
  };
  const each = (entry: Entry, combine: 'first' | 'strongest', peer: number) => {
    const step = states.entry(entry.action, ports(entry, peer) ?? nothing, combine);
    if (step !== undefined) at[peer] = states.after(step, at[peer] ?? 0);
  };
  walkInOrder(
    stages,
    states,
    (index, combine) => {
      const entry = entries[index];
      if (entry === undefined || !counts(index)) return;
      const bits = matching(entry);
      const own = ports(entry);
      if (own === undefined) {
        if (bits !== 'all') bits.forEach((peer) => each(entry, combine, peer));
        else for (let peer = 0; peer < peers; peer++) each(entry, combine, peer);
        return;
      }
      const step = states.entry(entry.action, own, combine);
      if (step === undefined) return;
      if (bits === 'all') everyone(step);
      else some(step, bits);
    },
    everyone,
  );
  return at.map((state) => states.allowed(state));
}

/** What stages let through to one peer: the number of a port set. */
export function walkOne(
  { stages, entries, counts, states }: Walk,
  matches: (entry: Entry) => boolean,
  ports: (entry: Entry) => number,
): number {
  let state = states.start;
  walkInOrder(
    stages,
    states,
    (at, combine) => {
      const entry = entries[at];
      if (entry === undefined || !counts(at) || !matches(entry)) return;
      const step = states.entry(entry.action, ports(entry), combine);
      if (step !== undefined) state = states.after(step, state);
    },
    (step) => {
      state = states.after(step, state);
    },
  );
  return states.allowed(state);
}
