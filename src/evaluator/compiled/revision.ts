import type { Gates } from './gates';
import type { Placement } from './placement';
import { Scratch } from './scratch';
import type { World } from './world';

/** One set of policies in one cluster, compiled: what rows and verdicts are read from. */
export class Revision {
  readonly world: World;
  readonly gates: Gates;
  readonly placement: Placement;
  readonly ownNodeEnters: boolean;
  /** Units whose entering gate names addresses. */
  readonly namesAddresses: readonly number[];
  /** 1 for each unit whose entering gate isolates. */
  readonly entryIsolated: Uint8Array;
  /** Rows that are needed for a moment only. */
  readonly scratch = new Scratch();

  constructor(placement: Placement, gates: Gates, ownNodeEnters: boolean) {
    this.world = placement.world;
    this.placement = placement;
    this.gates = gates;
    this.ownNodeEnters = ownNodeEnters;
    this.entryIsolated = Uint8Array.from(gates.ingress, (gate) => (gate.isolated ? 1 : 0));
    this.namesAddresses = gates.ingress.flatMap((gate, unit) => (gate.blocks ? [unit] : []));
  }
}
