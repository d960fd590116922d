import type { WalkArrangement } from '../../../model/tier';
import { familiesBetween, familiesOfCode } from '../../compiled/families';
import { noPairs } from '../../compiled/reach';
import { Groups } from '../../compiled/reach-groups';
import type { Reach } from '../../compiled/reach-groups';
import type { Connection } from '../../types';
import { free, shut } from './answer-table';
import type { Row } from './asked';
import { changesSince } from './changed-rows';
import { addPair } from './pair-sums';
import type { Pairs } from './pairs';

/** The ends of a cluster: workloads, then parts of the outside. */
export type Ends = {
  readonly count: number;
  readonly workloads: number;
  /** Its live units, or the address class of its part. */
  readonly peersOf: (end: number) => readonly number[];
};

/** What the gates of all units let in, by family: distinct rows, and which of them each unit has (-1: no gate). */
type Entrances = { readonly rows: readonly Row[]; readonly of: Int32Array };

/** One way to look up what gets from a source to every peer in one family. */
type Way = {
  /** What its gate lets out, by peer; undefined where it has none. */
  readonly out: Row | undefined;
  /** What each distinct entrance lets in of it. */
  readonly into: Int32Array;
  readonly entrance: Int32Array;
};

/** In place of the peer of an end that has several, or is a host. */
const several = -1;

/** Finds where ends get to. Between ends of one peer each it only looks answers up. */
export class Reaches {
  readonly #pairs: Pairs;
  readonly #arrangement: WalkArrangement;
  readonly #ends: Ends;
  readonly #connections: Map<string, Connection>;
  /** The peer of each end, or `several`. */
  readonly #only: Int32Array;
  readonly #entrances = new Map<4 | 6, Entrances>();
  readonly #found = new Map<number, Reach>();

  /** Of an earlier revision on the same ground all ends are taken over that nothing changed for. */
  constructor(
    pairs: Pairs,
    arrangement: WalkArrangement,
    ends: Ends,
    connections: Map<string, Connection>,
    earlier: Reaches | undefined,
  ) {
    this.#pairs = pairs;
    this.#arrangement = arrangement;
    this.#ends = ends;
    this.#connections = connections;
    const { units } = pairs.ground;
    this.#only = Int32Array.from({ length: ends.count }, (_, end) => {
      const [peer = several, ...more] = ends.peersOf(end);
      const isHost = units[peer]?.hostNodes !== undefined;
      return more.length > 0 || isHost || arrangement.hosts !== undefined ? several : peer;
    });
    if (earlier === undefined || earlier.#found.size === 0) return;
    if (arrangement.hosts !== undefined || earlier.#arrangement.hosts !== undefined) return;
    const isSame = changesSince(earlier.#pairs, pairs);
    for (const [end, reach] of earlier.#found) {
      if (ends.peersOf(end).every(isSame)) this.#found.set(end, reach);
    }
  }

  from(end: number): Reach {
    let reach = this.#found.get(end);
    if (reach === undefined) this.#found.set(end, (reach = this.#reachFrom(end)));
    return reach;
  }

  #reachFrom(from: number): Reach {
    const { ground } = this.#pairs;
    const { count, workloads, peersOf } = this.#ends;
    const groups = new Groups({ ports: ground.ports, connections: this.#connections }, count);
    const source = this.#only[from] ?? several;
    const toOnly = source === several ? undefined : this.#fromOne(source, groups);
    const last = from < workloads ? count : workloads;
    const sources = peersOf(from);
    for (let to = 0; to < last; to++) {
      const destination = this.#only[to] ?? several;
      if (destination !== several && toOnly?.(to, destination) === true) continue;
      const sum = noPairs();
      for (const one of sources) {
        for (const other of peersOf(to)) {
          addPair(this.#pairs, sum, one, other, this.#arrangement.ownNodeEnters);
        }
      }
      groups.addAll(to, sum);
    }
    return groups.reach();
  }

  /** Adds ends of one peer to the groups; gives false where the pair is more than one flow. */
  #fromOne(source: number, groups: Groups): (to: number, destination: number) => boolean {
    const pairs = this.#pairs;
    const { ground, rows } = pairs;
    const { table } = rows;
    const units = ground.units.length;
    const isUnit = source < units;
    const leaving = isUnit && pairs.isGuarded(source, 'egress');
    const isAlone = isUnit && ground.units[source]?.several !== true;
    const code = ground.familyCodes[source] ?? 0;
    let four: Way | undefined;
    let six: Way | undefined;
    const lists: (number[] | null | undefined)[] = [];
    const answer = ({ out, into, entrance }: Way, destination: number): number => {
      const row = entrance[destination] ?? -1;
      return table.both(
        out === undefined ? free : (out[destination] ?? shut),
        row < 0 ? free : (into[row] ?? shut),
      );
    };
    const ofFour = (destination: number) => answer((four ??= this.#way(source, 4)), destination);
    const ofSix = (destination: number) => answer((six ??= this.#way(source, 6)), destination);
    return (to, destination) => {
      if (source === destination && isAlone) return true;
      const both = isUnit && destination < units;
      const other = ground.familyCodes[destination] ?? 0;
      const families = both
        ? (familiesBetween[code * 8 + other] ?? 0)
        : familiesOfCode(isUnit ? code : other) & ground.familiesOfClass(isUnit ? destination : source);
      if (families === 0) return true;
      if (families === 3 && !both) return false;
      const number =
        families === 1
          ? ofFour(destination)
          : families === 2
            ? ofSix(destination)
            : table.either(ofFour(destination), ofSix(destination));
      const isolated = leaving || pairs.isGuarded(destination, 'ingress');
      const key = number * 2 + (isolated ? 1 : 0);
      let list = lists[key];
      if (list === undefined) {
        const { sure, maybe, conditional } = table.answer(number);
        const pair = { all: sure, any: sure, allMaybe: maybe, anyMaybe: maybe, conditional, isolated };
        lists[key] = list = groups.listOf({ ...pair, count: 1 }) ?? null;
      }
      list?.push(to);
      return true;
    };
  }

  #way(source: number, family: 4 | 6): Way {
    const { rows, of } = this.#entrancesOf(family);
    return {
      out: this.#pairs.row('egress', source, family),
      into: Int32Array.from(rows, (row) => row[source] ?? shut),
      entrance: of,
    };
  }

  #entrancesOf(family: 4 | 6): Entrances {
    let found = this.#entrances.get(family);
    if (found === undefined) {
      const { ground } = this.#pairs;
      const numbers = new Map<Row, number>();
      const of = Int32Array.from(ground.units, ({ index }) => {
        const usable = familiesOfCode(ground.familyCodes[index] ?? 0) & (family === 4 ? 1 : 2);
        const row = usable === 0 ? undefined : this.#pairs.row('ingress', index, family);
        if (row === undefined) return -1;
        let number = numbers.get(row);
        if (number === undefined) numbers.set(row, (number = numbers.size));
        return number;
      });
      this.#entrances.set(family, (found = { rows: [...numbers.keys()], of }));
    }
    return found;
  }
}
