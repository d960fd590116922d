import type { Direction } from '../../../model/policy';
import type { WalkArrangement } from '../../../model/tier';
import { familiesBetween, familiesOfCode } from '../../compiled/families';
import { noPairs } from '../../compiled/reach';
import { Groups } from '../../compiled/reach-groups';
import type { Reach } from '../../compiled/reach-groups';
import type { Connection } from '../../types';
import { free, shut } from './answer-table';
import type { Row } from './asked';
import { addPair } from './pair-sums';
import type { Pairs } from './pairs';

/** What the gates of all units let in, by family: distinct rows, and which of them each unit has (-1: no gate). */
type Entrances = { readonly rows: readonly Row[]; readonly of: Int32Array };

/** What the entrances answer one source, by the numbers of their rows. */
type Answered = { readonly answers: Int32Array; readonly of: Int32Array };

/** An end of which one unit, which is no host, or one address class is all that there is. */
const several = -1;

/** Finds where ends get to. Between ends of one peer each it only looks answers up. */
export class Reaches {
  readonly #pairs: Pairs;
  readonly #arrangement: WalkArrangement;
  readonly #peersOf: (end: number) => readonly number[];
  readonly #ends: number;
  readonly #workloads: number;
  readonly #connections: Map<string, Connection>;
  /** The peer of each end; `several` where it has others. */
  readonly #only: Int32Array;
  readonly #entrances = new Map<4 | 6, Entrances>();
  readonly #found = new Map<number, Reach>();

  constructor(
    pairs: Pairs,
    arrangement: WalkArrangement,
    ends: {
      readonly count: number;
      readonly workloads: number;
      readonly peersOf: (end: number) => readonly number[];
    },
    connections: Map<string, Connection>,
  ) {
    this.#pairs = pairs;
    this.#arrangement = arrangement;
    this.#ends = ends.count;
    this.#workloads = ends.workloads;
    this.#peersOf = ends.peersOf;
    this.#connections = connections;
    const { units } = pairs.ground;
    this.#only = Int32Array.from({ length: ends.count }, (_, end) => {
      const [peer = several, ...more] = ends.peersOf(end);
      const isHost = units[peer]?.hostNodes !== undefined;
      return more.length > 0 || isHost || arrangement.hosts !== undefined ? several : peer;
    });
  }

  from(end: number): Reach {
    let reach = this.#found.get(end);
    if (reach === undefined) this.#found.set(end, (reach = this.#reachFrom(end)));
    return reach;
  }

  #reachFrom(from: number): Reach {
    const { ground } = this.#pairs;
    const groups = new Groups({ ports: ground.ports, connections: this.#connections }, this.#ends);
    const source = this.#only[from] ?? several;
    const toOnly = source === several ? undefined : this.#fromOne(source, groups);
    const last = from < this.#workloads ? this.#ends : this.#workloads;
    const sources = this.#peersOf(from);
    for (let to = 0; to < last; to++) {
      const destination = this.#only[to] ?? several;
      if (destination !== several && toOnly?.(to, destination) === true) continue;
      const sum = noPairs();
      for (const one of sources) {
        for (const other of this.#peersOf(to)) {
          addPair(this.#pairs, sum, one, other, this.#arrangement.ownNodeEnters);
        }
      }
      groups.addAll(to, sum);
    }
    return groups.reach();
  }

  /** Adds an end of one peer to the groups; gives false where the pair is more than one flow. */
  #fromOne(source: number, groups: Groups): (to: number, destination: number) => boolean {
    const pairs = this.#pairs;
    const { ground, rows } = pairs;
    const { table } = rows;
    const isUnit = source < ground.units.length;
    const leaving = isUnit && pairs.isGuarded(source, 'egress');
    const ways = { 4: this.#waysFrom(source, 4), 6: this.#waysFrom(source, 6) };
    const code = ground.familyCodes[source] ?? 0;
    const lists: (number[] | null | undefined)[] = [];
    const answer = (destination: number, family: 4 | 6): number => {
      const { out, into } = ways[family];
      const row = into().of[destination] ?? -1;
      const entering = row < 0 ? free : (into().answers[row] ?? shut);
      const going = out();
      return table.both(going === undefined ? free : (going[destination] ?? shut), entering);
    };
    return (to, destination) => {
      if (source === destination && ground.units[source]?.several !== true) return true;
      const toUnit = destination < ground.units.length;
      const other = ground.familyCodes[destination] ?? 0;
      const families =
        isUnit && toUnit
          ? (familiesBetween[code * 8 + other] ?? 0)
          : familiesOfCode(isUnit ? code : other) & ground.familiesOfClass(isUnit ? destination : source);
      if (families === 0) return true;
      if (families === 3 && !(isUnit && toUnit)) return false;
      const number =
        families === 3
          ? table.either(answer(destination, 4), answer(destination, 6))
          : answer(destination, families === 1 ? 4 : 6);
      const isolated = leaving || pairs.isGuarded(destination, 'ingress');
      const key = number * 2 + (isolated ? 1 : 0);
      let list = lists[key];
      if (list === undefined) {
        const { sure, maybe, conditional } = table.answer(number);
        const pair = {
          all: sure,
          any: sure,
          allMaybe: maybe,
          anyMaybe: maybe,
          conditional,
          isolated,
          count: 1,
        };
        lists[key] = list = groups.listOf(pair) ?? null;
      }
      list?.push(to);
      return true;
    };
  }

  /** What leaves a source for every peer, and what every unit's gate lets in of it; each found once it is asked for. */
  #waysFrom(source: number, family: 4 | 6) {
    let out: Row | undefined;
    let asked = false;
    let into: Answered | undefined;
    return {
      out: (): Row | undefined => {
        if (!asked) out = this.#pairs.row('egress', source, family);
        asked = true;
        return out;
      },
      into: (): Answered => (into ??= this.#answered(source, family)),
    };
  }

  #answered(source: number, family: 4 | 6): Answered {
    const { rows, of } = this.#entrancesOf(family);
    return { answers: Int32Array.from(rows, (row) => row[source] ?? shut), of };
  }

  #entrancesOf(family: 4 | 6): Entrances {
    let found = this.#entrances.get(family);
    if (found === undefined) {
      const { ground } = this.#pairs;
      const direction: Direction = 'ingress';
      const numbers = new Map<Row, number>();
      const of = Int32Array.from(ground.units, ({ index }) => {
        const usable = familiesOfCode(ground.familyCodes[index] ?? 0) & (family === 4 ? 1 : 2);
        const row = usable === 0 ? undefined : this.#pairs.row(direction, index, family);
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
