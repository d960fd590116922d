import { portRange, portSet, portsOf } from '../../model/ports';
import type { PortRange, Protocol } from '../../model/ports';
import type { PortMatch } from '../../model/policy';
import { everything } from './port-table';
import type { PortTable } from './port-table';
import type { Unit } from './units';

/** The ports of a rule: those that are the same for every destination, and names that each destination resolves. */
export type PortList = {
  readonly number: number;
  /** Number of the port set without the named ones. */
  readonly fixed: number;
  readonly named: readonly { readonly name: string; readonly protocol: Protocol }[];
};

/** The class of destinations that declare no named port: nodes and outside addresses too. */
export const namelessDestination = 0;

/** Lists of ports, and the classes of destinations that declare the same named ports. */
export class PortLists {
  readonly #table: PortTable;
  readonly #lists = new Map<string, PortList>();
  readonly #resolved = new Map<number, number>();
  readonly #classNumbers = new Map<string, number>();
  readonly #classes: (readonly (PortRange & { readonly name: string })[])[] = [];

  constructor(table: PortTable) {
    this.#table = table;
    this.#classNumber([]);
  }

  list(ports: 'any' | readonly PortMatch[]): PortList {
    const key =
      ports === 'any'
        ? 'any'
        : JSON.stringify(
            ports.map((port) => {
              if (port.kind === 'other') return [port.words];
              if (port.kind === 'named') return [port.protocol, port.name];
              return port.kind === 'range' ? [port.protocol, port.first, port.last] : [port.protocol];
            }),
          );
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const made = { number: this.#lists.size, ...this.#read(ports) };
    this.#lists.set(key, made);
    return made;
  }

  #read(ports: 'any' | readonly PortMatch[]): Omit<PortList, 'number'> {
    if (ports === 'any') return { fixed: everything, named: [] };
    const ranges: PortRange[] = [];
    const named: { name: string; protocol: Protocol }[] = [];
    for (const port of ports) {
      if (port.kind === 'other') continue;
      if (port.kind === 'named') named.push({ name: port.name, protocol: port.protocol });
      else if (port.kind === 'protocol') ranges.push(...portsOf(port.protocol));
      else ranges.push(...portRange(port.protocol, port.first, port.last));
    }
    return { fixed: this.#table.number(portSet(ranges)), named };
  }

  /** The class of a unit as a destination. A pod of the host network declares nothing that policies see. */
  classOf({ pod, hostNodes }: Unit): number {
    if (hostNodes !== undefined) return namelessDestination;
    return this.#classNumber(
      pod.ports.flatMap(({ name, protocol, port }) =>
        name === undefined ? [] : [{ name, protocol, first: port, last: port }],
      ),
    );
  }

  #classNumber(named: readonly (PortRange & { readonly name: string })[]): number {
    const key = JSON.stringify(named.map(({ name, protocol, first }) => [name, protocol, first]));
    const known = this.#classNumbers.get(key);
    if (known !== undefined) return known;
    this.#classNumbers.set(key, this.#classes.length);
    return this.#classes.push(named) - 1;
  }

  /** Number of the port set that the list means on a destination of the class. */
  resolve(list: PortList, destination: number): number {
    if (list.named.length === 0) return list.fixed;
    const key = list.number * 0x400_0000 + destination;
    const known = this.#resolved.get(key);
    if (known !== undefined) return known;
    const declared = this.#classes[destination] ?? [];
    const ranges = list.named.flatMap(({ name, protocol }) =>
      declared.filter((port) => port.name === name && port.protocol === protocol),
    );
    const found = portSet(ranges.map(({ protocol, first, last }) => ({ protocol, first, last })));
    const number = this.#table.union(list.fixed, this.#table.number(found));
    this.#resolved.set(key, number);
    return number;
  }
}
