import { parseAddress, parseCidr } from '../../../model/address';
import type { ParsedCidr } from '../../../model/address';

/** A CIDR as Go's `net.ParseCIDR` reads it: no leading zeros in the address, but they may stand in the prefix. */
export function readNet(text: string): ParsedCidr | undefined {
  const slash = text.indexOf('/');
  if (slash < 0 || parseAddress(text.slice(0, slash)) === undefined) return undefined;
  return parseCidr(text);
}

/** The tag `cidr`: a block, its host bits free, or an address; the empty text passes too. */
export function isNetOrAddress(text: string): boolean {
  return text === '' || readNet(text) !== undefined || parseAddress(text) !== undefined;
}

/** The tag `net`: the same without host bits. */
export function isStrictNet(text: string): boolean {
  return isNetOrAddress(text) && readNet(text)?.hostBits !== true;
}

/** A block that holds every address of its family. Of IPv4 only its usual spelling is noticed. */
export function isCatchAll(net: ParsedCidr, text: string): boolean {
  return net.cidr.family === 4 ? text === '0.0.0.0/0' : net.cidr.prefix === 0;
}
