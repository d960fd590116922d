import type { Direction, Policy } from './policy';

/** Policies of one level are looked at together. `union`: any rule that matches admits; their order means nothing. */
export type Level = {
  readonly combine: 'union';
  readonly policies: readonly Policy[];
};

/**
 * What happens at the end of a tier, when nothing in it decided. `isolated`: denied if a policy of the tier isolates
 * the subject, else on to the next; after the last tier the flow is allowed.
 */
export type Tier = {
  readonly name: string;
  readonly levels: readonly Level[];
  readonly end: 'isolated';
};

/** What an evaluator walks: the tiers of each direction in order, and what is decided before any policy. */
export type Arrangement = {
  readonly tiers: Readonly<Record<Direction, readonly Tier[]>>;
  /** Whether the engine enforces anything at all. */
  readonly enforces: boolean;
  /** Whether traffic from a pod's own node enters it without policy. */
  readonly ownNodeEnters: boolean;
};
