import type { Direction } from '../../../model/policy';
import type { Entry } from '../../../model/walk';
import type { GateModel } from '../gate-model';
import { AnswerTable, shut } from './answer-table';
import { Answers } from './answers';
import { hasOwnPorts } from './asked';
import type { Asked, Row, RowGround } from './asked';
import type { Ground } from './ground';
import { PeerBits } from './peer-bits';
import { walkedRow } from './walked-row';
import { weighedRow } from './weighed-row';

/** Finds what gates answer for all peers at once: peers that no entry tells apart are asked for once. */
export class Rows {
  readonly table: AnswerTable;
  readonly #on: RowGround;
  readonly #rows = new WeakMap<GateModel, Map<string, Row>>();
  /** The rows of each subject: pairs ask for the same one again and again. */
  readonly #found = new WeakMap<GateModel, Map<number, Row>>();
  readonly #ofSubject = new WeakMap<GateModel, Map<Direction, readonly Entry[]>>();

  constructor(ground: Ground) {
    this.table = new AnswerTable(ground.ports);
    this.#on = { ground, answers: new Answers(ground), table: this.table, bits: new PeerBits(ground) };
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
    const key = `${direction} ${family} ${masks.join('|')} ${this.#ownPorts(model, direction, subject)}`;
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
    const { ground } = this.#on;
    const ats = own.some((set) => ground.tellsAddresses(set))
      ? ground.classesOf(subject, family)
      : [undefined];
    const mask = (at: number | undefined) =>
      model.entries
        .map((entry) => (entry.own.every((term) => ground.termHolds(term, subject, at)) ? '1' : '0'))
        .join('');
    return [...new Set(ats.map(mask))];
  }

  /** The ports that entries mean on the subject, where they depend on it. */
  #ownPorts(model: GateModel, direction: Direction, subject: number): string {
    let known = this.#ofSubject.get(model);
    if (known === undefined) this.#ofSubject.set(model, (known = new Map<Direction, readonly Entry[]>()));
    let dependent = known.get(direction);
    if (dependent === undefined) {
      dependent = model.entries.filter(
        (entry) => (direction === 'ingress' && hasOwnPorts(entry)) || entry.sourcePorts !== undefined,
      );
      known.set(direction, dependent);
    }
    return dependent.map((entry) => this.#on.answers.portsOf(entry, subject, subject)).join();
  }

  #build(model: GateModel, direction: Direction, subject: number, family: 4 | 6, mask: string): Row {
    const { ground, answers } = this.#on;
    if (model.always !== undefined) {
      const always = this.table.number(answers.of(model, [], 0, subject, subject));
      return new Int32Array(ground.peers).fill(always);
    }
    const counts = (at: number) => {
      const only = model.entries[at]?.family;
      return (only === undefined || only === family) && (mask === '' || mask[at] === '1');
    };
    const asked: Asked = { model, direction, subject, family, counts };
    return model.stages === undefined
      ? weighedRow(this.#on, asked)
      : walkedRow(this.#on, { ...asked, stages: model.stages });
  }

  #together(rows: readonly Row[]): Row {
    const [first, ...more] = rows;
    if (first === undefined) return new Int32Array(this.#on.ground.peers).fill(shut);
    return more.reduce((all, one) => all.map((a, peer) => this.table.either(a, one[peer] ?? shut)), first);
  }
}
