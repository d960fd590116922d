import type { Flow } from './flow';
import type { Origin } from './origin';
import type { Direction, PolicyRef, Action } from './policy';

export type Verdict =
  | {
      readonly kind: 'allowed';
      /** What a proxy demands of the connection besides, in words; it lets only some of it through. */
      readonly conditions?: readonly string[];
      /** It is let through once both ends have proven who they are. */
      readonly authentication?: 'required';
    }
  | {
      readonly kind: 'denied';
      /** It would be let through, but who the ends are can never be proven. */
      readonly authentication?: 'always-fail';
    }
  | { readonly kind: 'undetermined'; readonly reason: string };

/** Why a piece of a rule did not match; the values are the user's own. */
export type Miss =
  | {
      readonly kind: 'label';
      readonly of: 'pod' | 'namespace';
      readonly key: string;
      readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
      readonly wanted: readonly string[];
      /** Undefined where the key is missing. */
      readonly actual?: string;
      readonly origin: Origin;
    }
  | { readonly kind: 'namespace'; readonly wanted: string; readonly actual: string; readonly origin: Origin }
  | { readonly kind: 'not a pod'; readonly origin: Origin }
  | { readonly kind: 'host network'; readonly origin: Origin }
  | {
      readonly kind: 'address';
      readonly cidr: string;
      /** The except that took it out, if the CIDR itself matched. */
      readonly except?: string;
      readonly actual: string;
      readonly origin: Origin;
    }
  | { readonly kind: 'address unknown'; readonly cidr: string; readonly origin: Origin }
  | { readonly kind: 'protocol'; readonly wanted: string; readonly actual: string; readonly origin: Origin }
  | {
      readonly kind: 'port';
      readonly first: number;
      readonly last: number;
      readonly actual: number;
      readonly origin: Origin;
    }
  | {
      readonly kind: 'named port';
      readonly name: string;
      /** Ports that the destination declares under this name (of any protocol), as `8080/TCP`. */
      readonly declared: readonly string[];
      readonly origin: Origin;
    }
  /** What the rule wants, in the words of the CNI: `wants a domain under example.com`. */
  | { readonly kind: 'words'; readonly words: string; readonly origin: Origin };

export type Match = 'yes' | 'no' | 'unknown';

/** One alternative of a rule's peers or ports. `misses` is empty where it matched. */
export type PartStep = {
  readonly matched: Match;
  readonly misses: readonly Miss[];
  /** How the engine reads it, where that is not what was written. */
  readonly words?: string;
  readonly origin: Origin;
};

export type RuleStep = {
  readonly index: number;
  readonly action: Action;
  readonly matched: Match;
  readonly peers: 'any' | readonly PartStep[];
  readonly ports: 'any' | readonly PartStep[];
  /** Whether it decided, for one of the addresses that the ends may have; absent in a union, where whatever matches admits. */
  readonly decides?: boolean;
  readonly origin: Origin;
};

/** A policy that selects the subject in this direction. */
export type PolicyStep = {
  readonly ref: PolicyRef;
  /** It isolates the subject in this direction. */
  readonly isolates: boolean;
  readonly rules: readonly RuleStep[];
  /** A rule of it decided (or, in a union, admits). */
  readonly decides: boolean;
  readonly origin: Origin;
};

export type TierStep = {
  readonly tier: string;
  /** Policies of the tier that select the subject, in the order the engine looks at them. */
  readonly policies: readonly PolicyStep[];
  readonly outcome: 'allow' | 'deny' | 'pass' | 'no match' | 'unknown';
  /** Where it was passed on from here, and by which rule of which policy. */
  readonly passedBy?: { readonly policy: PolicyRef; readonly rule: number };
  /** How its rules are looked at: the first that matches decides, or the strongest of those; absent in a union. */
  readonly combine?: 'first' | 'strongest';
  /** The end of the tier decided, not a rule. */
  readonly atEnd: boolean;
};

/** Why a side was decided before any policy was looked at. */
export type Before =
  'itself' | 'own node' | 'outside' | 'host network' | 'nothing enforced' | 'no address' | 'ended';

/**
 * What a gate does with the flow (AU-5): `open` nothing isolates it · `admits` a rule lets it through · `refuses`
 * isolated and nobody admits it · `denied` a rule denies it · `undetermined`.
 */
export type GateState = 'open' | 'admits' | 'refuses' | 'denied' | 'undetermined';

export type CheckpointStep = {
  readonly kind: 'gate' | 'host';
  /** How people call it, where it is not the gate of the flow's own pod. */
  readonly name?: string;
  /** Which sections of the policies count there, where that need not be the side of the flow. */
  readonly direction?: Direction;
  readonly state: GateState;
  /** Why, where no rule says it: `the host of this pod may always connect`. */
  readonly words?: string;
  readonly tiers: readonly TierStep[];
};

export type SideTrace = {
  readonly direction: Direction;
  readonly verdict: Verdict;
  readonly before?: Before;
  /** Empty where `before` decided. */
  readonly checkpoints: readonly CheckpointStep[];
};

/** A verdict with everything that led to it. */
export type Trace = {
  readonly flow: Flow;
  readonly verdict: Verdict;
  readonly egress: SideTrace;
  readonly ingress: SideTrace;
};
