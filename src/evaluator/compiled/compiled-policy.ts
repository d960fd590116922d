import type { Policy } from '../../model/policy';
import type { PortList } from './port-lists';

export type CompiledRule = {
  readonly any: boolean;
  /** Numbers of the peer sets that it admits. */
  readonly sets: readonly number[];
  /** Number of its block of addresses, if it names addresses. */
  readonly block: number | undefined;
  readonly ports: PortList;
};

export type CompiledSide = { readonly applies: boolean; readonly rules: readonly CompiledRule[] };

export type CompiledPolicy = {
  /** Never given twice in one world. */
  readonly serial: number;
  readonly policy: Policy;
  /** Units that it selects, those of the host network included. */
  readonly selected: Int32Array;
  /** Units that it has an effect on. */
  readonly guarded: Int32Array;
  readonly ingress: CompiledSide;
  readonly egress: CompiledSide;
};
