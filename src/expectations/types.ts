import type { Origin } from '../model/origin';
import type { PortSet } from '../model/ports';

/** The status of one statement (EX-8). */
export type StatementStatus = 'holds' | 'fails' | 'cannotTell' | 'vacuous';

/** One pair of ends that a statement speaks of, and what happens to it. Ends are numbered as in the evaluator. */
export type StatementPair = {
  readonly from: number;
  readonly to: number;
  /** The ports the statement speaks of, after Service translation. */
  readonly ports: PortSet;
  readonly wanted: 'allowed' | 'denied';
  /** Ports of it whose verdict is not the wanted one. */
  readonly failing: PortSet;
  readonly undetermined: PortSet;
  /** The statement speaks of a domain; `to` is then an outside part that it may be in. */
  readonly domain?: string;
};

export type StatementResult = {
  /** Unique among the results, stable while the item stays where it is. */
  readonly id: string;
  /** Of the statement: `spec.expect[i]`, or `spec.unmentioned`. */
  readonly origin: Origin;
  readonly name?: string;
  readonly verdict: 'allowed' | 'denied';
  /** As written, in words: `frontend`, `anyone else`. */
  readonly from: string;
  readonly to: string;
  /** `TCP 8080`, or `every port`. */
  readonly ports: string;
  readonly because?: string;
  readonly status: StatementStatus;
  /** One sentence: why it fails, cannot be told, or is vacuous; a note where it holds weakly. */
  readonly reason?: string;
  /** It holds, but not because somebody said so (EX-10). */
  readonly weak: boolean;
  /**
   * Failing pairs first, then those that cannot be told, then the others, each by `from` and `to`. Of
   * `spec.unmentioned` only the first two; at most 20,000.
   */
  readonly pairs: readonly StatementPair[];
  /** Pairs in all, the unlisted too. */
  readonly pairCount: number;
  /** Pairs that fail, the unlisted too. */
  readonly failingCount: number;
};
