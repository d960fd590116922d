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

/** Answers by number: equal answers have one number, and what was computed of two of them once is remembered. */
export class AnswerTable {
  readonly #ports: PortTable;
  readonly #answers: Answer[] = [];
  readonly #numbers = new Map<string, number>();
  /** By the number of one answer, then of the other. */
  readonly #both: Map<number, number>[] = [];
  readonly #either: Map<number, number>[] = [];

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
    const known = (this.#both[a] ??= new Map<number, number>());
    let number = known.get(b);
    if (number === undefined) {
      const [one, other] = [this.answer(a), this.answer(b)];
      const ports = this.#ports;
      const maybe = ports.intersection(one.maybe, other.maybe);
      const bound = ports.union(one.conditional, other.conditional);
      number = this.number({
        sure: ports.intersection(one.sure, other.sure),
        maybe,
        conditional: ports.intersection(maybe, bound),
      });
      known.set(b, number);
    }
    return number;
  }

  /** What surely gets through in two cases of which one holds, and what may. */
  either(a: number, b: number): number {
    if (a === b) return a;
    const known = (this.#either[a] ??= new Map<number, number>());
    let number = known.get(b);
    if (number === undefined) {
      const [one, other] = [this.answer(a), this.answer(b)];
      const ports = this.#ports;
      number = this.number({
        sure: ports.intersection(one.sure, other.sure),
        maybe: ports.union(one.maybe, other.maybe),
        conditional: ports.union(one.conditional, other.conditional),
      });
      known.set(b, number);
    }
    return number;
  }
}
