import type { Meaning, PathRef, Place } from '../analysis/types';
import type { Direction, SpecRule } from '../model/policy';
import type { Sentence } from './sentences';

/** An end of an explained path. */
export type ExplainedEnd = {
  readonly id: string;
  /** As people call it here: its name, with the namespace where the name alone could mean another. */
  readonly title: string;
  readonly kind: 'workload' | 'outside';
  /** Undefined outside the cluster. */
  readonly namespace: string | undefined;
  readonly place: Place | undefined;
};

/** How the gate of a lane is drawn. `none`: this end has no gate here. */
export type LaneGate = {
  readonly state: 'open' | 'guarded' | 'shut' | 'unknown' | 'not enforced' | 'none';
  /** Rules that admit somebody, written into a guarded gate. */
  readonly rules: number;
  /** It stops this flow. */
  readonly stopped: boolean;
};

export type Tone = 'allowed' | 'denied' | 'unwanted' | 'conditional' | 'plain';

/** One thing that a rule asked for. */
export type Finding = { readonly tone: 'matched' | 'missed' | 'unknown'; readonly words: Sentence };

/** One line of a lane. */
export type LaneStep = {
  readonly kind: 'policy' | 'rule' | 'log' | 'more' | 'condition' | 'end' | 'before';
  /** `looked at` is drawn hollow, the others filled: this line decided, or passed it on. */
  readonly dot: 'looked at' | 'allowed' | 'denied' | 'passed' | 'undetermined';
  /** Of all rules of this lane it has the fewest things that did not match. */
  readonly closest: boolean;
  readonly words: Sentence;
  readonly findings: readonly Finding[];
  readonly place: Place | undefined;
  /** Key of the policy that the line is about, `dialect kind namespace/name`. */
  readonly policy: string | undefined;
  /** The text that this line is about is not in force: its last accepted version is. */
  readonly stale: boolean;
  /** The rule of the dialect by which the line decides; undefined where it decides nothing. */
  readonly spec?: SpecRule | undefined;
};

export type LaneTier = {
  readonly name: string;
  /** One grey line above the steps; for a tier without steps all there is to say. */
  readonly words: Sentence;
  readonly steps: readonly LaneStep[];
  /** Begins a checkpoint, where a side has several: its name and what it does. */
  readonly heading?: { readonly words: Sentence; readonly badge: Badge } | undefined;
};

export type Badge = { readonly tone: Tone; readonly text: string };

/** One side of the path: leaving the source, or entering the destination. */
export type Lane = {
  readonly direction: Direction;
  /** ``Leaving `batch` `` */
  readonly title: Sentence;
  readonly gate: LaneGate;
  readonly verdict: 'allowed' | 'denied' | 'undetermined';
  readonly badge: Badge;
  /** Something on this side looks at the flow, if only to let it pass. */
  readonly hasGate: boolean;
  readonly tiers: readonly LaneTier[];
};

/** A statement that speaks of this path. */
export type WantedBy = {
  readonly verdict: 'allowed' | 'denied';
  readonly holds: boolean;
  /** Free text of the statement. */
  readonly because: string | undefined;
  readonly place: Place;
};

/** A passage to light up in the editor. */
export type ExplainedLines = { readonly place: Place; readonly tone: 'closest' | 'decided' | 'missed' };

/** Why a path is open or shut. */
export type Explanation = {
  readonly path: PathRef;
  readonly from: ExplainedEnd;
  readonly to: ExplainedEnd;
  /** `TCP 8080`. */
  readonly port: string;
  readonly verdict: 'allowed' | 'denied' | 'undetermined';
  /** An allowed path of which a proxy lets only this through; undefined where it lets everything. */
  readonly conditions: readonly string[] | undefined;
  /** What the line between the two says for this port; undefined where nothing is drawn. */
  readonly meaning: Meaning | undefined;
  /** The one sentence. */
  readonly sentence: Sentence;
  /** What must be known besides: pods that differ, a port that nobody declares. */
  readonly notes: readonly Sentence[];
  readonly wanted: readonly WantedBy[];
  /** Leaving, then entering. */
  readonly lanes: readonly [Lane, Lane];
  readonly lines: readonly ExplainedLines[];
  /** Something that the verdict rests on is shown from before this edit. */
  readonly stale: boolean;
  /** What a change could do here: `open` a denied path, `close` an allowed one. */
  readonly change: 'open' | 'close' | 'none';
};
