import type { Cluster } from '../model/cluster';
import type { DialectObject } from '../dialects/dialect';
import type { Policy } from '../model/policy';
import type { Arrangement } from '../model/tier';

/** What enforces policies in a cluster. */
export type Cni = {
  readonly name: string;
  /** As people call it: `Kubernetes reference`. */
  readonly title: string;
  /** One sentence on what it enforces, for the menu. */
  readonly about: string;
  /** Names of the dialects that it enforces. */
  readonly enforces: readonly string[];
  /** What the evaluator walks. The policies are those of the dialects that it enforces. */
  readonly arrange: (
    policies: readonly Policy[],
    cluster: Cluster,
    objects: readonly DialectObject[],
  ) => Arrangement;
};
