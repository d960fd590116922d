/** A protocol with ports; `other` stands for every further protocol of the Internet Protocol. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP' | 'other';

/**
 * First to last port, both included. A "port" of `other` is `otherPort`: the protocol's number, and of ICMP and ICMPv6
 * the type and the code.
 */
export type PortRange = { readonly protocol: Protocol; readonly first: number; readonly last: number };

/**
 * A set of ports over all protocols: sorted by protocol (TCP, UDP, SCTP, other) and port, neither overlapping
 * nor adjoining. TCP, UDP and SCTP run from 1 to 65535 (port 0 is no destination).
 */
export type PortSet = readonly PortRange[];

/** In the order in which port sets are sorted. */
export const protocols: readonly Protocol[] = ['TCP', 'UDP', 'SCTP', 'other'];

export const noPorts: PortSet = [];

/** Highest "port" of `other`. */
const lastOther = 0xff_ffff;

/** Every port of every protocol. */
export const everyPort: PortSet = protocols.map((protocol) => ({
  protocol,
  first: protocol === 'other' ? 0 : 1,
  last: protocol === 'other' ? lastOther : 65535,
}));

/** Every port of one protocol. */
export function portsOf(protocol: Protocol): PortSet {
  return everyPort.filter((range) => range.protocol === protocol);
}

/** A protocol by its number (0 to 255), with the ICMP type and code where it has them, as a "port" of `other`. */
export function otherPort(protocol: number, type = 0, code = 0): number {
  return protocol * 0x1_0000 + type * 0x100 + code;
}

/** Everything of a protocol of `other`; with a type, only that type's, and with a code, only that code's. */
export function otherPorts(protocol: number, type?: number, code?: number): PortSet {
  const first = otherPort(protocol, type ?? 0, code ?? 0);
  const last = otherPort(protocol, type ?? 0xff, code ?? 0xff);
  return [{ protocol: 'other', first, last }];
}

export const icmp = 1;
export const icmpv6 = 58;

/** Numbers of protocols by the names that people and engines write, in upper case. */
const protocolNumbers: ReadonlyMap<string, number> = new Map([
  ['ICMP', icmp],
  ['IGMP', 2],
  ['IPIP', 4],
  ['TCP', 6],
  ['UDP', 17],
  ['IPV6', 41],
  ['GRE', 47],
  ['ESP', 50],
  ['AH', 51],
  ['ICMPV6', icmpv6],
  ['VRRP', 112],
  ['SCTP', 132],
  ['UDPLITE', 136],
]);

/** The number of a protocol, which is told by its name or as its number (0 to 255); undefined for what is neither. */
export function protocolNumber(protocol: string | number): number | undefined {
  const number = protocolNumbers.get(String(protocol).toUpperCase()) ?? Number(protocol);
  return Number.isInteger(number) && number >= 0 && number <= 255 && protocol !== '' ? number : undefined;
}

/** The protocol with ports that has a number; undefined for protocols without ports. */
export function protocolOfNumber(number: number): Protocol | undefined {
  switch (number) {
    case 6:
      return 'TCP';
    case 17:
      return 'UDP';
    case 132:
      return 'SCTP';
    default:
      return undefined;
  }
}

/** The ports from `first` to `last`, as far as there are such; empty if reversed. */
export function portRange(protocol: Protocol, first: number, last: number): PortSet {
  const low = Math.max(first, protocol === 'other' ? 0 : 1);
  const high = Math.min(last, protocol === 'other' ? lastOther : 65535);
  return low <= high ? [{ protocol, first: low, last: high }] : noPorts;
}

