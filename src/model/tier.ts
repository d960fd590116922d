import type { Direction, Policy } from './policy';

/**
 * Policies of one level are looked at together. `union`: any rule that matches admits. `first match`: policies and
 * rules in order, the first that matches decides. `deny over allow`: deny wins, then pass, then allow.
 */
export type Level = {
  readonly combine: 'union' | 'first match' | 'deny over allow';
  readonly policies: readonly Policy[];
};

/**
 * What happens at the end of a tier, when nothing in it decided. `isolated`: denied if a policy of the tier isolates
 * the subject, else on to the next. `deny`: denied if any policy of it selects the subject. `next`: on to the next.
 */
export type Tier = {
  readonly name: string;
  readonly levels: readonly Level[];
  readonly end: 'isolated' | 'deny' | 'next';
};

/** What an evaluator walks: the tiers of each direction in order, and what is decided before any policy. */
export type Arrangement = {
  readonly tiers: Readonly<Record<Direction, readonly Tier[]>>;
  /** Whether the engine enforces anything at all. */
  readonly enforces: boolean;
  /** Whether traffic from a pod's own node enters it without policy. */
  readonly ownNodeEnters: boolean;
};
