import type { Protocol, PortSet } from '../../model/ports';
import {
  everyPort,
  icmp as icmpNumber,
  icmpv6,
  intersectPorts,
  noPorts,
  otherPorts,
  portRange,
  portsOf,
  subtractPorts,
  unionPorts,
} from '../../model/ports';
import type { CalicoIcmp, CalicoPort, CalicoProtocol, CalicoRule } from '../../dialects/calico/spec';

/** Numbers of protocols that Calico knows by name. */
const numbers: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
  ['icmpv6', 58],
  ['sctp', 132],
  ['udplite', 136],
]);

const withPorts: ReadonlyMap<number, Protocol> = new Map([
  [6, 'TCP'],
  [17, 'UDP'],
  [132, 'SCTP'],
]);

/** Everything of a protocol; nothing of a name that stands for none. */
export function protocolPorts(protocol: CalicoProtocol): PortSet {
  const number = typeof protocol === 'number' ? protocol : numbers.get(protocol);
  if (number === undefined) return noPorts;
  const known = withPorts.get(number);
  return known === undefined ? otherPorts(number) : portsOf(known);
}

/** The protocol, if it has ports. */
export function protocolWithPorts(protocol: CalicoProtocol | undefined): Protocol | undefined {
  if (protocol === undefined) return undefined;
  return withPorts.get(typeof protocol === 'number' ? protocol : (numbers.get(protocol) ?? -1));
}

/** What a rule says of protocols and of ICMP, without the ports of its sides. */
export function rulePorts({ protocol, notProtocol, icmp, notIcmp }: CalicoRule): PortSet {
  let ports = protocol === undefined ? everyPort : protocolPorts(protocol);
  if (notProtocol !== undefined) ports = subtractPorts(ports, protocolPorts(notProtocol));
  if (icmp !== undefined) ports = intersectPorts(ports, icmpPorts(icmp));
  if (notIcmp !== undefined) ports = subtractPorts(ports, icmpPorts(notIcmp));
  return ports;
}

function icmpPorts({ type, code }: CalicoIcmp): PortSet {
  return unionPorts(otherPorts(icmpNumber, type, code), otherPorts(icmpv6, type, code));
}

/** A text that tells a set of ports from every other; for people it is `portSetText`. */
export function portsKey(set: PortSet): string {
  return set.map(({ protocol, first, last }) => `${protocol} ${first}-${last}`).join(' ');
}

/** The numbers of a list. Without a protocol they are of every protocol with ports. */
export function numericPorts(list: readonly CalicoPort[], protocol: CalicoProtocol | undefined): PortSet {
  const known = protocolWithPorts(protocol);
  const protocols: readonly Protocol[] = known === undefined ? ['TCP', 'UDP', 'SCTP'] : [known];
  return unionPorts(
    ...list.flatMap((port) =>
      port.kind === 'range' ? protocols.map((one) => portRange(one, port.first, port.last)) : [],
    ),
  );
}

export function portNames(list: readonly CalicoPort[]): readonly string[] {
  return list.flatMap((port) => (port.kind === 'name' ? [port.name] : []));
}

/** The family of addresses that a rule is confined to by its version or the name of its protocol. */
export function versionOf({ ipVersion, protocol }: CalicoRule): 4 | 6 | undefined {
  return ipVersion ?? (protocol === 'icmp' ? 4 : protocol === 'icmpv6' ? 6 : undefined);
}
