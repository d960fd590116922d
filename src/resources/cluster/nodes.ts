import { parseAddress, parseCidr } from '../../model/address';
import type { Address, Cidr } from '../../model/address';
import type { Node } from '../../model/cluster';
import { noLabels } from '../../model/labels';
import { labelsIn, objectIn, objectsIn, originOf, tell, textIn, textsIn } from '../place';
import type { Place } from '../place';

/** A Node document: its addresses (internal and external) and the ranges that its pods take theirs from. */
export function readNode(node: Place, name: string): Node {
  const metadata = objectIn(node, 'metadata');
  const spec = objectIn(node, 'spec');
  const status = objectIn(node, 'status');
  const addresses: Address[] = [];
  for (const entry of status === undefined ? [] : objectsIn(status, 'addresses')) {
    const type = textIn(entry, 'type');
    if (type !== 'InternalIP' && type !== 'ExternalIP') continue;
    const text = textIn(entry, 'address');
    const address = text === undefined ? undefined : parseAddress(text);
    if (address === undefined) tell(entry, ['address'], 'RES-ADDRESS', 'This is not an IP address.');
    else addresses.push(address);
  }
  return {
    name,
    labels: metadata === undefined ? noLabels : labelsIn(metadata, 'labels'),
    addresses,
    podCidrs: spec === undefined ? [] : podCidrs(spec),
    origin: originOf(node),
  };
}

/** A node that only pods tell of. */
export function impliedNode(name: string): Node {
  return { name, labels: noLabels, addresses: [], podCidrs: [] };
}

/** The node with further addresses, told by the status of its pods. */
export function withAddresses(node: Node, addresses: readonly Address[]): Node {
  const all = [...node.addresses];
  for (const address of addresses) {
    if (!all.some((known) => known.family === address.family && known.value === address.value)) {
      all.push(address);
    }
  }
  return all.length === node.addresses.length ? node : { ...node, addresses: all };
}

function podCidrs(spec: Place): readonly Cidr[] {
  const several = readCidrs(spec, 'podCIDRs');
  if (several.length > 0) return several;
  const single = textIn(spec, 'podCIDR');
  if (single === undefined || single === '') return [];
  const parsed = parseCidr(single);
  if (parsed === undefined) tell(spec, ['podCIDR'], 'RES-ADDRESS', notCidr);
  return parsed === undefined ? [] : [parsed.cidr];
}

const notCidr = 'This is not a CIDR such as 10.9.8.0/24 or 2001:db8::/64.';

/** A list of CIDRs; those that cannot be read are told and left out. */
export function readCidrs(place: Place, key: string): readonly Cidr[] {
  const cidrs: Cidr[] = [];
  for (const { text, index } of textsIn(place, key)) {
    const parsed = parseCidr(text);
    if (parsed === undefined) tell(place, [key, index], 'RES-ADDRESS', notCidr);
    else cidrs.push(parsed.cidr);
  }
  return cidrs;
}
