import type { GateView, Meaning, PathRef } from '../analysis/types';
import type { Sentence } from './sentences';

export type MatrixSort = 'cluster' | 'name' | 'reaches' | 'reached by' | 'alike';

/** Part of a list: from index `first`, at most `count`. */
export type MatrixWindow = { readonly first: number; readonly count: number };

export type MatrixRequest = {
  readonly rows: MatrixWindow;
  readonly columns: MatrixWindow;
  readonly sort: MatrixSort;
  /** Grouped by namespace; the sort then orders within each. */
  readonly grouped: boolean;
  /** Workloads with equal fold keys are one row and one column. */
  readonly foldAlike: boolean;
  /** Namespaces that are one row and one column each. */
  readonly folded: readonly string[];
  /** Words that a name, namespace, kind or label (`app=api`) must contain; a row or column stays if all are met. */
  readonly filter: string;
  /** Only this port counts. */
  readonly port: { readonly protocol: string; readonly port: number } | undefined;
  /** A path whose cell is to be found. */
  readonly find: { readonly from: string; readonly to: string } | undefined;
};

/** A row or column. */
export type MatrixHead = {
  /** Id of the end; `namespace/NAME` of a folded namespace; the first end's id of alike ones. */
  readonly key: string;
  readonly kind: 'workload' | 'outside' | 'namespace';
  readonly title: string;
  /** Workloads that it stands for. */
  readonly count: number;
  /** The namespace; empty for outside ends. */
  readonly namespace: string;
  /** Of a folded namespace and an outside end undefined. */
  readonly egress: GateView | undefined;
  readonly ingress: GateView | undefined;
  readonly inferred: boolean;
  /** Ends that it reaches (as row), or that reach it (as column): distinct ends other than itself. */
  readonly total: number;
};

/** Consecutive rows or columns of one namespace. */
export type MatrixGroup = {
  readonly title: string;
  /** The namespace; undefined for the outside and where nothing is grouped. */
  readonly namespace: string | undefined;
  readonly first: number;
  readonly count: number;
  readonly folded: boolean;
};

export type CellMeaning = Meaning | 'closed' | 'itself' | 'no path';

export type MatrixCell = {
  /** The worst that is to be said. */
  readonly meaning: CellMeaning;
  /** Ports of the worst meaning, as text. */
  readonly ports: string;
  /** Other meanings are there too. */
  readonly mixed: boolean;
  /** `only some HTTP requests`, where a proxy lets no more through by some port; of a folded cell for some pair. */
  readonly limits?: string;
  /** Pairs of ends behind it, for cells of folded rows or columns; else 1. */
  readonly pairs: number;
  /** Pairs that have the worst meaning. */
  readonly worst: number;
  /** What Enter explains; undefined where there is nothing to explain. */
  readonly path: PathRef | undefined;
  /** `batch to api: wanted, blocked, TCP 8080`. */
  readonly spoken: string;
};

export type MatrixPosition = { readonly row: number; readonly column: number };

/** How many rows, columns and pairs there are, and the part that was asked for. */
export type MatrixView = {
  readonly revision: number;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rowGroups: readonly MatrixGroup[];
  readonly columnGroups: readonly MatrixGroup[];
  readonly rows: { readonly first: number; readonly heads: readonly MatrixHead[] };
  readonly columns: { readonly first: number; readonly heads: readonly MatrixHead[] };
  /** One list per row of the window, one cell per column of the window. */
  readonly cells: readonly (readonly MatrixCell[])[];
  /** Pairs of ends by meaning, over the whole matrix as filtered. */
  readonly counts: Readonly<Record<Meaning, number>>;
  /** Some pair gets only some of what is asked through. */
  readonly limited: boolean;
  /** Pairs of different ends of which at least one is a workload. */
  readonly pairs: number;
  /** Cells that are not as wanted, in reading order; at most 1,000. */
  readonly mismatches: readonly MatrixPosition[];
  /** Where the path of the request is. */
  readonly found: MatrixPosition | undefined;
  /** Why there is nothing to see. */
  readonly empty: Sentence | undefined;
};
