import type { Direction } from '../model/policy';
import type { Span, TextEdit } from '../yaml/types';

// All offsets are UTF-16 offsets in the text of the file that was asked about.

/** What a proposal stands for; decides its icon and its place among the others. */
export type CompletionKind = 'field' | 'value' | 'label' | 'name' | 'port' | 'snippet';

/** One proposal. The list is in the order in which it is to be shown. */
export type CompletionItem = {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label, plain text: the type of a field, who carries a label. */
  readonly detail: string;
  /** Markdown; empty where there is nothing more to say. */
  readonly doc: string;
  /** What is written in place of `start` to `end`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** True where accepting it should open the list again (a field whose values are known). */
  readonly again?: boolean;
};

/** What is said of the place under the pointer. User texts in it are escaped. */
export type Hover = Span & {
  /** Paragraphs in Markdown, without HTML. */
  readonly markdown: readonly string[];
};

/** A piece of a sentence; names are the user's own and are shown as such. */
export type LensPart = { readonly text: string; readonly name?: true };

/** A line of words above a line of text. */
export type Lens = {
  /** Where the text begins that it is about; it stands above that line and is indented like it. */
  readonly start: number;
  readonly about: 'policy' | 'rule' | 'object';
  readonly parts: readonly LensPart[];
  /** `warning`: something is off, such as a selector that selects nothing. `quiet`: has no effect. */
  readonly tone: 'plain' | 'warning' | 'quiet';
  /** Key of the policy; undefined where the document is not one of the snapshot's. */
  readonly policy?: string;
  /** Ids of the workloads it names, all of them. */
  readonly workloads: readonly string[];
  /** The part of the text that has no effect and is shown so. */
  readonly dimmed?: Span;
  /** In this part of the text earlier lenses and shapes still hold: its last accepted version is in force. */
  readonly keeps?: Span;
};

/** An entry of the outline. */
export type OutlineItem = Span & {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'namespace' | 'workload' | 'service' | 'policy' | 'rule' | 'wanted' | 'other';
  /** The name's own place. */
  readonly at: Span;
  readonly children: readonly OutlineItem[];
};

/** A ready edit for something that is wrong at a place. */
export type QuickFix = Span & {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Code of the diagnostic that it repairs; undefined where none is needed. */
  readonly code?: string;
  /** The one that most likely is meant. */
  readonly preferred: boolean;
};

/** A label that a selector asks for, beside what is there. */
export type NearMiss = {
  readonly key: string;
  /** As written: `app=frontend`, or a key alone. */
  readonly wanted: string;
  /** What workloads or namespaces carry instead: `app=front-end`. */
  readonly actual: string;
  /** Names of those that carry it: at most five, and how many in all. */
  readonly carriers: readonly string[];
  readonly carried: number;
  readonly edits: readonly TextEdit[];
};

/** The selector around a place and whom it matches now. */
export type SelectorMatch = Span & {
  /** `subject` of a policy, `peer` of a rule, `other` (Services, workloads). */
  readonly role: 'subject' | 'peer' | 'other';
  /** Ids of the workloads of which it matches at least one pod. */
  readonly workloads: readonly string[];
  /** Names of the namespaces it matches, where it selects namespaces. */
  readonly namespaces: readonly string[];
  /** Only where nothing matches. */
  readonly nearMisses: readonly NearMiss[];
};

/** One condition of a peer. Conditions of one peer are ANDed. */
export type ShapePart = Span & {
  readonly title: 'pods' | 'namespaces' | 'CIDR' | 'peer' | 'everyone' | 'nobody';
  /** A selector in kubectl's notation, `every pod`, a CIDR with its exceptions; empty where the title says all. */
  readonly text: string;
};

/** One peer: a box. Boxes of one rule are ORed. */
export type ShapePeer = Span & { readonly parts: readonly ShapePart[] };

/** The peers of one rule as nested boxes. */
export type Shape = Span & {
  readonly direction: Direction;
  /** From 0. */
  readonly rule: number;
  readonly peers: readonly ShapePeer[];
};
