import type { Meaning, PathMeaning } from '../../analysis/types';
import type { Direction } from '../../model/policy';
import { isEveryPort, leftOut, otherText, portSetText, protocols, type PortSet } from '../../model/ports';
import type { DrawnGate } from '../graph-types';

/** `1 workload`, `3 workloads`. */
export function counted(count: number, word: string): string {
  if (count === 1) return `1 ${word}`;
  return `${count} ${word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`}`;
}

/** Ports as a line's label: TCP is not written, other protocols are; a long list is cut. */
export function portLabel(ports: PortSet): string {
  if (isEveryPort(ports)) return 'every port';
  const left = leftOut(ports);
  if (left !== undefined) return `all but ${portSetText(left)}`;
  const parts = ports.map(({ protocol, first, last }) => {
    if (protocol === 'other') return otherText([{ protocol, first, last }]);
    const whole = first <= 1 && last === 65535;
    const numbers = whole ? 'every port' : first === last ? `${first}` : `${first}-${last}`;
    return protocol === 'TCP' ? numbers : `${numbers} ${protocol}`;
  });
  const merged = mergeProtocols(ports, parts);
  return merged.length > 3 ? `${merged.slice(0, 2).join(' ')} +${merged.length - 2}` : merged.join(' ');
}

/** `every port` once where it is true of several protocols. */
function mergeProtocols(ports: PortSet, parts: readonly string[]): readonly string[] {
  const whole = ports.filter(({ first, last }) => first <= 1 && last === 65535);
  if (whole.length < 2) return parts;
  return protocols.length - 1 === whole.length ? ['every port'] : parts;
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
