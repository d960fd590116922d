import type { Meaning, PathMeaning } from '../../analysis/types';
import type { Direction } from '../../model/policy';
import { isEveryPort, leftOut, otherText, portSetText, protocols } from '../../model/ports';
import type { PortSet, Protocol } from '../../model/ports';
import type { DrawnGate } from '../graph-types';

/** `1 workload`, `3 workloads`. */
export function counted(count: number, word: string): string {
  if (count === 1) return `1 ${word}`;
  return `${count} ${word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`}`;
}

/**
 * Ports as a line's label: `8080`, `53 UDP`. TCP alone is not written, and a number that several protocols have is written
 * once: `53 TCP UDP`. A long list is cut.
 */
export function portLabel(ports: PortSet): string {
  if (isEveryPort(ports)) return 'every port';
  const left = leftOut(ports);
  if (left !== undefined) return `all but ${portSetText(left)}`;
  const byNumbers = new Map<string, Protocol[]>();
  const rest: string[] = [];
  for (const { protocol, first, last } of ports) {
    if (protocol === 'other') {
      rest.push(otherText([{ protocol, first, last }]));
      continue;
    }
    const whole = first <= 1 && last === 65535;
    const numbers = whole ? 'every port' : first === last ? `${first}` : `${first}-${last}`;
    byNumbers.set(numbers, [...(byNumbers.get(numbers) ?? []), protocol]);
  }
  if (byNumbers.get('every port')?.length === protocols.length - 1) return 'every port';
  const parts = [...byNumbers].map(([numbers, of]) =>
    of.join(' ') === 'TCP' ? numbers : [numbers, ...of].join(' '),
  );
  const all = [...parts, ...rest];
  return all.length > 3 ? `${all.slice(0, 2).join(' ')} +${all.length - 2}` : all.join(' ');
}

/** Declared ports on a card: `8080 9090`, `53 UDP`. */
export function declaredPorts(
  ports: readonly { readonly port: number; readonly protocol: string }[],
): string {
  return ports
    .map(({ port, protocol }) => (protocol === 'TCP' ? `${port}` : `${port} ${protocol}`))
    .join(' ');
}

const meaningWords: Readonly<Record<Meaning, string>> = {
  works: 'wanted, works',
  blocked: 'wanted, blocked',
  unwanted: 'not wanted, allowed',
  admitted: 'allowed, nothing said about it',
  depends: 'depends',
  unguarded: 'allowed, since nothing isolates',
};

/** A line in words: `batch to api, TCP 8080, wanted, blocked at the ingress gate of api`. */
export function lineWords(from: string, to: string, { meaning, ports, at, condition }: PathMeaning): string {
  const start = `${from} to ${to}, ${portSetText(ports)}, ${meaningWords[meaning]}`;
  if (meaning === 'depends') return condition === '' ? start : `${start}: ${condition}`;
  if (meaning !== 'blocked' || at.length === 0) return start;
  if (at.length === 2) return `${start} at both gates`;
  return at[0] === 'egress'
    ? `${start} at the egress gate of ${from}`
    : `${start} at the ingress gate of ${to}`;
}

/** A gate in words: `ingress guarded by 2 rules`. */
export function gateWords(direction: Direction, gate: DrawnGate): string {
  switch (gate.state) {
    case 'open':
      return `${direction} open`;
    case 'shut':
      return `${direction} shut`;
    case 'not enforced':
      return `${direction} not enforced`;
    case 'guarded': {
      if (gate.label === 'all') return `${direction} guarded`;
      if (gate.label.includes('/')) return `${direction} guarded for ${gate.label.replace('/', ' of ')}`;
      return `${direction} guarded by ${counted(Number(gate.label), 'rule')}`;
    }
  }
}
