import { everything, nothing } from '../../compiled/port-table';
import type { PortTable } from '../../compiled/port-table';

/** Numbers of port sets. */
export type Answer = {
  /** What surely gets through, if only under conditions. */
  readonly sure: number;
  /** What may get through. */
  readonly maybe: number;
  /** What of `maybe` gets through under conditions only. */
  readonly conditional: number;
};

/** Number of the answer that lets nothing through. */
export const shut = 0;
/** Number of the answer that lets everything through. */
export const free = 1;

/** Answers with numbers from here on are looked up otherwise, so that tables stay small. */
const largeFrom = 4096;

/** Answers by number: equal answers have one number, and what was computed of two of them once is remembered. */
export class AnswerTable {
  readonly #ports: PortTable;
  readonly #answers: Answer[] = [];
  readonly #numbers = new Map<string, number>();
  /** By the number of one answer, then of the other; -1 where it is not known yet. */
  readonly #both: Int32Array[] = [];
  /** The same, for answers with large numbers. */
  readonly #bothLarge = new Map<number, number>();
  readonly #either = new Map<number, number>();

  constructor(ports: PortTable) {
    this.#ports = ports;
    this.number({ sure: nothing, maybe: nothing, conditional: nothing });
    this.number({ sure: everything, maybe: everything, conditional: nothing });
  }

  answer(number: number): Answer {
    const answer = this.#answers[number];
    if (answer === undefined) throw new RangeError('an answer has a number of the table');
    return answer;
  }

  number(answer: Answer): number {
    const key = `${answer.sure} ${answer.maybe} ${answer.conditional}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#answers.push(answer) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** What gets through two gates one after the other. */
  both(a: number, b: number): number {
    if (a >= largeFrom || b >= largeFrom) {
      const key = a * 0x400_0000 + b;
      let number = this.#bothLarge.get(key);
      if (number === undefined) this.#bothLarge.set(key, (number = this.#makeBoth(a, b)));
      return number;
    }
    let known = this.#both[a];
    if (known === undefined || b >= known.length) known = this.#roomFor(a, b);
    let number = known[b] ?? -1;
    if (number < 0) known[b] = number = this.#makeBoth(a, b);
    return number;
  }

  /** What surely gets through in two cases of which one holds, and what may. */
  either(a: number, b: number): number {
    if (a === b) return a;
    const key = a * 0x400_0000 + b;
    let number = this.#either.get(key);
    if (number === undefined) {
      const [one, other] = [this.answer(a), this.answer(b)];
      const ports = this.#ports;
      number = this.number({
        sure: ports.intersection(one.sure, other.sure),
        maybe: ports.union(one.maybe, other.maybe),
        conditional: ports.union(one.conditional, other.conditional),
      });
      this.#either.set(key, number);
    }
    return number;
  }

  #makeBoth(a: number, b: number): number {
    const [one, other] = [this.answer(a), this.answer(b)];
    const ports = this.#ports;
    const maybe = ports.intersection(one.maybe, other.maybe);
    const bound = ports.union(one.conditional, other.conditional);
    return this.number({
      sure: ports.intersection(one.sure, other.sure),
      maybe,
      conditional: ports.intersection(maybe, bound),
    });
  }

  #roomFor(a: number, b: number): Int32Array {
    const room = new Int32Array(2 ** (32 - Math.clz32(b | 63))).fill(-1);
    room.set(this.#both[a] ?? []);
    this.#both[a] = room;
    return room;
  }
}
