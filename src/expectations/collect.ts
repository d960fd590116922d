import { unionPorts } from '../model/ports';
import type { StatementPair } from './types';

/** Most pairs that one result lists. */
export const pairLimit = 20_000;

/** Gathers the pairs of one statement; beyond the limit they are only counted. */
export type Collector = {
  readonly failing: StatementPair[];
  readonly unclear: StatementPair[];
  readonly meeting: StatementPair[];
  count: number;
  failingCount: number;
  unclearCount: number;
  /** Some pair is met only since a gate is open. */
  openGates: number;
  readonly reasons: Set<string>;
};

export function createCollector(): Collector {
  return {
    failing: [],
    unclear: [],
    meeting: [],
    count: 0,
    failingCount: 0,
    unclearCount: 0,
    openGates: 0,
    reasons: new Set(),
  };
}

/** Takes one pair in. */
export function collect(collector: Collector, pair: StatementPair, listMeeting: boolean): void {
  collector.count++;
  if (pair.failing.length > 0) {
    collector.failingCount++;
    push(collector.failing, pair);
  } else if (pair.undetermined.length > 0) {
    collector.unclearCount++;
    push(collector.unclear, pair);
  } else if (listMeeting) {
    push(collector.meeting, pair);
  }
}

function push(list: StatementPair[], pair: StatementPair): void {
  if (list.length < pairLimit) list.push(pair);
}

/** All listed pairs in the promised order, pairs of equal ends (parts of one workload) made one. */
export function listedPairs(collector: Collector): readonly StatementPair[] {
  const merged = new Map<string, StatementPair>();
  for (const pair of [...collector.failing, ...collector.unclear, ...collector.meeting]) {
    const key = `${pair.from} ${pair.to}`;
    const other = merged.get(key);
    merged.set(
      key,
      other === undefined
        ? pair
        : {
            ...other,
            ports: unionPorts(other.ports, pair.ports),
            failing: unionPorts(other.failing, pair.failing),
            undetermined: unionPorts(other.undetermined, pair.undetermined),
          },
    );
  }
  const rank = (pair: StatementPair) => (pair.failing.length > 0 ? 0 : pair.undetermined.length > 0 ? 1 : 2);
  return [...merged.values()]
    .sort((a, b) => rank(a) - rank(b) || a.from - b.from || a.to - b.to)
    .slice(0, pairLimit);
}
