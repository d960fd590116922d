import type { Address } from './address';
import type { Direction, Policy } from './policy';
import type { SubjectGate } from './subject-gate';
import type { Checkpoint, End, EndSet, Stage, WalkPolicy } from './walk';

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

/** What an evaluator walks where all policies unite: the tiers of each direction in order. */
export type UnionArrangement = {
  readonly kind: 'union';
  readonly tiers: Readonly<Record<Direction, readonly Tier[]>>;
  /** Whether the engine enforces anything at all. */
  readonly enforces: boolean;
  /** Whether traffic from a pod's own node enters it without policy. */
  readonly ownNodeEnters: boolean;
};

/** What an evaluator walks of every other engine. */
export type WalkArrangement = {
  readonly kind: 'walk';
  /** All policies of the arrangement, in the order of the evaluator's policies; those that do nothing here too. */
  readonly policies: readonly WalkPolicy[];
  /** What the gate of every pod is; which policies count at it, their subjects tell. */
  readonly gate: Readonly<Record<Direction, readonly Stage[]>>;
  /**
   * In place of `gate`, where a gate is more than its stages: that of a pod, or of a node where nodes are policed;
   * undefined for what has none. Subjects with equal gates are given one and the same object.
   */
  readonly gateOf?: (subject: End, direction: Direction) => SubjectGate | undefined;
  /** The node that pods are on which name none. */
  readonly localNode?: string;
  /** Further checkpoints of a flow, on one of its sides, where nodes are policed (host endpoints). */
  readonly hosts?: (flow: { readonly from: End; readonly to: End }, side: Direction) => readonly Checkpoint[];
  /** Addresses that are a node's because an endpoint of a host says so, beside those that the cluster tells. */
  readonly hostAddresses?: readonly { readonly address: Address; readonly node: string }[];
  /**
   * What else the entries of a policy depend on, besides the policy and the cluster: with the same members, the same
   * policy has the same entries.
   */
  readonly basis?: readonly unknown[];
  /** Sets that the entries of those checkpoints name, beside those of `policies`. */
  readonly hostSets?: readonly EndSet[];
  readonly enforces: true;
  readonly ownNodeEnters: boolean;
};

/** What an evaluator walks, and what is decided before any policy. */
export type Arrangement = UnionArrangement | WalkArrangement;
