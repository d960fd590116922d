import type { Cell } from './cells';
import type { Version } from './options';

/** Who finds that an entry matches: connections, the proxy that reads what they carry, or both. */
export type View = 'both' | 'connection' | 'proxy';

/** What is known of an entry of the gate besides. */
export type Row = {
  readonly cell: Cell;
  readonly view: View;
  /** Its index in the gate. */
  readonly index: number;
};

/** What holds where no rule decided: nothing is let through, or (where nothing isolates the subject) everything. */
export type Ending = 'closed' | 'open';

/** What a gate is apart from its rows. */
export type GateFacts = {
  readonly version: Version;
  readonly rows: readonly Row[];
  /** What holds after the last tier. */
  readonly ending: Ending;
  /** What closes the gate, where no policy does. */
  readonly closedBy?: string;
  /** Whether the own node is let in at the end. */
  readonly hostEnters: boolean;
  /** Filters, by tier and key, whose port leads to two proxies. */
  readonly disputed: ReadonlySet<string>;
  readonly widthOf: (cell: Cell) => number;
  /** Of an egress port name, which is entered for each peer by itself. */
  readonly alwaysOwn: (cell: Cell) => boolean;
};