/** Makes a set of ranges in any order, overlapping or not. */
export function portSet(ranges: readonly PortRange[]): PortSet {
  if (ranges.length <= 1) return ranges;
  const order = (range: PortRange) => protocols.indexOf(range.protocol);
  const sorted = [...ranges].sort((a, b) => order(a) - order(b) || a.first - b.first);
  const merged: PortRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && last.protocol === range.protocol && range.first <= last.last + 1) {
      if (range.last > last.last) merged[merged.length - 1] = { ...last, last: range.last };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

export function unionPorts(...sets: readonly PortSet[]): PortSet {
  const full = sets.filter((set) => set.length > 0);
  return full.length <= 1 ? (full[0] ?? noPorts) : portSet(full.flat());
}

export function intersectPorts(a: PortSet, b: PortSet): PortSet {
  const found: PortRange[] = [];
  for (const one of a) {
    for (const other of b) {
      if (one.protocol !== other.protocol) continue;
      const first = Math.max(one.first, other.first);
      const last = Math.min(one.last, other.last);
      if (first <= last) found.push({ protocol: one.protocol, first, last });
    }
  }
  return portSet(found);
}

/** The ports of `a` that are not in `b`. */
export function subtractPorts(a: PortSet, b: PortSet): PortSet {
  const left: PortRange[] = [];
  for (const one of a) {
    let first = one.first;
    for (const cut of b) {
      if (cut.protocol !== one.protocol || cut.last < first || cut.first > one.last) continue;
      if (cut.first > first) left.push({ protocol: one.protocol, first, last: cut.first - 1 });
      first = cut.last + 1;
    }
    if (first <= one.last) left.push({ protocol: one.protocol, first, last: one.last });
  }
  return left;
}

export function samePorts(a: PortSet, b: PortSet): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every((range, index) => {
      const other = b[index];
      return (
        other !== undefined &&
        range.protocol === other.protocol &&
        range.first === other.first &&
        range.last === other.last
      );
    })
  );
}

export function isEveryPort(set: PortSet): boolean {
  return samePorts(set, everyPort);
}

export function hasPort(set: PortSet, protocol: Protocol, port: number): boolean {
  return set.some((range) => range.protocol === protocol && range.first <= port && port <= range.last);
}

/** Whether every port of `inner` is in `outer`. */
export function includesPorts(outer: PortSet, inner: PortSet): boolean {
  return subtractPorts(inner, outer).length === 0;
}

/** The ports of one protocol as text: `80,443,8080-8090`; empty where there are none. */
export function rangesText(set: PortSet, protocol: Protocol): string {
  return set
    .filter((range) => range.protocol === protocol)
    .map((range) => (range.first === range.last ? `${range.first}` : `${range.first}-${range.last}`))
    .join(',');
}

/** A set in words: `TCP 80,443,8080-8090, UDP 53` · `every TCP port` · `every port` · `every port but TCP 22` · `no port`. */
export function portSetText(set: PortSet): string {
  if (set.length === 0) return 'no port';
  if (isEveryPort(set)) return 'every port';
  const left = leftOut(set);
  if (left !== undefined) return `every port but ${portSetText(left)}`;
  const present = protocols.filter((protocol) => set.some((range) => range.protocol === protocol));
  const whole = present.filter((protocol) => protocol !== 'other' && includesPorts(set, portsOf(protocol)));
  const parts: string[] = [];
  if (whole.length === 1) parts.push(`every ${whole[0]} port`);
  if (whole.length > 1) parts.push(`every port of ${whole.slice(0, -1).join(', ')} and ${whole.at(-1)}`);
  for (const protocol of present) {
    if (protocol === 'other') parts.push(otherText(set));
    else if (!whole.includes(protocol)) parts.push(`${protocol} ${rangesText(set, protocol)}`);
  }
  return parts.join(', ');
}

/** What is left out of every port, where it is little: nothing of it is a whole protocol. */
export function leftOut(set: PortSet): PortSet | undefined {
  const left = subtractPorts(everyPort, set);
  const isWhole = (protocol: Protocol) => includesPorts(left, portsOf(protocol));
  return left.length > 0 && left.length <= 3 && !protocols.some(isWhole) ? left : undefined;
}

/** Protocols without ports that have a name which people know. */
const otherNames: ReadonlyMap<number, string> = new Map([
  [icmp, 'ICMP'],
  [icmpv6, 'ICMPv6'],
  [4, 'IPIP'],
  [47, 'GRE'],
]);

/** The part of a set that has no ports, in words: `other protocols` · `ICMP` · `ICMP type 8` · `protocol 47`. */
export function otherText(set: PortSet): string {
  const own = set.filter((range) => range.protocol === 'other');
  if (includesPorts(own, portsOf('other'))) return 'other protocols';
  const words: string[] = [];
  for (const { first, last } of own) {
    const from = first >>> 16;
    const to = last >>> 16;
    for (let number = from; number <= to && words.length < 4; number++) {
      const low = Math.max(first, otherPort(number)) & 0xffff;
      const high = Math.min(last, otherPort(number, 0xff, 0xff)) & 0xffff;
      const name = otherNames.get(number) ?? `protocol ${number}`;
      const types = low >>> 8 === high >>> 8 ? `type ${low >>> 8}` : `types ${low >>> 8}-${high >>> 8}`;
      words.push(low === 0 && high === 0xffff ? name : `${name} ${types}`);
    }
    if (words.length === 4) return 'some other protocols';
  }
  return words.join(', ');
}
