import { addressBits, parseCidr } from '../../model/address';
import type { Cidr, ParsedCidr } from '../../model/address';
import { invalid, required, shownText } from '../../resources/api-server/field-error';
import type { FieldError } from '../../resources/api-server/field-error';
import { fieldText } from '../../resources/diagnostic';
import type { Path } from '../../yaml/types';
import type { StoredPeer, StoredSpec } from './stored';
import { peersKey } from './stored';

type IpBlock = NonNullable<StoredPeer['ipBlock']>;

/**
 * What the server says of an `ipBlock`. After a CIDR that is missing or cannot be read its excepts are not looked at.
 * Upstream: kubernetes/kubernetes `pkg/apis/networking/validation/validation.go` ValidateIPBlock.
 */
export function ipBlockErrors(block: IpBlock, path: Path): readonly FieldError[] {
  const at = [...path, 'cidr'];
  if (block.cidr === '') return [required(at)];
  const parsed = parseCidr(block.cidr);
  if (parsed === undefined) return [unreadable(block.cidr, at)];
  const errors = [...strictErrors(parsed, block.cidr, at)];
  block.except.forEach((text, index) => {
    const exceptAt = [...path, 'except', index];
    const except = parseCidr(text);
    if (except === undefined) {
      errors.push(unreadable(text, exceptAt));
      return;
    }
    errors.push(...strictErrors(except, text, exceptAt));
    if (!isStrictlyInside(except, text, parsed.cidr, block.cidr)) {
      errors.push(invalid(exceptAt, shownText(text), 'must be a strict subset of `cidr`'));
    }
  });
  return errors;
}

function unreadable(text: string, path: Path): FieldError {
  const detail = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
  return invalid(path, shownText(text), detail);
}

/**
 * One of three complaints about the spelling, raised by default since 1.36: before, and on objects that exist already,
 * such a CIDR is accepted. Upstream: apimachinery `pkg/util/validation/ip.go`, gate StrictIPCIDRValidation.
 */
function strictErrors(parsed: ParsedCidr, text: string, path: Path): readonly FieldError[] {
  const detail = parsed.leadingZeros
    ? 'must not have leading 0s in IP or prefix length'
    : parsed.mappedV6
      ? 'must not have an IPv4-mapped IPv6 address'
      : parsed.hostBits
        ? 'must not have bits set beyond the prefix length'
        : undefined;
  return detail === undefined ? [] : [{ ...invalid(path, shownText(text), detail), advisory: true }];
}

/** The server compares prefixes as they are written, so that of an IPv4-mapped CIDR is 96 too long. */
function isStrictlyInside(except: ParsedCidr, exceptText: string, cidr: Cidr, cidrText: string): boolean {
  if (except.cidr.family !== cidr.family) return false;
  const shift = BigInt(addressBits(cidr.family) - cidr.prefix);
  const inside = except.cidr.value >> shift === cidr.value >> shift;
  return inside && writtenPrefix(cidrText) < writtenPrefix(exceptText);
}

function writtenPrefix(text: string): number {
  return Number(text.slice(text.indexOf('/') + 1));
}

/**
 * The one warning that is left since 1.36: an IPv6 CIDR that is not in its usual spelling. Given to accepted policies
 * only. Upstream: apimachinery `pkg/api/validation/ip.go` GetWarningsForCIDR.
 */
export function cidrWarnings(spec: StoredSpec): readonly FieldError[] {
  const warnings: FieldError[] = [];
  const look = (text: string, path: Path): void => {
    if (!text.includes(':')) return;
    const parsed = parseCidr(text);
    if (parsed === undefined || parsed.canonical === text) return;
    if (parsed.leadingZeros || parsed.mappedV6 || parsed.hostBits) return;
    const field = fieldText(path);
    warnings.push({
      field,
      message:
        `${field}: IPv6 CIDR value "${text}" should be in RFC 5952 canonical format ` +
        `("${parsed.canonical}")`,
      path,
      part: 'value',
    });
  };
  for (const direction of ['ingress', 'egress'] as const) {
    spec[direction].forEach((rule, index) => {
      rule.peers.forEach(({ ipBlock }, at) => {
        if (ipBlock === undefined) return;
        const path = ['spec', direction, index, peersKey[direction], at, 'ipBlock'];
        look(ipBlock.cidr, [...path, 'cidr']);
        ipBlock.except.forEach((text, item) => look(text, [...path, 'except', item]));
      });
    });
  }
  return warnings;
}
