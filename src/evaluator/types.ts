import type { Address, Cidr } from '../model/address';
import type { Flow } from '../model/flow';
import type { Direction, Policy } from '../model/policy';
import type { PortSet } from '../model/ports';
import type { Trace, Verdict } from '../model/verdict';

/** Addresses outside the cluster's pods that every policy treats alike; several ranges can be one part. */
export type OutsidePart = {
  /** Stable over edits that do not touch its addresses: its ranges as text. */
  readonly id: string;
  /** Sorted, disjoint, IPv4 before IPv6; first and last are included. */
  readonly ranges: readonly { readonly first: Address; readonly last: Address }[];
  /** The same as the fewest CIDRs. */
  readonly cidrs: readonly Cidr[];
  /** One address of each family that occurs. */
  readonly representatives: readonly Address[];
  /** Not one CIDR of any policy or named outside address lies in it: the rest of the internet. */
  readonly rest: boolean;
};

/** What can be told of all flows from one end to another; dual-stack pods use the addresses that they prefer. */
export type Connection = {
  /** Ports that both gates let through, for every pair of pods (of live pods and addresses) of the two ends. */
  readonly allowed: PortSet;
  /** The part of `allowed` in which a rule admits at an isolated gate; the rest is open since nothing isolates. */
  readonly admitted: PortSet;
  /** Ports whose verdict cannot be known for some pair and that are not `partial`, and why. */
  readonly undetermined: PortSet;
  readonly reasons: readonly string[];
  /** Ports known to be allowed for some pairs of pods of the two ends and known to be denied for others. */
  readonly partial: PortSet;
  /** Ports that some pair gets through by only under conditions of a proxy (HTTP, DNS, server names). */
  readonly conditional?: PortSet;
};

/** How a gate stands in general. `guarded`: isolated, with `rules` that admit. `shut`: isolated, nobody admitted. */
export type GateSummary = {
  readonly state: 'open' | 'guarded' | 'shut' | 'not enforced';
  /** Rules that admit somebody, over all policies that select the pods. */
  readonly rules: number;
  /** Indexes of the policies that isolate it. */
  readonly isolatedBy: readonly number[];
  /** Where policies apply that isolate nobody: those of them that do. Absent where all do. */
  readonly isolating?: readonly number[];
  /** Pods of the workload differ; the summary is then of the first. */
  readonly differs: boolean;
};

/** A set of small integers. */
export interface IndexSet {
  has(index: number): boolean;
  readonly size: number;
  forEach(visit: (index: number) => void): void;
  /** How many of `other` are in this set. */
  overlap(other: IndexSet): number;
}

/**
 * Verdicts of one cluster under one set of policies. Ends are numbered: workloads first, in the order of
 * `Cluster.workloads`, then outside parts.
 */
export interface Evaluator {
  readonly policies: readonly Policy[];
  readonly outside: readonly OutsidePart[];
  /** Workloads plus outside parts. */
  readonly ends: number;
  /** How many classes of pods there are (AU-1). */
  readonly classes: number;
  /** The verdict with its story, by the small, obvious evaluator. */
  trace(flow: Flow): Trace;
  /** The verdict by the compiled evaluator; always equal to that of `trace`. */
  verdict(flow: Flow): { readonly verdict: Verdict; readonly egress: Verdict; readonly ingress: Verdict };
  /** All flows from one end to another; between outside ends nothing is known, so nothing is allowed. */
  connection(from: number, to: number): Connection;
  /** All destinations of one end, those with equal connections together; ends with nothing allowed are left out. */
  reaches(from: number): readonly { readonly to: IndexSet; readonly connection: Connection }[];
  gate(workload: number, direction: Direction): GateSummary;
  /** Indexes of the policies that select pods of the workload in this direction. */
  applying(workload: number, direction: Direction): readonly number[];
  /** Workloads of which the policy selects at least one pod. */
  subjects(policy: number): IndexSet;
  /** Workloads that a selector-like peer (policy, direction, rule, peer) matches at least one pod of. */
  peerWorkloads(policy: number, direction: Direction, rule: number, peer: number): IndexSet;
}
