import type { Meaning, OutsideKind, PathRef } from '../analysis/types';
import type { Direction } from '../model/policy';

/** World units: 1 px at zoom 1, y downwards. */
export type Point = { readonly x: number; readonly y: number };
export type Rect = Point & { readonly width: number; readonly height: number };

/** What the person has chosen; structurally the workspace's selection. */
export type GraphSelection =
  | { readonly kind: 'none' }
  | { readonly kind: 'workload'; readonly id: string }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'outside'; readonly id: string }
  | { readonly kind: 'path'; readonly path: PathRef }
  | { readonly kind: 'policy'; readonly key: string };

/**
 * Where everything was put, to be given back with the next request so that edits move nothing. Plain pairs, since ids
 * are the user's words.
 */
export type Arrangement = {
  /** Column and row of a card in its namespace. */
  readonly slots: readonly (readonly [id: string, column: number, row: number])[];
  /** Upper left corner of a namespace (by name) or an outside card (by id), before anything was dragged. */
  readonly corners: readonly (readonly [id: string, x: number, y: number])[];
};

export type GraphRequest = {
  /** Dragged things by `kind/namespace/name`, `namespace/NAME`, `outside/…`: their upper left corners. */
  readonly positions: Readonly<Record<string, Point>>;
  /** Of the last view of this workspace; undefined: arrange anew. */
  readonly arrangement: Arrangement | undefined;
  /** Namespaces that the person collapsed. */
  readonly collapsed: readonly string[];
  /**
   * Workloads of the largest picture that was shown; undefined once the person has collapsed or expanded anything. Many
   * more make an arrival, as a paste does, and a large arrival is drawn collapsed; fewer are an edit. Told by the
   * answer's own revision, since a picture may be asked for while a paste is still being read.
   */
  readonly shownWorkloads: number | undefined;
  /** Fold keys that the person unfolded. */
  readonly unfolded: readonly string[];
  /** Meanings to draw. The legend counts all of them. */
  readonly meanings: readonly Meaning[];
  readonly hiddenNamespaces: readonly string[];
  /** `overview` draws every namespace as one box in its place (zoom below 0.5). */
  readonly detail: 'full' | 'overview';
  readonly selection: GraphSelection;
  /** Paths that a candidate opens or closes. */
  readonly preview: { readonly opened: readonly PathRef[]; readonly closed: readonly PathRef[] } | undefined;
  /** Id of a bundle whose paths are wanted in `bundlePaths`. */
  readonly openBundle: string | undefined;
};

/** A gate as it is drawn. `stopped` and `unknown` speak of the shown path. */
export type DrawnGate = {
  readonly state: 'open' | 'guarded' | 'shut' | 'not enforced';
  /** In a guarded gate: number of rules, or `all`, `8/17` of a collapsed namespace. */
  readonly label: string;
  readonly flow: 'none' | 'stopped' | 'unknown';
};

/** `end`: an end of the shown path. `faded`: not part of what is chosen. */
export type Tone = 'normal' | 'faded' | 'end';

type Drawn = {
  /** Id of the workload (of a folded card: of its first), `namespace/NAME`, or `outside/…`, with ` to` behind it at the right. */
  readonly id: string;
  readonly rect: Rect;
  readonly tone: Tone;
  /** What a screen reader says. */
  readonly description: string;
  readonly selected: boolean;
  /** The chosen policy selects it; of a namespace, something in it. */
  readonly lit: boolean;
};

/** A workload, or several equal ones folded. */
export type CardNode = Drawn & {
  readonly kind: 'card';
  readonly namespace: string;
  readonly title: string;
  readonly workloadKind: string;
  readonly shortKind: string;
  /** `8080 9090`, `53 UDP`. */
  readonly ports: string;
  /** At most two label rows, and how many more there are. */
  readonly labels: readonly (readonly [key: string, value: string])[];
  readonly moreLabels: number;
  /** Ids of the workloads; more than one where folded. */
  readonly workloads: readonly string[];
  readonly foldKey: string;
  /** It was unfolded by the person and can be folded again. */
  readonly unfolded: boolean;
  readonly ingress: DrawnGate;
  readonly egress: DrawnGate;
  readonly inferred: boolean;
  readonly stale: boolean;
  readonly notEnforced: number;
  readonly failing: number;
  readonly wantedShut: 'holds' | 'leaks' | undefined;
};

/** Addresses outside: at the left those that send, at the right those that receive. */
export type OutsideNode = Drawn & {
  readonly kind: 'outside';
  readonly side: 'left' | 'right';
  /** Ids of the outside ends that it stands for. */
  readonly parts: readonly string[];
  readonly outsideKind: OutsideKind;
  readonly title: string;
  readonly detail: string;
};

