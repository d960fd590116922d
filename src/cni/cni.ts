import type { Cluster, OptionValue } from '../model/cluster';
import type { DialectObject } from '../dialects/dialect';
import type { EngineOption } from '../model/engine-option';
import type { Policy } from '../model/policy';
import type { PortSet } from '../model/ports';
import type { Arrangement } from '../model/tier';

/** What is said of a CNI where one is chosen. */
export type CniTitle = {
  readonly name: string;
  /** As people call it: `Kubernetes reference`. */
  readonly title: string;
  /** One sentence on what it enforces, for the menu. */
  readonly about: string;
};

/** What enforces policies in a cluster. */
export type Cni = CniTitle & {
  /** Names of the dialects that it enforces. */
  readonly enforces: readonly string[];
  /** What the evaluator walks. The policies are those of the dialects that it enforces. */
  readonly arrange: (
    policies: readonly Policy[],
    cluster: Cluster,
    objects: readonly DialectObject[],
  ) => Arrangement;
  /**
   * Indexes of the workloads that a policy of its own dialect selects, enforced or not; undefined for the policies of
   * other dialects.
   */
  readonly subjects?: (policy: Policy, cluster: Cluster) => readonly number[] | undefined;
  /** Dialects that these options keep it from enforcing, with the name of the option. */
  readonly switchedOff?: (options: ReadonlyMap<string, OptionValue>) => ReadonlyMap<string, string>;
  /** The options that it reads, in the order of a form. */
  readonly options?: readonly EngineOption[];
  /** How it reads what every CNI reads in its own way, under these options. */
  readonly readings?: (options: ReadonlyMap<string, OptionValue>) => readonly CniReading[];
};

/** Something that CNIs read differently; what two of them say of one subject tells why verdicts differ. */
export type CniReading = {
  /**
   * `enforcement`: whether policies count at all. `blocks`: which ends an address block matches. `policy types`: rules of
   * directions that a NetworkPolicy does not list. `host network`: pods that share their node's network. `baseline`: what
   * baseline policies say of pods that a NetworkPolicy isolates. `calico ties`: Calico policies of one order.
   * `own ports`: what the CNI decides whatever policies say.
   */
  readonly of:
    'enforcement' | 'blocks' | 'policy types' | 'host network' | 'baseline' | 'calico ties' | 'own ports';
  /** A clause that goes after `under Cilium 1.20`. */
  readonly text: string;
  /** The ports that it decides alone; only of `own ports`. */
  readonly ports?: PortSet;
};
