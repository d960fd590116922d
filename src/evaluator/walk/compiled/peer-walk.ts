import type { Bits } from '../../../model/bits';
import type { Entry } from '../../../model/walk';
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
  const advance = (step: Step, peer: number) => {
    const state = at[peer] ?? 0;
    at[peer] = step.known[state] ?? states.after(step, state);
  };
  const everyone = (step: Step) => {
    for (let peer = 0; peer < peers; peer++) advance(step, peer);
  };
  walkInOrder(
    stages,
    states,
    (index, combine) => {
      const entry = entries[index];
      if (entry === undefined || !counts(index)) return;
      const own = ports(entry);
      if (own !== undefined) {
        const step = states.entry(entry.action, own, combine);
        if (step === undefined) return;
        forEachPeer(matching(entry), peers, (peer) => advance(step, peer));
        return;
      }
      forEachPeer(matching(entry), peers, (peer) => {
        const step = states.entry(entry.action, ports(entry, peer) ?? 0, combine);
        if (step !== undefined) advance(step, peer);
      });
    },
    everyone,
  );
  return at.map((state) => states.allowed(state));
}

function forEachPeer(bits: Bits | 'all', peers: number, visit: (peer: number) => void): void {
  if (bits !== 'all') bits.forEach(visit);
  else for (let peer = 0; peer < peers; peer++) visit(peer);
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
