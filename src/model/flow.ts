import type { Address } from './address';
import type { Protocol } from './ports';

/** One end of a flow: a pod by its index, or an address that may turn out to be a pod's or a node's. */
export type FlowEnd =
  { readonly kind: 'pod'; readonly pod: number } | { readonly kind: 'address'; readonly address: Address };

/** One connection that is opened, or the first packet of one. `port` is the destination's, after Service translation. */
export type Flow = {
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly protocol: Protocol;
  /** 0 for protocols without ports. */
  readonly port: number;
  /** Which addresses of dual-stack pods are used. */
  readonly family?: 4 | 6;
};