/** A namespace with its cards in it. */
export type NamespaceNode = Drawn & {
  readonly kind: 'namespace';
  readonly name: string;
  /** `8 workloads`, `28 workloads in 4 cards`. */
  readonly count: string;
  /** Where it stands before its cards were dragged: what a drag of the whole namespace moves. */
  readonly origin: Point;
  readonly inferred: boolean;
};

/** A namespace drawn as one card, or, in an overview, as one box in its place. */
export type CollapsedNode = Drawn & {
  readonly kind: 'collapsed';
  readonly name: string;
  /** In its place and size, only for the time of the overview. */
  readonly overview: boolean;
  readonly origin: Point;
  /** `38 workloads · 21 policies`. */
  readonly count: string;
  /** The one fact that matters, its number first: `9`, `with an open gate`; the number may be empty. */
  readonly fact: readonly [number: string, words: string];
  readonly ingress: DrawnGate;
  readonly egress: DrawnGate;
  readonly inferred: boolean;
  readonly failing: number;
};

export type GraphNode = CardNode | OutsideNode | NamespaceNode | CollapsedNode;

/** Cubic curves joined: `x y`, then per curve `c1x c1y c2x c2y x y`. */
export type Curve = readonly number[];

/** A `preview` line is one that a candidate opens or closes. */
export type EdgeTone = 'normal' | 'faded' | 'shown';

/** `words`: `only some HTTP requests`. `letters`: how many of the label's name the ports that it is true of. */
export type GraphLimits = { readonly words: string; readonly letters: number };

/** A line between two cards or outside cards. */
export type GraphEdge = {
  /** `from to meaning`. */
  readonly id: string;
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  readonly meaning: Meaning | 'opens' | 'closes';
  /** `8080`, `53 UDP`, `GET /`; may be empty. */
  readonly label: string;
  /** A proxy lets only some of what is asked through, by all of its ports or by those that its label begins with. */
  readonly limits?: GraphLimits;
  /** Where on the curve the label has room (0 to 1); undefined: only on hover. */
  readonly labelAt: number | undefined;
  /** Gates that stop it. */
  readonly at: readonly Direction[];
  readonly tone: EdgeTone;
  readonly curve: Curve;
  /** Goes back around a box, since the destination stands to the left. */
  readonly around: boolean;
  /** One path of it, for explaining. */
  readonly path: PathRef;
  /** What a screen reader says. */
  readonly description: string;
};

/** The cross at a gate, where one or several lines are stopped. */
export type StopMark = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly count: number;
  readonly tone: EdgeTone;
  /** Edges that end here. */
  readonly edges: readonly string[];
};

export type Strand = {
  readonly meaning: Meaning;
  readonly count: number;
  readonly width: number;
  readonly curve: Curve;
};

/** The lines between two ends of which at least one is a collapsed namespace. */
export type GraphBundle = {
  /** `from to`. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly strands: readonly Strand[];
  /** Middle of the pill. */
  readonly pill: Point;
  readonly tone: EdgeTone;
  readonly description: string;
};

/** One line of a bundle, listed. */
export type BundlePath = {
  readonly fromTitle: string;
  readonly toTitle: string;
  readonly meaning: Meaning;
  readonly ports: string;
  /** `only some HTTP requests`, where a proxy lets no more through. */
  readonly limits: string | undefined;
  readonly path: PathRef;
};

/** `count` is undefined where counting would take long (unguarded lines of large pictures that are not shown). */
export type LegendEntry = {
  readonly meaning: Meaning;
  readonly count: number | undefined;
  readonly shown: boolean;
};

/** Everything the canvas draws. Nodes are in reading order: namespaces first, then cards by rows. */
export type GraphView = {
  readonly revision: number;
  /** Of the revision, drawn or not. */
  readonly workloads: number;
  readonly nodes: readonly GraphNode[];
  /** In drawing order: what is drawn last lies on top. */
  readonly edges: readonly GraphEdge[];
  readonly marks: readonly StopMark[];
  readonly bundles: readonly GraphBundle[];
  /** Meanings without a line are left out. */
  readonly legend: readonly LegendEntry[];
  /** Lines by which a proxy lets only some of what is asked through. */
  readonly limited: number;
  /** Names of the namespaces that are drawn collapsed (not those of an overview). */
  readonly collapsed: readonly string[];
  /** It was drawn collapsed because it is large and arriving. */
  readonly large: boolean;
  readonly arrangement: Arrangement;
  readonly bounds: Rect;
  /** Paths that are blocked or not wanted, in reading order; at most 200. */
  readonly mismatches: readonly PathRef[];
  readonly bundlePaths: { readonly paths: readonly BundlePath[]; readonly all: number } | undefined;
  readonly namespaces: readonly string[];
};
