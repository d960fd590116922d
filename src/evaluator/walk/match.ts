import { hasAddress } from '../../model/address-set';
import type { Address } from '../../model/address';
import type { Protocol } from '../../model/ports';
import { hasPort } from '../../model/ports';
import type { End, Entry, EntryPeer, EntryPort, Term } from '../../model/walk';

/** An end of a flow that is known whole: what it is and, unless it is an entity, its address. */
export type Party = { readonly end: End; readonly address?: Address };

/** A flow with one address at each end, as the entries of one checkpoint see it. */
export type Packet = {
  readonly subject: Party;
  readonly peer: Party;
  readonly source: Party;
  readonly destination: Party;
  readonly protocol: Protocol;
  readonly port: number;
  readonly sourcePort: number;
  readonly family: 4 | 6;
};

export function entryMatches(entry: Entry, packet: Packet): boolean {
  if (entry.family !== undefined && entry.family !== packet.family) return false;
  if (!entry.own.every((term) => termHolds(term, packet.subject))) return false;
  if (entry.peers !== 'any' && !entry.peers.some((peer) => peerMatches(peer, packet.peer))) return false;
  if (entry.ports !== 'any' && !entry.ports.some((port) => portMatches(port, packet))) return false;
  return sourceMatches(entry, packet);
}

/** Sources send from ports of protocols that have ports; others come from none. */
export function sourceMatches({ sourcePorts }: Entry, { source, protocol, sourcePort }: Packet): boolean {
  return (
    sourcePorts === undefined ||
    (protocol !== 'other' && hasPort(sourcePorts.ports(source.end), protocol, sourcePort))
  );
}

export function peerMatches(peer: EntryPeer, party: Party): boolean {
  return peer.terms.every((term) => termHolds(term, party));
}

export function portMatches(port: EntryPort, { destination, protocol, port: number }: Packet): boolean {
  const ports = typeof port.ports === 'function' ? port.ports(destination.end) : port.ports;
  return hasPort(ports, protocol, number);
}

export function termHolds({ set, negated }: Term, { end, address }: Party): boolean {
  const byAddress = address !== undefined && (set.addressesOf === 'every end' || end.kind === 'outside');
  return (set.holds(end) || (byAddress && hasAddress(set.addresses, address))) !== negated;
}
