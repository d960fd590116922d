import type { PortSet } from '../model/ports';

/** What a row says of its two ends. Rows that say the same share one answer. */
export type Answer = {
  /** What some pods of the two ends can do. */
  readonly ports: PortSet;
  /** Pods of an end differ: not all of `ports` holds for all of them. */
  readonly partial: boolean;
  /** Those of `ports` on which a proxy lets only some of what is asked through. */
  readonly conditional: PortSet;
  /** What cannot be known. */
  readonly undetermined: PortSet;
};

/** Who reaches whom: ends as `namespace/name[Kind]`, or a range of outside addresses. */
export type Row = { readonly from: string; readonly to: string; readonly answer: Answer };
