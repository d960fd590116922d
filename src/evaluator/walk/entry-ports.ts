import { everyPort, intersectPorts, noPorts, unionPorts } from '../../model/ports';
import type { PortRange, PortSet } from '../../model/ports';
import type { End, Entry } from '../../model/walk';
import { usualSourcePort } from './source-port';

const portKeys = new WeakMap<PortSet, string>();

/** Equal texts are equal sets. */
export function portsKey(ports: PortSet): string {
  let key = portKeys.get(ports);
  if (key === undefined) {
    key = ports.map(({ protocol, first, last }) => `${protocol}${first}-${last}`).join();
    portKeys.set(ports, key);
  }
  return key;
}

const ofEntries = new WeakMap<Entry, PortSet>();

/** The ports that an entry means, as far as flows from a usual port come from where it wants them to. */
export function portsOf(entry: Entry, source: End, destination: End): PortSet {
  if (!isFixed(entry)) return findPorts(entry, source, destination);
  const known = ofEntries.get(entry) ?? findPorts(entry, source, destination);
  ofEntries.set(entry, known);
  return known;
}

/** Whether an entry means the same ports between all ends. */
export function isFixed({ ports, sourcePorts }: Entry): boolean {
  return (
    sourcePorts === undefined && (ports === 'any' || ports.every((port) => typeof port.ports !== 'function'))
  );
}

function findPorts(entry: Entry, source: End, destination: End): PortSet {
  const own =
    entry.ports === 'any'
      ? everyPort
      : unionPorts(
          ...entry.ports.map(({ ports }) => (typeof ports === 'function' ? ports(destination) : ports)),
        );
  if (entry.sourcePorts === undefined) return own;
  const usual = entry.sourcePorts
    .ports(source)
    .filter(({ first, last }) => first <= usualSourcePort && usualSourcePort <= last);
  const protocols = new Set(usual.map(({ protocol }) => protocol));
  const from = everyPort.filter(({ protocol }) => protocol !== 'other' && protocols.has(protocol));
  return from.length === 0 ? noPorts : intersectPorts(own, from);
}

/** The ports cut so that each set holds a range whole or not at all. */
export function pieces(sets: readonly PortSet[]): readonly PortRange[] {
  const starts = new Map(everyPort.map(({ protocol, first }) => [protocol, new Set([first])]));
  for (const set of new Set(sets)) {
    for (const { protocol, first, last } of set) {
      starts.get(protocol)?.add(first);
      starts.get(protocol)?.add(last + 1);
    }
  }
  return everyPort.flatMap(({ protocol, last }) => {
    const sorted = [...(starts.get(protocol) ?? [])].filter((start) => start <= last).sort((a, b) => a - b);
    return sorted.map((first, at) => ({ protocol, first, last: (sorted[at + 1] ?? last + 1) - 1 }));
  });
}

/** Whether a set holds a piece, which it holds whole or not at all. */
export function holdsPiece(set: PortSet, { protocol, first }: PortRange): boolean {
  return set.some((range) => range.protocol === protocol && range.first <= first && first <= range.last);
}
