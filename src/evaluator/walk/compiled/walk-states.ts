import type { Action } from '../../../model/policy';
import { everything, nothing } from '../../compiled/port-table';
import type { PortTable } from '../../compiled/port-table';

/** How far a walk has come, for all ports at once: numbers of port sets. */
type State = {
  /** Decided: it gets through. */
  readonly allowed: number;
  /** Not decided yet. */
  readonly open: number;
  /** Passed on to the next tier. */
  readonly passed: number;
  /** What the entries of a level of the strongest say so far. */
  readonly told: Readonly<Record<'allow' | 'deny' | 'pass', number>>;
};

/** What happens to a state: it leads to another, always the same. */
export type Step = {
  readonly take: (state: State) => State;
  /** The numbers of the states that it led to, by those it was taken from. */
  readonly known: (number | undefined)[];
};

const untold = { allow: nothing, deny: nothing, pass: nothing };

/** The states of the walks of one gate, by number; peers that fare alike share them. */
export class WalkStates {
  readonly start = 0;
  readonly #ports: PortTable;
  readonly #states: State[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #steps = new Map<string, Step>();

  constructor(ports: PortTable) {
    this.#ports = ports;
    this.#number({ allowed: nothing, open: everything, passed: nothing, told: untold });
  }

  /** The state that a step leads to. */
  after(step: Step, state: number): number {
    const known = step.known[state];
    if (known !== undefined) return known;
    const from = this.#states[state];
    const next = from === undefined ? state : this.#number(step.take(from));
    step.known[state] = next;
    return next;
  }

  /** What gets through in a state: the number of a port set. */
  allowed(state: number): number {
    return this.#states[state]?.allowed ?? nothing;
  }

  /** An entry of the action that matches with the ports; undefined where it changes nothing. */
  entry(action: Action, matched: number, combine: 'first' | 'strongest'): Step | undefined {
    if (action === 'log' || matched === nothing) return undefined;
    const ports = this.#ports;
    return this.#step(`${combine} ${action} ${matched}`, (state) => {
      const { allowed, open, passed, told } = state;
      if (combine === 'strongest') {
        return { ...state, told: { ...told, [action]: ports.union(told[action], matched) } };
      }
      const hit = ports.intersection(open, matched);
      if (hit === nothing) return state;
      return {
        ...state,
        open: ports.difference(open, hit),
        allowed: action === 'allow' ? ports.union(allowed, hit) : allowed,
        passed: action === 'pass' ? ports.union(passed, hit) : passed,
      };
    });
  }

  /** The end of a level: of the strongest, a deny decides before an allow, and that before a pass. */
  levelEnd(): Step {
    const ports = this.#ports;
    return this.#step('level', ({ allowed, open, passed, told }) => {
      const undenied = ports.difference(open, told.deny);
      const rest = ports.difference(undenied, told.allow);
      return {
        allowed: ports.union(allowed, ports.intersection(undenied, told.allow)),
        open: ports.difference(rest, told.pass),
        passed: ports.union(passed, ports.intersection(rest, told.pass)),
        told: untold,
      };
    });
  }

  /** The end of a tier: what was passed goes on, and what is open, too, unless it is denied. */
  tierEnd(denies: boolean): Step {
    const ports = this.#ports;
    return this.#step(`tier ${denies}`, ({ allowed, open, passed }) => ({
      allowed,
      open: denies ? passed : ports.union(open, passed),
      passed: nothing,
      told: untold,
    }));
  }

  /** The end of the walk, which allows what is open. */
  openEnd(): Step {
    const ports = this.#ports;
    return this.#step('end', (state) => ({
      ...state,
      allowed: ports.union(state.allowed, state.open),
      open: nothing,
    }));
  }

  #step(key: string, take: Step['take']): Step {
    let step = this.#steps.get(key);
    if (step === undefined) this.#steps.set(key, (step = { take, known: [] }));
    return step;
  }

  #number(state: State): number {
    const { allowed, open, passed, told } = state;
    const key = `${allowed} ${open} ${passed} ${told.allow} ${told.deny} ${told.pass}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#states.push(state) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}
