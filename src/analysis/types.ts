import type { CniTitle } from '../cni/cni';
import type { StatementResult, StatementStatus } from '../expectations/types';
import type { Connection, IndexSet } from '../evaluator/types';
import type { FlowDetails, FlowEnd } from '../model/flow';
import type { Action, Direction, SpecRule } from '../model/policy';
import type { Origin } from '../model/origin';
import type { PortSet } from '../model/ports';
import type { PolicyDocument, Snapshot } from '../snapshot/types';
import type { Severity } from '../yaml/types';

/** A place in a file, ready to show and to jump to. Lines and columns are 1-based, offsets UTF-16. */
export type Place = {
  readonly file: string;
  readonly fileName: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly start: number;
  readonly end: number;
};

/** What a line between two ends says. */
export type Meaning = 'works' | 'blocked' | 'unwanted' | 'admitted' | 'depends' | 'unguarded';

/** One meaning of a pair of ends, with its ports. */
export type PathMeaning = {
  readonly meaning: Meaning;
  readonly ports: PortSet;
  /** Where it is blocked: the gates that are shut for it. Empty for other meanings. */
  readonly at: readonly Direction[];
  /** Why it depends, in words; empty for other meanings. */
  readonly condition: string;
  /** Ports of it by which a proxy lets only some of what is asked through; absent where there are none. */
  readonly conditional?: PortSet;
};

export type GateView = {
  readonly state: 'open' | 'guarded' | 'shut' | 'not enforced';
  /** Rules that admit somebody. */
  readonly rules: number;
};

/** A workload as a card shows it. */
export type WorkloadSummary = {
  /** `kind/namespace/name`. */
  readonly id: string;
  /** Number of the end in the evaluator. */
  readonly end: number;
  readonly kind: string;
  /** kubectl's short kind: `deploy`, `sts`, `ds`, `rs`, `rc`, `job`, `cronjob`, `pod`. */
  readonly shortKind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: readonly (readonly [string, string])[];
  /** Only labels whose keys some selector uses. */
  readonly usedLabels: readonly (readonly [string, string])[];
  /** `8080`, `53 UDP`, sorted; with the name where there is one. */
  readonly ports: readonly { readonly port: number; readonly protocol: string; readonly name?: string }[];
  /** Live pods; 0 where only a template is known. */
  readonly pods: number;
  readonly inferred: boolean;
  readonly hostNetwork: boolean;
  readonly ingress: GateView;
  readonly egress: GateView;
  /** Statements about it that fail. */
  readonly failing: number;
  /** Statements about it that want it shut: all of them hold, or some leak; undefined without any. */
  readonly wantedShut: 'holds' | 'leaks' | undefined;
  /** A document that it depends on is shown from before this edit. */
  readonly stale: boolean;
  /** Policies that would select it but that the CNI does not enforce. */
  readonly notEnforced: number;
  readonly place: Place | undefined;
  /** Workloads with equal keys may fold into one card: same namespace, kind, template and expectations. */
  readonly foldKey: string;
};

export type NamespaceSummary = {
  readonly name: string;
  readonly labels: readonly (readonly [string, string])[];
  readonly inferred: boolean;
  readonly workloads: number;
  readonly policies: number;
  readonly place: Place | undefined;
};

/**
 * `named` by Settings · `set`: addresses of a NetworkSet, GlobalNetworkSet or CiliumCIDRGroup · `entity`: an identity that
 * the CNI reserves. The last three are no addresses, and there only where a policy names them.
 */
export type OutsideKind = 'internet' | 'cidr' | 'named' | 'set' | 'domain' | 'entity' | 'node';

/** A card outside the cluster. */
export type OutsideSummary = {
  /**
   * `outside/NAME or CIDRS`, stable over edits that do not touch its addresses; `entity:NAME`, `node:NAME` or
   * `fqdn:NAME` of what policies tell by name.
   */
  readonly id: string;
  readonly end: number;
  readonly kind: OutsideKind;
  /** `Internet`, the name, or the CIDR. */
  readonly title: string;
  /** Second line: CIDRs as far as they fit; empty where the title says all. */
  readonly detail: string;
  readonly cidrs: readonly string[];
};

export type PolicySummary = {
  /** `dialect kind namespace/name`. */
  readonly key: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly state: PolicyDocument['state'];
  readonly isolates: readonly Direction[];
  readonly rules: number;
  /** Ids of workloads that it selects: at most 50 of them, and how many in all. */
  readonly selects: readonly string[];
  readonly selected: number;
  readonly place: Place;
};

