import type { Entry, EntryPeer } from '../../../model/walk';
import type { GateModel } from '../gate-model';
import { Answers, shut } from './answers';
import type { Answer } from './answers';
import type { Ground } from './ground';

/** Which entries match a peer but for their ports, whatever its address or for one class of addresses. */
export class Matching {
  readonly #ground: Ground;
  readonly #byClass = new WeakMap<GateModel, Map<string, readonly number[]>>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Numbers of the entries that match, in rising order. `at` and `ownAt` are the classes of the two addresses. */
  matched(
    model: GateModel,
    subject: number,
    ownAt: number | undefined,
    peer: number,
    at: number | undefined,
    family: 4 | 6,
  ): readonly number[] {
    const needsOwn = model.sets.own.length > 0;
    const key = `${needsOwn ? `${subject} ${ownAt ?? ''}` : ''} ${peer} ${at ?? ''} ${family}`;
    let known = this.#byClass.get(model);
    if (known === undefined) this.#byClass.set(model, (known = new Map<string, readonly number[]>()));
    let found = known.get(key);
    if (found === undefined) {
      found = model.entries.flatMap((entry, index) =>
        this.#matches(entry, subject, ownAt, peer, at, family) ? [index] : [],
      );
      known.set(key, found);
    }
    return found;
  }

  #matches(
    entry: Entry,
    subject: number,
    ownAt: number | undefined,
    peer: number,
    at: number | undefined,
    family: 4 | 6,
  ): boolean {
    if (entry.family !== undefined && entry.family !== family) return false;
    const ground = this.#ground;
    if (!entry.own.every((term) => ground.termHolds(term, subject, ownAt))) return false;
    const holds = ({ terms }: EntryPeer) => terms.every((term) => ground.termHolds(term, peer, at));
    return entry.peers === 'any' || entry.peers.some(holds);
  }
}

/** The answers of one gate to all peers; those that depend on addresses are told for each class. */
export class Rows {
  readonly #ground: Ground;
  readonly #matching: Matching;
  readonly #answers: Answers;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#matching = new Matching(ground);
    this.#answers = new Answers(ground);
  }

  /** What a gate answers for a subject and a peer, over all addresses of the family that the two may have. */
  answer(
    model: GateModel,
    direction: 'ingress' | 'egress',
    subject: number,
    peer: number,
    family: 4 | 6,
  ): Answer {
    const { peers, own } = model.sets;
    const tells = (sets: typeof peers) => sets.some((set) => this.#ground.tellsAddresses(set));
    const ats = tells(peers) ? this.classes(peer, family) : [undefined];
    const ownAts = tells(own) ? this.classes(subject, family) : [undefined];
    let sure: number | undefined;
    let maybe = shut.maybe;
    for (const at of ats) {
      for (const ownAt of ownAts) {
        const matched = this.#matching.matched(model, subject, ownAt, peer, at, family);
        const [source, destination] = direction === 'egress' ? [subject, peer] : [peer, subject];
        const answer = this.#answers.of(model, matched, peer, destination, source);
        sure = sure === undefined ? answer.sure : this.#ground.ports.intersection(sure, answer.sure);
        maybe = this.#ground.ports.union(maybe, answer.maybe);
      }
    }
    return { sure: sure ?? shut.sure, maybe };
  }

  /** Classes of the addresses that a unit may be seen with. */
  classes(peer: number, family: 4 | 6): readonly (number | undefined)[] {
    const own = this.#ground.addressing[peer];
    if (own === undefined || own.kind === 'dead') return [undefined];
    if (own.kind === 'known') return [own.classes.get(family)];
    return this.#ground.space.meeting(own.may.filter((range) => range.family === family));
  }

  /** Numbers of the entries that match a flow but for its port. */
  matched(
    model: GateModel,
    subject: number,
    ownAt: number | undefined,
    peer: number,
    at: number | undefined,
    family: 4 | 6,
  ): readonly number[] {
    return this.#matching.matched(model, subject, ownAt, peer, at, family);
  }

  portsOf(entry: Entry | undefined, destination: number, source: number): number {
    return this.#answers.portsOf(entry, destination, source);
  }
}
