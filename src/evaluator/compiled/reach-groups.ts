import { Bits } from '../../model/bits';
import { IndexList } from '../index-sets';
import type { Connection, IndexSet } from '../types';
import { nothing } from './port-table';
import type { World } from './world';

/** Destinations of one end, those with equal connections together. */
export type Reach = readonly { readonly to: IndexSet; readonly connection: Connection }[];

/** Numbers of the port sets that hold for all, for some, and may hold for all or some pairs of pods of two ends. */
export type Pairs = {
  all: number;
  any: number;
  allMaybe: number;
  anyMaybe: number;
  /** What gets through for some pairs under conditions only. */
  conditional: number;
  /** A gate of some pair isolates. */
  isolated: boolean;
  count: number;
};

type Group = { readonly connection: Connection; readonly members: number[] };

/** Collects destinations by their connections. */
export class Groups {
  readonly #world: Pick<World, 'ports' | 'connections'>;
  readonly #capacity: number;
  readonly #groups: Group[] = [];
  /** Groups of the common case, nothing partial and nothing uncertain, by port set and isolation. */
  readonly #plain: (Group | undefined)[] = [];
  readonly #others = new Map<string, Group>();

  /** For destinations from 0 to below `capacity`. */
  constructor(world: Pick<World, 'ports' | 'connections'>, capacity: number) {
    this.#world = world;
    this.#capacity = capacity;
  }

  /** A destination of which every pair of pods fares alike. */
  addOne(to: number, sure: number, maybe: number, isolated: boolean): void {
    this.#alike(sure, maybe, isolated)?.push(to);
  }

  /** A destination of which pairs of pods may differ. */
  addAll(to: number, pairs: Pairs): void {
    this.listOf(pairs)?.push(to);
  }

  /** The list of the destinations whose pairs of pods fare so, to add to; undefined where nothing gets through. */
  listOf({ all, any, allMaybe, anyMaybe, conditional, isolated }: Pairs): number[] | undefined {
    if (anyMaybe === nothing) return undefined;
    if (all === anyMaybe && conditional === nothing) return this.#alike(all, all, isolated);
    const { ports } = this.#world;
    const partial = ports.difference(any, allMaybe);
    const rest = ports.difference(ports.difference(anyMaybe, all), partial);
    return this.#other(all, rest, partial, isolated, conditional);
  }

  #alike(sure: number, maybe: number, isolated: boolean): number[] | undefined {
    if (maybe === nothing) return undefined;
    if (sure !== maybe) {
      return this.#other(sure, this.#world.ports.difference(maybe, sure), nothing, isolated, nothing);
    }
    const key = sure * 2 + (isolated ? 1 : 0);
    return (this.#plain[key] ??= this.#make(sure, nothing, nothing, isolated, nothing)).members;
  }

  #other(
    allowed: number,
    undetermined: number,
    partial: number,
    isolated: boolean,
    conditional: number,
  ): number[] {
    const key = connectionKey(allowed, undetermined, partial, isolated, conditional);
    let group = this.#others.get(key);
    if (group === undefined) {
      this.#others.set(key, (group = this.#make(allowed, undetermined, partial, isolated, conditional)));
    }
    return group.members;
  }

  #make(
    allowed: number,
    undetermined: number,
    partial: number,
    isolated: boolean,
    conditional: number,
  ): Group {
    const { connections, ports } = this.#world;
    const key = connectionKey(allowed, undetermined, partial, isolated, conditional);
    let connection = connections.get(key);
    if (connection === undefined) {
      connection = {
        allowed: ports.set(allowed),
        admitted: isolated ? ports.set(allowed) : ports.set(nothing),
        undetermined: ports.set(undetermined),
        reasons: undetermined === nothing ? [] : [unknownAddresses],
        partial: ports.set(partial),
        ...(conditional !== nothing && { conditional: ports.set(conditional) }),
      };
      connections.set(key, connection);
    }
    const group = { connection, members: [] };
    this.#groups.push(group);
    return group;
  }

  reach(): Reach {
    return this.#groups.map(({ connection, members }) => ({
      connection,
      to:
        members.length * 32 < this.#capacity
          ? new IndexList(Int32Array.from(members))
          : Bits.of(this.#capacity, members),
    }));
  }
}

const unknownAddresses = 'it depends on addresses of pods that no status tells';

function connectionKey(
  allowed: number,
  undetermined: number,
  partial: number,
  isolated: boolean,
  conditional: number,
): string {
  return `${allowed} ${undetermined} ${partial} ${isolated} ${conditional}`;
}