export type StatementSummary = {
  /** `file id:document:index`. */
  readonly id: string;
  readonly name?: string;
  readonly verdict: 'allowed' | 'denied';
  readonly from: string;
  readonly to: string;
  readonly ports: string;
  readonly because?: string;
  readonly status: StatementStatus;
  readonly reason?: string;
  /** The first pair that fails, else the first: what a click shows. */
  readonly example: PathRef | undefined;
  readonly pairs: number;
  readonly failingPairs: number;
  readonly place: Place;
};

/**
 * A path named by its ends' ids, and one port of it. An end may also be one that the picture has no card for:
 * `entity:NAME`, `node:NAME` or `fqdn:NAME`.
 */
export type PathRef = {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  /** Of protocols without ports an `otherPort`. */
  readonly port: number;
  /** What is asked of it besides, such as an HTTP request. */
  readonly details?: FlowDetails;
};

/** A diagnostic ready to show: what to fix can be asked for by `code` and place. */
export type Problem = {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly field?: string;
  readonly place: Place;
};

/** All that the screen needs to know of one revision at once. Details are asked for. */
export type Summary = {
  readonly revision: number;
  readonly cni: string;
  /** Every CNI that can be chosen, in the order of a menu. */
  readonly cnis: readonly CniTitle[];
  /** How many options the chosen CNI has that change verdicts. */
  readonly options: number;
  /** False where the CNI enforces no policy at all. */
  readonly enforces: boolean;
  readonly namespaces: readonly NamespaceSummary[];
  readonly workloads: readonly WorkloadSummary[];
  readonly outside: readonly OutsideSummary[];
  readonly services: readonly { readonly namespace: string; readonly name: string; readonly ports: string }[];
  readonly policies: readonly PolicySummary[];
  readonly statements: readonly StatementSummary[];
  readonly problems: readonly Problem[];
  readonly stale: readonly Place[];
  readonly classes: number;
  readonly notEnforced: number;
  readonly unused: readonly { readonly kind: string; readonly count: number }[];
  /** Milliseconds from text to verdicts. */
  readonly milliseconds: number;
};

/** The result of `analyze`: one revision and the questions that can be asked of it. */
export interface Analysis {
  readonly snapshot: Snapshot;
  readonly summary: Summary;
  readonly statements: readonly StatementResult[];
  /** How many ends there are: those of the evaluator, then those that policies tell by name. */
  readonly ends: number;
  /** All flows from one end to another, as `Evaluator.connection`, of all ends. */
  connection(from: number, to: number): Connection;
  /** All destinations of one end, as `Evaluator.reaches`, of all ends. */
  reaches(from: number): readonly { readonly to: IndexSet; readonly connection: Connection }[];
  /** The flow end of an end that policies tell by name; undefined for one that the evaluator numbers. */
  namedEnd(end: number): FlowEnd | undefined;
  /** Ends that a policy in force selects, by its index: workloads, then nodes and identities that it polices. */
  subjects(policy: number): readonly number[];
  /**
   * Ends that the peers of a rule of a policy in force hold, by their indexes, whatever its ports; undefined where the
   * peers of the policies themselves tell, as NetworkPolicy's do.
   */
  held(policy: number, direction: Direction, rule: number): readonly number[] | undefined;
  /** What proxies demand between two ends on the first of these ports on which they do, in words. */
  conditions(from: number, to: number, ports: PortSet): readonly string[];
  /** Id of an end (`kind/namespace/name`, `outside/…` or `entity:NAME`), by its number. */
  endId(end: number): string;
  /** Number of an end by its id; undefined where there is none in this revision. */
  endOf(id: string): number | undefined;
  /** What the line from one end to another says, worst first; empty where nothing is to be said. */
  meanings(from: number, to: number): readonly PathMeaning[];
  /** All ends with something to say from one end, unguarded ones only if asked for. */
  meaningsFrom(
    from: number,
    options: { readonly unguarded: boolean },
  ): readonly { readonly to: number; readonly meanings: readonly PathMeaning[] }[];
  /** By which numbered rule of its dialect a policy does something; undefined where none says it. */
  specRule(dialect: string, does: Action | 'isolate'): SpecRule | undefined;
  /** The place of an origin; its nearest enclosing place where the path itself is not in the text. */
  place(origin: Origin, part?: 'key' | 'value' | 'entry'): Place;
}
