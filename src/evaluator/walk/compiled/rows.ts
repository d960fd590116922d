import { Bits } from '../../../model/bits';
import type { Direction } from '../../../model/policy';
import type { EndSet, Entry, Term } from '../../../model/walk';
import { nothing } from '../../compiled/port-table';
import type { GateModel } from '../gate-model';
import { Answers } from './answers';
import type { Answer } from './answers';
import type { Ground } from './ground';

const shut: Answer = { sure: nothing, maybe: nothing, conditional: nothing };

/** What a gate answers for every peer: numbers of answers. */
export type Row = Int32Array;

/** Finds what gates answer for all peers at once: peers that no entry tells apart are asked for once. */
export class Rows {
  readonly #ground: Ground;
  readonly #answers: Answers;
  readonly #rows = new WeakMap<GateModel, Map<string, Row>>();
  /** The rows of each subject: pairs ask for the same one again and again. */
  readonly #found = new WeakMap<GateModel, Map<number, Row>>();
  readonly #bits = new Map<string, Bits>();
  readonly #table: Answer[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#answers = new Answers(ground);
  }

  /** The answer of a number in a row. */
  answer(number: number): Answer {
    return this.#table[number] ?? shut;
  }

  /** The row of a gate for one subject. Subjects that fare alike share a row. */
  row(model: GateModel, direction: Direction, subject: number, family: 4 | 6): Row {
    let found = this.#found.get(model);
    if (found === undefined) this.#found.set(model, (found = new Map<number, Row>()));
    const place = subject * 4 + (family === 4 ? 0 : 2) + (direction === 'egress' ? 0 : 1);
    let row = found.get(place);
    if (row === undefined) found.set(place, (row = this.#rowOf(model, direction, subject, family)));
    return row;
  }

  #rowOf(model: GateModel, direction: Direction, subject: number, family: 4 | 6): Row {
    const masks = this.#masks(model, subject, family);
    const key = `${family} ${masks.join('|')} ${this.#ownPorts(model, direction, subject)}`;
    let known = this.#rows.get(model);
    if (known === undefined) this.#rows.set(model, (known = new Map<string, Row>()));
    let row = known.get(key);
    if (row === undefined) {
      const rows = masks.map((mask) => this.#build(model, direction, subject, family, mask));
      known.set(key, (row = this.#together(rows)));
    }
    return row;
  }

  /** For each address that the subject may have: which entries it is a subject of, a letter each; empty where of all. */
  #masks(model: GateModel, subject: number, family: 4 | 6): readonly string[] {
    const { own } = model.sets;
    if (own.length === 0) return [''];
    const ats = own.some((set) => this.#ground.tellsAddresses(set))
      ? this.#ground.classesOf(subject, family)
      : [undefined];
    const mask = (at: number | undefined) =>
      model.entries
        .map((entry) => (entry.own.every((term) => this.#ground.termHolds(term, subject, at)) ? '1' : '0'))
        .join('');
    return [...new Set(ats.map(mask))];
  }

  /** The ports that entries mean on the subject, where they depend on it. */
  #ownPorts(model: GateModel, direction: Direction, subject: number): string {
    const dependent = model.entries.filter(
      (entry) => (direction === 'ingress' && hasOwnPorts(entry)) || entry.sourcePorts !== undefined,
    );
    return dependent.map((entry) => this.#answers.portsOf(entry, subject, subject)).join();
  }

  #build(model: GateModel, direction: Direction, subject: number, family: 4 | 6, mask: string): Row {
    const ground = this.#ground;
    const row = new Int32Array(ground.peers);
    if (model.always !== undefined) {
      return row.fill(this.#number(this.#answers.of(model, [], 0, subject, subject)));
    }
    const counts = (entry: Entry, at: number) =>
      (entry.family === undefined || entry.family === family) && (mask === '' || mask[at] === '1');
    const considered = model.entries.flatMap((entry, at) => (counts(entry, at) ? [at] : []));
    const groups = this.#groups(model, considered, family);
    const dependsOnPeer = considered.some((at) => {
      const entry = model.entries[at];
      return (
        entry !== undefined &&
        ((direction === 'egress' && hasOwnPorts(entry)) || entry.sourcePorts !== undefined)
      );
    });
    const tells = model.sets.peers.some((set) => ground.tellsAddresses(set));
    const known = new Map<string, number>();
    for (let peer = 0; peer < row.length; peer++) {
      const unknown = tells && ground.mayKey(peer) !== '';
      let key = `${groups[peer]} ${ground.kindOf(peer)}`;
      if (unknown) key += ` ${ground.mayKey(peer)}`;
      if (dependsOnPeer) {
        for (const at of considered) {
          const entry = model.entries[at];
          if (entry !== undefined && (hasOwnPorts(entry) || entry.sourcePorts !== undefined)) {
            key += ` ${this.#portsBetween(entry, direction, subject, peer)}`;
          }
        }
      }
      let number = known.get(key);
      if (number === undefined) {
        const ats = unknown ? ground.classesOf(peer, family) : [ground.classOf(peer, family)];
        const answers = ats.map((at) => this.#ask(model, direction, considered, subject, peer, at));
        known.set(key, (number = this.#number(this.#either(answers))));
      }
      row[peer] = number;
    }
    return row;
  }

  #portsBetween(entry: Entry, direction: Direction, subject: number, peer: number): number {
    return direction === 'egress'
      ? this.#answers.portsOf(entry, peer, subject)
      : this.#answers.portsOf(entry, subject, peer);
  }

  #ask(
    model: GateModel,
    direction: Direction,
    considered: readonly number[],
    subject: number,
    peer: number,
    at: number | undefined,
  ): Answer {
    const matched = considered.filter((index) => {
      const peers = model.entries[index]?.peers;
      return (
        peers === 'any' ||
        peers?.some(({ terms }) => terms.every((term) => this.#ground.termHolds(term, peer, at))) === true
      );
    });
    const [source, destination] = direction === 'egress' ? [subject, peer] : [peer, subject];
    return this.#answers.of(model, matched, peer, destination, source);
  }

  /** A number for each peer; those with equal numbers are held by the same sets. */
  #groups(model: GateModel, considered: readonly number[], family: 4 | 6): Int32Array {
    const groups = new Int32Array(this.#ground.peers);
    const seen = new Set<string>();
    let count = 1;
    const refine = (key: string, bits: () => Bits) => {
      if (seen.has(key)) return;
      seen.add(key);
      const next = new Map<number, number>();
      bits().forEach((peer) => {
        const old = groups[peer] ?? 0;
        let number = next.get(old);
        if (number === undefined) next.set(old, (number = count++));
        groups[peer] = number;
      });
    };
    for (const at of considered) {
      const peers = model.entries[at]?.peers;
      if (peers === undefined || peers === 'any') continue;
      for (const { terms } of peers) {
        for (const { set } of terms) refine(set.key, () => this.#bitsOf(set, family));
      }
    }
    return groups;
  }

  /** Peers that the set holds; of units without known addresses only those that it holds for what they are. */
  #bitsOf(set: EndSet, family: 4 | 6): Bits {
    const key = this.#ground.tellsAddresses(set) ? `${family} ${set.key}` : set.key;
    let bits = this.#bits.get(key);
    if (bits === undefined) {
      bits = new Bits(this.#ground.peers);
      const term: Term = { set, negated: false };
      for (let peer = 0; peer < this.#ground.peers; peer++) {
        if (this.#ground.termHolds(term, peer, this.#ground.classOf(peer, family))) bits.add(peer);
      }
      this.#bits.set(key, bits);
    }
    return bits;
  }

  /** What is sure for all of the answers, and what may be for some. */
  #either(answers: readonly Answer[]): Answer {
    const [first = shut, ...more] = answers;
    const { ports } = this.#ground;
    return more.reduce(
      (all, one) => ({
        sure: ports.intersection(all.sure, one.sure),
        maybe: ports.union(all.maybe, one.maybe),
        conditional: ports.union(all.conditional, one.conditional),
      }),
      first,
    );
  }

  #together(rows: readonly Row[]): Row {
    const [first = new Int32Array(this.#ground.peers), ...more] = rows;
    if (more.length === 0) return first;
    return first.map((_, peer) => this.#number(this.#either(rows.map((row) => this.answer(row[peer] ?? 0)))));
  }

  #number(answer: Answer): number {
    const key = `${answer.sure} ${answer.maybe} ${answer.conditional}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#table.push(answer) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}

/** Whether the ports that an entry means depend on the destination. */
function hasOwnPorts({ ports }: Entry): boolean {
  return ports !== 'any' && ports.some((port) => typeof port.ports === 'function');
}
