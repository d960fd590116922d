import type { OptionValue, WorkloadKind } from '../model/cluster';
import type { Origin } from '../model/origin';
import type { Direction } from '../model/policy';
import type { PortSet, Protocol } from '../model/ports';
import type { TextEdit } from '../yaml/types';

/** One end of a wished or unwished path. */
export type PlanEnd =
  /** One card, or a folded card with several workloads; `Workload.id`s. */
  | { readonly kind: 'workloads'; readonly ids: readonly string[] }
  /** The namespace box: every pod of it, today's and tomorrow's (SEL-6). */
  | { readonly kind: 'namespace'; readonly name: string }
  /** A named outside address of Settings. */
  | { readonly kind: 'outside'; readonly name: string }
  /** Address ranges as text, each a CIDR: those of an outside card, or what the person typed. */
  | { readonly kind: 'cidrs'; readonly cidrs: readonly string[] }
  /** All addresses but those of pods, nodes and Services. */
  | { readonly kind: 'internet' };

/** What the planner is asked. Ports are the pods' own ports, never those of a Service. */
export type PlanRequest = {
  /** `open`: make these flows allowed. `close`: make them denied. */
  readonly kind: 'open' | 'close';
  readonly from: PlanEnd;
  readonly to: PlanEnd;
  /** `every`: every port of every protocol. */
  readonly ports: PortSet | 'every';
  /** The box that adds DNS where an edit newly isolates a pod for egress (DR-9). Absent means ticked. */
  readonly dns?: boolean;
  /** Write the wish down in (or take it out of) an Expectations document too. Absent means yes. */
  readonly expectation?: boolean;
};

/** A port to offer for a destination: declared by its containers, nearest to the top the most common. */
export type PortOffer = {
  readonly protocol: Protocol;
  readonly port: number;
  readonly name?: string;
  /** Of the Services that lead to it: `api:80`. */
  readonly services: readonly string[];
};

/** A file that a step makes. The workspace gives it an id. */
export type NewFile = { readonly name: string; readonly text: string };

/** What one undo step writes. Edits are against the revision that was planned on. */
export type Step = { readonly edits: readonly TextEdit[]; readonly newFiles: readonly NewFile[] };

/** A step, or why there can be none. */
export type StepResult =
  | { readonly ok: true; readonly step: Step; readonly diff: readonly FileDiff[]; readonly title: string }
  | { readonly ok: false; readonly reason: string };

export type DiffLine = {
  readonly kind: 'context' | 'added' | 'removed';
  /** Line number from 1: in the old text for `removed`, else in the new one. */
  readonly line: number;
  readonly text: string;
};

export type DiffHunk = { readonly lines: readonly DiffLine[] };

/** What a step does to one file, with one line of context. */
export type FileDiff = {
  /** File id; undefined for a file that the step makes. */
  readonly file?: string;
  readonly name: string;
  /** The place in words: `backend · rule 1`; empty where there is none to name. */
  readonly about: string;
  readonly hunks: readonly DiffHunk[];
  readonly added: number;
  readonly removed: number;
};

/** An end of a changed path. */
export type ChangeEnd =
  | {
      readonly kind: 'workload';
      /** `Workload.id`. */
      readonly id: string;
      readonly namespace: string;
      readonly name: string;
    }
  /** Outside addresses; `id` names the ranges, `name` is for people: `192.0.2.0/24`, `the rest of the internet`. */
  | { readonly kind: 'outside'; readonly id: string; readonly name: string };

/** Ports of one pair of ends whose verdict changes. */
export type Change = {
  readonly from: ChangeEnd;
  readonly to: ChangeEnd;
  /** Denied before, allowed after. */
  readonly opened: PortSet;
  /** Allowed before, denied after. */
  readonly closed: PortSet;
  /** Known before, undetermined after, or the other way round. */
  readonly unclear: PortSet;
};

/** Ports of one pair of ends, for lists of what else opens or closes. */
export type ChangedPath = {
  readonly from: ChangeEnd;
  readonly to: ChangeEnd;
  readonly ports: PortSet;
  /** `TCP 8080`, `every port`. */
  readonly portsText: string;
};

/** A statement that holds now and would no longer hold. */
export type BrokenStatement = { readonly origin: Origin; readonly sentence: string };

export type Note = { readonly severity: 'warning' | 'info'; readonly text: string };

/** The kind of edit, for icons and for choosing words. */
export type Way =
  /** Nothing but the expectation is written. */
  | 'only expectation'
  | 'peer in rule'
  | 'ports in rule'
  | 'rule in policy'
  | 'new policy'
  /** Both gates are edited in different ways. */
  | 'several'
  | 'isolate workload'
  | 'default deny'
  | 'allow dns'
  | 'remove peer'
  | 'remove ports'
  | 'remove rule'
  | 'narrow peer'
  /** A mistake is repaired in place. */
  | 'repair';

/**
 * Compared left to right, smaller is better (AU-7). `extraPairs`, `extraFlows`: opened (when closing: closed)
 * beyond the wish. `collateral…`: what changes the other way. `width`: 0 labels in a named namespace, 1 all of one
 * namespace, 2 several or all namespaces, 3 a larger CIDR than wished, 4 anyone.
 */
