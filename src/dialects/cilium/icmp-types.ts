/** Names of ICMP types by family. Upstream: `pkg/policy/api/icmp.go`. */
const ipv4: ReadonlyMap<string, number> = new Map([
  ['EchoReply', 0],
  ['DestinationUnreachable', 3],
  ['Redirect', 5],
  ['Echo', 8],
  ['EchoRequest', 8],
  ['RouterAdvertisement', 9],
  ['RouterSelection', 10],
  ['TimeExceeded', 11],
  ['ParameterProblem', 12],
  ['Timestamp', 13],
  ['TimestampReply', 14],
  ['Photuris', 40],
  ['ExtendedEchoRequest', 42],
  ['ExtendedEchoReply', 43],
]);

const ipv6: ReadonlyMap<string, number> = new Map([
  ['DestinationUnreachable', 1],
  ['PacketTooBig', 2],
  ['TimeExceeded', 3],
  ['ParameterProblem', 4],
  ['EchoRequest', 128],
  ['EchoReply', 129],
  ['MulticastListenerQuery', 130],
  ['MulticastListenerReport', 131],
  ['MulticastListenerDone', 132],
  ['RouterSolicitation', 133],
  ['RouterAdvertisement', 134],
  ['NeighborSolicitation', 135],
  ['NeighborAdvertisement', 136],
  ['RedirectMessage', 137],
  ['RouterRenumbering', 138],
  ['ICMPNodeInformationQuery', 139],
  ['ICMPNodeInformationResponse', 140],
  ['InverseNeighborDiscoverySolicitation', 141],
  ['InverseNeighborDiscoveryAdvertisement', 142],
  ['HomeAgentAddressDiscoveryRequest', 144],
  ['HomeAgentAddressDiscoveryReply', 145],
  ['MobilePrefixSolicitation', 146],
  ['MobilePrefixAdvertisement', 147],
  ['DuplicateAddressRequestCodeSuffix', 157],
  ['DuplicateAddressConfirmationCodeSuffix', 158],
  ['ExtendedEchoRequest', 160],
  ['ExtendedEchoReply', 161],
]);

/** The number of a type given by its name, of the family as it is written; undefined where there is none. */
export function icmpType(name: string, family: string): number | undefined {
  return (family === 'IPv6' ? ipv6 : ipv4).get(name);
}
