/**
 * Whether a text is a block of addresses to the server's schema, which still takes leading zeros that Go has come to
 * refuse. Upstream: k8s.io/utils `net.ParseCIDRSloppy`.
 */
export function isCidrFormat(text: string): boolean {
  const slash = text.indexOf('/');
  if (slash < 0) return false;
  const address = text.slice(0, slash);
  const length = text.slice(slash + 1);
  const most = isIpv4(address) ? 32 : isIpv6(address) ? 128 : -1;
  return most >= 0 && /^[0-9]+$/.test(length) && Number(length) <= most;
}

function isIpv4(text: string): boolean {
  const parts = text.split('.', 5);
  return parts.length === 4 && parts.every((part) => /^[0-9]+$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::', 3);
  if (halves.length > 2) return false;
  const [left = '', right] = halves;
  const before = groupCount(left, right === undefined);
  if (right === undefined) return before === 8;
  const after = groupCount(right, true);
  if (before < 0 || after < 0) return false;
  // The gap stands for one group at least.
  return before + after <= 7;
}

/** How many groups of 16 bits a text without a gap holds; below 0 where it is malformed. */
function groupCount(text: string, mayEndInIpv4: boolean): number {
  if (text === '') return 0;
  const parts = text.split(':', 9);
  if (parts.length > 8) return -100;
  let count = 0;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (isLast && mayEndInIpv4 && isIpv4(part)) count += 2;
    else if (/^0*[0-9a-fA-F]{1,4}$/.test(part)) count += 1;
    else return -100;
  }
  return count;
}
