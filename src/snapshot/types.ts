import type { Cni, CniTitle } from '../cni/cni';
import type { Dialect, Surroundings } from '../dialects/dialect';
import type { Evaluator } from '../evaluator/types';
import type { StatementResult } from '../expectations/types';
import type { Cluster } from '../model/cluster';
import type { Policy, PolicyRef } from '../model/policy';
import type { Origin } from '../model/origin';
import type { Resource } from '../resources/resource';
import type { Diagnostic, SourceFile, YamlDocument } from '../yaml/types';

/** The lists that `registry.ts` names. */
export type Registry = {
  readonly dialects: readonly Dialect[];
  /** The first is the default. */
  readonly cnis: readonly Cni[];
  /** Of every CNI that can be chosen, whether its code is here or not, in the order of a menu. */
  readonly titles: readonly CniTitle[];
};

/** A policy document as the snapshot sees it, in force or not. */
export type PolicyDocument = {
  readonly ref: PolicyRef;
  readonly origin: Origin;
  /** Index in `Evaluator.policies`; undefined where it is not in force. */
  readonly index: number | undefined;
  /** As accepted; undefined where it was refused or no dialect here reads it. */
  readonly policy: Policy | undefined;
  /**
   * `in force` · `not enforced` by the chosen CNI · `refused` by the API server · `stale`: its last accepted version
   * of this sitting is in force instead of the text · `shadowed`: a later document has the same name.
   */
  readonly state: 'in force' | 'not enforced' | 'refused' | 'stale' | 'shadowed';
};

/** One revision of a workspace, computed. */
export type Snapshot = {
  readonly revision: number;
  readonly files: readonly SourceFile[];
  /** Documents of each file, by file id. */
  readonly documents: ReadonlyMap<string, readonly YamlDocument[]>;
  readonly resources: readonly Resource[];
  readonly cluster: Cluster;
  readonly cni: Cni;
  /** What the policies were read under. */
  readonly around: Surroundings;
  readonly policies: readonly Policy[];
  readonly policyDocuments: readonly PolicyDocument[];
  readonly evaluator: Evaluator;
  /** Results of every statement of every Expectations document. */
  readonly statements: readonly StatementResult[];
  /** Of reading, decoding and validation; sorted by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Origins (documents) whose last accepted version stands in for the text. */
  readonly stale: readonly Origin[];
  /** Kinds that were read but have no use here, with how often. */
  readonly unused: readonly { readonly kind: string; readonly count: number }[];
  /** Milliseconds of each step. */
  readonly timings: Readonly<Record<'parse' | 'decode' | 'evaluate' | 'expectations', number>>;
};
