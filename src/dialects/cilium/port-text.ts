/**
 * A port as the agent reads it: the name of one, in lower case, or a number, in which a leading 0 means octal and
 * underscores between digits are skipped; undefined where it is neither.
 * Upstream: `pkg/policy/api/l4.go`, Go `strconv.ParseUint` with base 0.
 */
export function readPort(text: string): number | string | undefined {
  if (isPortName(text)) return text.toLowerCase();
  const number = readNumber(text);
  return number === undefined || number > highest ? undefined : number;
}

/** The number that the agent goes on with where it has not checked the text: the highest for too great a one, else 0. */
export function uncheckedNumber(text: string): number {
  return Math.min(readNumber(text) ?? 0, highest);
}

const highest = 65535;

/** Letters, digits and single hyphens inside, at least one letter, at most 15. Upstream: `pkg/iana/svcname.go`. */
export function isPortName(text: string): boolean {
  return text.length <= 15 && /[a-zA-Z]/.test(text) && /^[a-zA-Z0-9](-?[a-zA-Z0-9])*$/.test(text);
}

function readNumber(text: string): number | undefined {
  if (!/^[0-9](_?[0-9])*$/.test(text)) return undefined;
  const digits = text.replaceAll('_', '');
  const octal = digits.length > 1 && digits.startsWith('0');
  // Without a leading 0 there is no base that lets underscores in, yet 0_10 is one.
  if (octal && !/^[0-7]+$/.test(digits)) return undefined;
  return Number.parseInt(digits, octal ? 8 : 10);
}
