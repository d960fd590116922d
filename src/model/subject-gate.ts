import type { Flow } from './flow';
import type { Policy } from './policy';
import type { End, Entry } from './walk';

/** What a connection carries, where it is told. */
export type Carried = Pick<Flow, 'http' | 'dns' | 'sni'>;

/** What a gate says of a connection. */
export type Decision = {
  readonly kind: 'allowed' | 'denied' | 'undetermined';
  /** Why it is not determined. */
  readonly reason?: string;
  /** What a proxy lets through of an allowed connection, in words; present: it refuses the rest. */
  readonly conditions?: readonly string[];
  /** `required`: allowed once both ends have proven who they are. `always-fail`: denied since they never can. */
  readonly authentication?: 'required' | 'always-fail';
  /** Entries that decided, by their index in the gate; empty where none did. */
  readonly by: readonly number[];
  /** Why, where no entry says it: `the host of this pod may always connect`. */
  readonly words?: string;
};

/** A policy that selects the subject, with its entries as they are for this subject. */
export type GatePolicy = {
  readonly policy: Policy;
  readonly tier: string;
  readonly isolates: boolean;
  readonly entries: readonly Entry[];
};

/**
 * The gate of a subject whose engine weighs all entries that match against each other, instead of walking them.
 * Entries are numbered through all its policies in order; their own `action`, `condition` and `authentication` are only
 * told, `decide` weighs them.
 */
export type SubjectGate = {
  readonly policies: readonly GatePolicy[];
  /** What holds for every connection: nothing is enforced, or nothing can be told. Nothing is matched then. */
  readonly always?: Decision;
  /**
   * Pure. The answer depends on no more than which entries match (by index, ascending), the kind of the peer (pod; own
   * node; other node; outside; an entity by its name), and what is carried.
   */
  readonly decide: (matched: readonly number[], peer: End, carried: Carried) => Decision;
};
