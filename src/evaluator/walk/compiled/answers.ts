import { everyPort, portSet, unionPorts } from '../../../model/ports';
import type { PortRange, PortSet } from '../../../model/ports';
import type { End, Entry, EntryPort } from '../../../model/walk';
import { nothing } from '../../compiled/port-table';
import type { GateModel, Outcome } from '../gate-model';
import { usualSourcePort } from '../source-port';
import type { Answer } from './answer-table';
import type { Ground } from './ground';

/**
 * What gates answer for all ports at once. The ports of the entries that match a peer split the ports into pieces in
 * which the same entries match; the gate is asked once for each.
 */
export class Answers {
  readonly #ground: Ground;
  readonly #known = new WeakMap<GateModel, Map<string, Answer>>();
  readonly #ports = new Map<string, number>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /**
   * The answer for a peer that the given entries match but for their ports, in rising order. `destination` is the number
   * of the peer whose named ports count, and `source` of that which sends.
   */
  of(
    model: GateModel,
    matched: readonly number[],
    peer: number,
    destination: number,
    source: number,
  ): Answer {
    const end = this.#ground.end(peer);
    if (model.always !== undefined) return this.#whole(model.always);
    const sets: number[] = [];
    let key = this.#ground.kindOf(peer);
    for (const at of matched) {
      const number = this.portsOf(model.entries[at], destination, source);
      sets.push(number);
      key += ` ${at}:${number}`;
    }
    let known = this.#known.get(model);
    if (known === undefined) this.#known.set(model, (known = new Map<string, Answer>()));
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = this.#compute(model, matched, sets, end)));
    return answer;
  }

  /** Number of the ports of an entry on a destination. */
  portsOf(entry: Entry | undefined, destination: number, source: number): number {
    if (entry === undefined) return nothing;
    const { ports: table } = this.#ground;
    const own =
      entry.ports === 'any'
        ? table.number(everyPort)
        : entry.ports.reduce((all, port) => table.union(all, this.#portNumber(port, destination)), nothing);
    if (entry.sourcePorts === undefined) return own;
    const from = entry.sourcePorts.ports(this.#ground.end(source));
    const usual = from.filter(({ first, last }) => first <= usualSourcePort && usualSourcePort <= last);
    const protocols = usual.flatMap(({ protocol }) =>
      everyPort.filter((range) => range.protocol === protocol),
    );
    return table.intersection(own, table.number(portSet(protocols)));
  }

  #portNumber(port: EntryPort, destination: number): number {
    const { ports: table } = this.#ground;
    const key = typeof port.ports === 'function' ? `${port.key} ${destination}` : port.key;
    let number = this.#ports.get(key);
    if (number === undefined) {
      const set = typeof port.ports === 'function' ? port.ports(this.#ground.end(destination)) : port.ports;
      this.#ports.set(key, (number = table.number(portSet(set))));
    }
    return number;
  }

  #whole({ kind }: Outcome): Answer {
    const all = this.#ground.ports.number(everyPort);
    if (kind === 'allowed') return { sure: all, maybe: all, conditional: nothing };
    return { sure: nothing, maybe: kind === 'undetermined' ? all : nothing, conditional: nothing };
  }

  #compute(model: GateModel, matched: readonly number[], sets: readonly number[], end: End): Answer {
    const { ports: table } = this.#ground;
    const own = sets.map((number) => table.set(number));
    let sure: PortSet = [];
    let maybe: PortSet = [];
    let conditional: PortSet = [];
    for (const piece of pieces(own)) {
      const here = matched.filter((_, index) => holdsPiece(own[index] ?? [], piece));
      const { kind, conditions } = model.answer(here, end, {});
      if (conditions !== undefined) conditional = unionPorts(conditional, [piece]);
      if (kind === 'allowed') sure = unionPorts(sure, [piece]);
      else if (kind === 'undetermined') maybe = unionPorts(maybe, [piece]);
    }
    return {
      sure: table.number(sure),
      maybe: table.number(unionPorts(sure, maybe)),
      conditional: table.number(conditional),
    };
  }
}

/** The ranges into which sets split all ports, so that each set holds a range whole or not at all. */
export function pieces(sets: readonly PortSet[]): readonly PortRange[] {
  const found: PortRange[] = [];
  for (const { protocol, first, last } of everyPort) {
    const starts = new Set([first]);
    for (const set of sets) {
      for (const range of set) {
        if (range.protocol !== protocol) continue;
        if (range.first > first) starts.add(range.first);
        if (range.last < last) starts.add(range.last + 1);
      }
    }
    const sorted = [...starts].sort((a, b) => a - b);
    sorted.forEach((start, index) => {
      found.push({ protocol, first: start, last: (sorted[index + 1] ?? last + 1) - 1 });
    });
  }
  return found;
}

function holdsPiece(set: PortSet, { protocol, first }: PortRange): boolean {
  return set.some((range) => range.protocol === protocol && range.first <= first && first <= range.last);
}