export type Cost = {
  readonly broken: number;
  readonly extraPairs: number;
  readonly extraFlows: number;
  readonly collateralPairs: number;
  readonly collateralFlows: number;
  readonly width: number;
  readonly evidence: 0 | 1;
  readonly lines: number;
  readonly shape: number;
  readonly locality: number;
  readonly text: string;
};

/** A proven edit: its text was applied to a copy and evaluated (AU-8). */
export type Candidate = Step & {
  /** Stable for equal texts and requests. */
  readonly id: string;
  readonly way: Way;
  /** Names of objects stand in backticks: ``New policy `api-from-batch` ``. */
  readonly title: string;
  /** What it does, as one sentence, names in backticks. */
  readonly sentence: string;
  readonly diff: readonly FileDiff[];
  /** Of all diffs. */
  readonly linesAdded: number;
  readonly linesRemoved: number;
  /** The wished paths whose verdict changes as wished. */
  readonly wished: readonly ChangedPath[];
  /** Beyond the wish; the first 200 of each. */
  readonly opened: readonly ChangedPath[];
  readonly closed: readonly ChangedPath[];
  /** How many pairs of ends open and close beyond the wish. */
  readonly openedCount: number;
  readonly closedCount: number;
  /** Beyond the wish: their verdict can no longer be told, or can be told now. */
  readonly unclear: readonly ChangedPath[];
  readonly broken: readonly BrokenStatement[];
  /** Gates that nothing isolated before and something isolates after. */
  readonly isolates: readonly { readonly workload: string; readonly direction: Direction }[];
  /** Whether DNS rules are part of it: `offered` means that the box is not ticked and DNS would stop. */
  readonly dns: 'not needed' | 'included' | 'offered';
  readonly notes: readonly Note[];
  readonly width: 0 | 1 | 2 | 3 | 4;
  readonly cost: Cost;
};

/**
 * `nothingToDo`: the text already says so. `candidates`: best first. `ask`: no edit of policies is needed, since a
 * gate is open; the candidates are the possible answers, the first is the default. `refused`: `reasons` say why.
 */
export type Plan = {
  readonly state: 'nothingToDo' | 'candidates' | 'ask' | 'refused';
  readonly candidates: readonly Candidate[];
  /** Plain sentences, names in backticks. */
  readonly reasons: readonly string[];
  /** Places that were not tried. */
  readonly untried: number;
};

/** A ready-made set of policies for one namespace. */
export type TemplateRequest =
  | {
      readonly kind: 'default deny';
      readonly namespace: string;
      /** One or both. */
      readonly directions: readonly Direction[];
      /** Add the DNS rule too where egress is denied and DNS would stop. Absent means yes. */
      readonly dns?: boolean;
    }
  | { readonly kind: 'allow dns'; readonly namespace: string };

/** A port as the inspector writes it. */
export type PortSpec = {
  readonly name?: string;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
};

/** An object of the cluster that the inspector edits. */
export type ClusterObject =
  | { readonly kind: 'namespace'; readonly name: string }
  /** `Workload.id`. */
  | { readonly kind: 'workload'; readonly id: string };

/** A change of a document of the cluster (or the removal of any document). */
export type ClusterEdit =
  | { readonly kind: 'add namespace'; readonly name: string; readonly labels?: ReadonlyMap<string, string> }
  | {
      readonly kind: 'add workload';
      readonly workload: WorkloadKind;
      readonly namespace: string;
      readonly name: string;
      /** Of its pods; empty: `app: NAME`. */
      readonly labels: ReadonlyMap<string, string>;
      readonly ports: readonly PortSpec[];
      readonly image: string;
      readonly replicas?: number;
    }
  | { readonly kind: 'add outside'; readonly name: string; readonly cidrs: readonly string[] }
  | { readonly kind: 'set label'; readonly of: ClusterObject; readonly key: string; readonly value: string }
  | { readonly kind: 'remove label'; readonly of: ClusterObject; readonly key: string }
  | { readonly kind: 'rename label'; readonly of: ClusterObject; readonly key: string; readonly to: string }
  | { readonly kind: 'add port'; readonly workload: string; readonly port: PortSpec }
  /** `container` and `index` as in the pod's document: the n-th declared port of the workload, from 0. */
  | { readonly kind: 'set port'; readonly workload: string; readonly index: number; readonly port: PortSpec }
  | { readonly kind: 'remove port'; readonly workload: string; readonly index: number }
  | { readonly kind: 'set replicas'; readonly workload: string; readonly replicas: number }
  | { readonly kind: 'rename'; readonly of: ClusterObject; readonly name: string }
  /** Removes the whole document (or the item of a List) at this origin: a policy, a workload, a namespace. */
  | { readonly kind: 'remove document'; readonly origin: Origin }
  /** Removes one statement of an Expectations document. */
  | { readonly kind: 'remove statement'; readonly origin: Origin }
  /** Sets `spec.cni` of Settings (made if missing). */
  | { readonly kind: 'set cni'; readonly cni: string }
  /** Sets `spec.options.NAME` of Settings (made if missing); without a value the option is taken out. */
  | { readonly kind: 'set option'; readonly name: string; readonly value?: OptionValue };
