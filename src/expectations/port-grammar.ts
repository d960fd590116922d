import type { Origin } from '../model/origin';
import { everyPort, portRange, portsOf, subtractPorts, type Protocol } from '../model/ports';
import type { Json } from '../yaml/types';
import type { PortWish } from './document';

/** Reads one entry of `ports` (EX-1); a sentence where it cannot be read. */
export function readPort(value: Json, origin: Origin): PortWish | string {
  if (typeof value !== 'number' && typeof value !== 'string') {
    return 'a port is a number, a range, a name or `any`, with an optional `/TCP`, `/UDP` or `/SCTP`';
  }
  const text = String(value);
  const slash = text.indexOf('/');
  const port = slash < 0 ? text : text.slice(0, slash);
  const protocolText = slash < 0 ? undefined : text.slice(slash + 1);
  if (protocolText === 'ICMP' || protocolText === 'ICMPv6') return readIcmp(port, protocolText, text, origin);
  const protocol = readProtocol(protocolText);
  if (protocol === undefined) {
    return `unknown protocol \`${clip(protocolText ?? '')}\`: TCP, UDP, SCTP, ICMP and ICMPv6 are known`;
  }
  if (port === 'any') {
    const set = protocolText === undefined ? subtractPorts(everyPort, portsOf('other')) : portsOf(protocol);
    return { kind: 'set', set, text, origin };
  }
  const range = /^(\d+)(?:-(\d+))?$/.exec(port);
  if (range !== null) {
    const first = Number(range[1]);
    const last = Number(range[2] ?? range[1]);
    if (first < 1 || last < 1 || first > 65535 || last > 65535) return 'ports run from 1 to 65535';
    if (first > last) return `the range is reversed: write \`${last}-${first}\``;
    return { kind: 'set', set: portRange(protocol, first, last), text, origin };
  }
  if (!isPortName(port)) return `\`${clip(port)}\` is no port, range or port name`;
  return { kind: 'named', name: port, protocol, text, origin };
}

/** ICMP has types instead of ports; no policy of this cluster tells them apart. */
function readIcmp(type: string, protocol: string, text: string, origin: Origin): PortWish | string {
  const numeric = /^\d{1,3}$/.test(type) && Number(type) <= 255;
  if (type !== 'any' && !numeric) return `before \`/${protocol}\` stands a type from 0 to 255, or \`any\``;
  return { kind: 'set', set: portsOf('other'), text, origin };
}

function readProtocol(text: string | undefined): Protocol | undefined {
  if (text === undefined) return 'TCP';
  return text === 'TCP' || text === 'UDP' || text === 'SCTP' ? text : undefined;
}

/** The server's rule for names of ports (IANA service names). */
function isPortName(text: string): boolean {
  return (
    text.length <= 15 &&
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(text) &&
    /[a-z]/.test(text) &&
    !text.includes('--')
  );
}

/** User text as far as it fits into a sentence. */
export function clip(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
