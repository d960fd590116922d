import type { PathRef } from './types';

/** What another CNI changes of the same texts. */
export type CniChange = {
  readonly from: CniName;
  readonly to: CniName;
  /** Pairs of ends with another verdict on some port, those of `aside` not counted. */
  readonly pairs: number;
  /** False where there are too many ends to compare them all: there may be more pairs then. */
  readonly isComplete: boolean;
  /** The first few of them. */
  readonly examples: readonly CniPair[];
  /** Clauses that go after `under Cilium 1.20`, names in backticks. */
  readonly reasons: readonly string[];
  /** Pairs that differ only on ports that one of the two CNIs decides alone. */
  readonly aside?: { readonly pairs: number; readonly ports: string; readonly text: string };
  /** Policies that counted before and are not enforced now. */
  readonly ceases: readonly EnforcementChange[];
  readonly begins: readonly EnforcementChange[];
};

export type CniName = { readonly name: string; readonly title: string };

/** Ports in words; empty where there are none. */
export type CniPair = {
  readonly from: string;
  readonly to: string;
  readonly fromTitle: string;
  readonly toTitle: string;
  /** One of the ports that differ, to be explained. */
  readonly path: PathRef;
  readonly opened: string;
  readonly closed: string;
  readonly unclear: string;
};

export type EnforcementChange = {
  readonly kind: string;
  readonly count: number;
  /** The first few: `namespace/name`, or the name alone. */
  readonly names: readonly string[];
};
