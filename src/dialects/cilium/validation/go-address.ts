import { goQuoted } from '../../../resources/api-server/go-text';

/** An address as bytes, 4 or 16 of them; `zone` is what follows `%`. */
export type GoAddress = { readonly bytes: readonly number[]; readonly zone: string };

/** A value, or the text of the error. */
export type Parsed<T> =
  { readonly kind: 'value'; readonly value: T } | { readonly kind: 'error'; readonly text: string };

function value<T>(parsed: T): Parsed<T> {
  return { kind: 'value', value: parsed };
}

function failed(text: string): { readonly kind: 'error'; readonly text: string } {
  return { kind: 'error', text };
}

/** Upstream: Go `net/netip.ParseAddr`. */
export function parseAddress(text: string): Parsed<GoAddress> {
  const first = /[.:%]/.exec(text)?.[0];
  const found = first === '.' ? ipv4(text) : first === ':' ? ipv6(text) : undefined;
  const problem =
    found === undefined
      ? { message: first === '%' ? 'missing IPv6 address' : 'unable to parse IP' }
      : 'message' in found
        ? found
        : undefined;
  if (problem === undefined) return value(found as GoAddress);
  const rest = problem.at === undefined || problem.at === '' ? '' : ` (at ${goQuoted(problem.at)})`;
  return failed(`ParseAddr(${goQuoted(text)}): ${problem.message}${rest}`);
}

export type GoPrefix = { readonly address: GoAddress; readonly bits: number };

/** Upstream: Go `net/netip.ParsePrefix`. */
export function parsePrefix(text: string): Parsed<GoPrefix> {
  const tell = (message: string) => failed(`netip.ParsePrefix(${goQuoted(text)}): ${message}`);
  const slash = text.lastIndexOf('/');
  if (slash < 0) return tell("no '/'");
  const address = parseAddress(text.slice(0, slash));
  if (address.kind === 'error') return tell(address.text);
  if (address.value.zone !== '') return tell('IPv6 zones cannot be present in a prefix');
  const written = text.slice(slash + 1);
  // Longer numbers do not fit an integer.
  if (!/^(0|[1-9][0-9]*)$/.test(written) || Number(written) >= 2 ** 63) {
    return tell(`bad bits after slash: ${goQuoted(written)}`);
  }
  const bits = Number(written);
  if (bits > address.value.bytes.length * 8) return tell('prefix length out of range');
  return value({ address: address.value, bits });
}

/** Whether an address of the same family lies in the block. */
export function holds({ address, bits }: GoPrefix, other: GoAddress): boolean {
  if (address.bytes.length !== other.bytes.length) return false;
  return address.bytes.every((byte, index) => {
    const left = Math.min(8, Math.max(0, bits - index * 8));
    const mask = 0xff & (0xff << (8 - left));
    return (byte & mask) === ((other.bytes[index] ?? 0) & mask);
  });
}

type Problem = { readonly message: string; readonly at?: string };

function ipv4(text: string): GoAddress | Problem {
  const bytes = ipv4Bytes(text);
  return 'message' in bytes ? bytes : { bytes: bytes.bytes, zone: '' };
}

function ipv4Bytes(text: string): { readonly bytes: readonly number[] } | Problem {
  const bytes: number[] = [];
  let octet = 0;
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charAt(at);
    if (c >= '0' && c <= '9') {
      if (digits === 1 && octet === 0) return { message: 'IPv4 field has octet with leading zero' };
      octet = octet * 10 + Number(c);
      digits += 1;
      if (octet > 255) return { message: 'IPv4 field has value >255' };
    } else if (c !== '.') return { message: 'unexpected character', at: text.slice(at) };
    else if (at === 0 || at === text.length - 1 || text.charAt(at - 1) === '.') {
      return { message: 'IPv4 field must have at least one digit', at: text.slice(at) };
    } else if (bytes.length === 3) return { message: 'IPv4 address too long' };
    else {
      bytes.push(octet);
      octet = 0;
      digits = 0;
    }
  }
  if (bytes.length < 3) return { message: 'IPv4 address too short' };
  return { bytes: [...bytes, octet] };
}

function ipv6(text: string): GoAddress | Problem {
  const percent = text.indexOf('%');
  const zone = percent < 0 ? '' : text.slice(percent + 1);
  if (percent >= 0 && zone === '') return { message: 'zone must be a non-empty string' };
  let rest = percent < 0 ? text : text.slice(0, percent);
  const bytes: number[] = [];
  let gap = -1;
  if (rest.startsWith('::')) {
    gap = 0;
    rest = rest.slice(2);
    if (rest === '') return { bytes: new Array<number>(16).fill(0), zone };
  }
  while (bytes.length < 16) {
    const digits = /^[0-9a-fA-F]{0,5}/.exec(rest)?.[0] ?? '';
    if (digits.length > 4) return { message: 'each group must have 4 or less digits', at: rest };
    if (digits === '') {
      return { message: 'each colon-separated field must have at least one digit', at: rest };
    }
    if (rest.charAt(digits.length) === '.') {
      if (gap < 0 && bytes.length !== 12) {
        return {
          message: 'embedded IPv4 address must replace the final 2 fields of the address',
          at: rest,
        };
      }
      if (bytes.length + 4 > 16) {
        return { message: 'too many hex fields to fit an embedded IPv4 at the end of the address', at: rest };
      }
      const embedded = ipv4Bytes(rest);
      if ('message' in embedded) return embedded;
      bytes.push(...embedded.bytes);
      rest = '';
      break;
    }
    const group = Number.parseInt(digits, 16);
    bytes.push(group >> 8, group & 0xff);
    rest = rest.slice(digits.length);
    if (rest === '') break;
    if (!rest.startsWith(':')) return { message: 'unexpected character, want colon', at: rest };
    if (rest.length === 1) return { message: 'colon must be followed by more characters', at: rest };
    rest = rest.slice(1);
    if (!rest.startsWith(':')) continue;
    if (gap >= 0) return { message: 'multiple :: in address', at: rest };
    gap = bytes.length;
    rest = rest.slice(1);
    if (rest === '') break;
  }
  if (rest !== '') return { message: 'trailing garbage after address', at: rest };
  if (bytes.length === 16) {
    return gap < 0 ? { bytes, zone } : { message: 'the :: must expand to at least one field of zeros' };
  }
  if (gap < 0) return { message: 'address string too short' };
  const zeros = new Array<number>(16 - bytes.length).fill(0);
  return { bytes: [...bytes.slice(0, gap), ...zeros, ...bytes.slice(gap)], zone };
}
