/** An IP address. An IPv4-mapped IPv6 address is kept as the IPv4 address that it maps. */
export type Address = { readonly family: 4 | 6; readonly value: bigint };

/** A block of addresses; `value` is masked to the prefix. */
export type Cidr = { readonly family: 4 | 6; readonly value: bigint; readonly prefix: number };

/** A CIDR as the API server has always read it, and what is unusual about its spelling. */
export type ParsedCidr = {
  /** What it means: host bits masked away, an IPv4-mapped block as the IPv4 block. */
  readonly cidr: Cidr;
  /** The address as written, with its host bits. */
  readonly address: Address;
  /** Not in the strict form: leading zeros in the address or the prefix. */
  readonly leadingZeros: boolean;
  /** Written as an IPv4-mapped IPv6 address. */
  readonly mappedV6: boolean;
  /** Bits are set beyond the prefix. */
  readonly hostBits: boolean;
  /** The block in its usual spelling. */
  readonly canonical: string;
};

const mappedBase = 0xffffn << 32n;

/** Number of bits of an address of the family. */
export function addressBits(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

/** The last address of a family, as a number. */
export function lastValue(family: 4 | 6): bigint {
  return family === 4 ? 0xffff_ffffn : (1n << 128n) - 1n;
}

/**
 * Reads an address strictly: four decimal octets without leading zeros, or IPv6 with at most one `::` and without a
 * zone. Upstream: Go `netip.ParseAddr`.
 */
export function parseAddress(text: string): Address | undefined {
  const read = readAddress(text, true);
  return read === undefined ? undefined : unmapped(read);
}

/**
 * Reads a CIDR as every API server does, leading zeros included; the flags say what the strict form would refuse.
 * Upstream: `k8s.io/utils/net` ParseCIDRSloppy; the flags are those of apimachinery `pkg/util/validation/ip.go`.
 */
export function parseCidr(text: string): ParsedCidr | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const addressText = text.slice(0, slash);
  const prefixText = text.slice(slash + 1);
  const read = readAddress(addressText, false);
  if (read === undefined || !/^\d+$/.test(prefixText)) return undefined;
  const written = Number(prefixText);
  const bits = addressBits(read.family);
  if (written > bits) return undefined;
  const address = unmapped(read);
  const mappedV6 = address.family !== read.family;
  const block = maskTo({ family: read.family, value: read.value }, written);
  const cidr =
    mappedV6 && written >= 96
      ? { family: 4 as const, value: block.value - mappedBase, prefix: written - 96 }
      : block;
  return {
    cidr,
    address,
    leadingZeros: readAddress(addressText, true) === undefined || !/^(0|[1-9]\d{0,2})$/.test(prefixText),
    mappedV6,
    hostBits: block.value !== read.value,
    canonical: formatCidr(cidr),
  };
}

/** The block of `prefix` bits that holds the address. */
export function maskTo(address: Address, prefix: number): Cidr {
  const host = BigInt(addressBits(address.family) - prefix);
  return { family: address.family, value: (address.value >> host) << host, prefix };
}

/** Whether the block holds the address; the families must be the same. */
export function contains(cidr: Cidr, address: Address): boolean {
  if (cidr.family !== address.family) return false;
  const host = BigInt(addressBits(cidr.family) - cidr.prefix);
  return cidr.value >> host === address.value >> host;
}

/** Whether every address of `inner` is in `outer`. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return inner.prefix >= outer.prefix && contains(outer, inner);
}

export function sameAddress(a: Address, b: Address): boolean {
  return a.family === b.family && a.value === b.value;
}

/** A key by which equal addresses, and only they, are equal. */
export function addressKey(address: Address): string {
  return `${address.family}:${address.value.toString(16)}`;
}

/** The address of an `addressKey`; undefined for other texts. */
export function addressOfKey(key: string): Address | undefined {
  const found = /^([46]):([0-9a-f]+)$/.exec(key);
  return found === null
    ? undefined
    : { family: found[1] === '4' ? 4 : 6, value: BigInt(`0x${found[2] ?? '0'}`) };
}

/** The address in its usual spelling (RFC 5952 for IPv6). */
export function formatAddress(address: Address): string {
  if (address.family === 4) {
    const value = Number(address.value);
    return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
  }
  if (address.value >> 32n === 0xffffn) {
    return `::ffff:${formatAddress({ family: 4, value: address.value & 0xffff_ffffn })}`;
  }
  const groups: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(Number((address.value >> shift) & 0xffffn));
  const run = longestZeroRun(groups);
  const hex = (from: number, to: number) =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return run === undefined ? hex(0, 8) : `${hex(0, run.start)}::${hex(run.end, 8)}`;
}

export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(cidr)}/${cidr.prefix}`;
}

/** The longest run of at least two zero groups, the first of equally long ones. */
function longestZeroRun(groups: readonly number[]): { start: number; end: number } | undefined {
  let best: { start: number; end: number } | undefined;
  let start = 0;
  for (let at = 0; at <= groups.length; at++) {
    if (groups[at] === 0) continue;
    if (at - start >= 2 && (best === undefined || at - start > best.end - best.start)) {
      best = { start, end: at };
    }
    start = at + 1;
  }
  return best;
}

function unmapped(address: Address): Address {
  if (address.family === 6 && address.value >> 32n === 0xffffn) {
    return { family: 4, value: address.value & 0xffff_ffffn };
  }
  return address;
}

/** Reads an address as written, without unmapping. Not strict: as Go read it before 1.17, leading zeros allowed. */
function readAddress(text: string, strict: boolean): Address | undefined {
  if (text.includes(':')) {
    const value = readV6(text, strict);
    return value === undefined ? undefined : { family: 6, value };
  }
  const value = readV4(text, strict);
  return value === undefined ? undefined : { family: 4, value: BigInt(value) };
}

function readV4(text: string, strict: boolean): number | undefined {
  const octets = text.split('.', 5);
  if (octets.length !== 4) return undefined;
  let value = 0;
  for (const octet of octets) {
    if (!(strict ? /^(0|[1-9]\d{0,2})$/ : /^\d+$/).test(octet) || Number(octet) > 255) return undefined;
    value = value * 256 + Number(octet);
  }
  return value;
}

function readV6(text: string, strict: boolean): bigint | undefined {
  const halves = text.split('::', 3);
  if (halves.length > 2) return undefined;
  const head = readGroups(halves[0] ?? '', strict, halves.length === 1);
  const tail = halves.length === 1 ? [] : readGroups(halves[1] ?? '', strict, true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const zeros = new Array<number>(missing).fill(0);
  return [...head, ...zeros, ...tail].reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** The 16-bit groups of one side of `::`; the last may be a dotted IPv4 address where the text ends. */
function readGroups(text: string, strict: boolean, last: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':', 9);
  for (const [index, part] of parts.entries()) {
    if (last && index === parts.length - 1 && part.includes('.')) {
      const value = readV4(part, strict);
      if (value === undefined) return undefined;
      groups.push(value >>> 16, value & 0xffff);
    } else {
      if (!(strict ? /^[0-9a-fA-F]{1,4}$/ : /^0*[0-9a-fA-F]{1,4}$/).test(part)) return undefined;
      groups.push(parseInt(part, 16));
    }
  }
  return groups;
}
