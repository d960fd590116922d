import { decodeUtf8 } from './decode-bytes';

/**
 * How kubectl understands a scalar: sigs.k8s.io/yaml over go.yaml.in/yaml/v2, YAML 1.1 with Go's own number
 * rules (resolve.go). Whole numbers beyond 2^53 come back as bigint, so that the caller may keep them exact.
 */
export type Resolved = null | boolean | number | bigint | string;

const YAML_TAG = 'tag:yaml.org,2002:';
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const DECIMAL = /^(?:0|-?[1-9][0-9]{0,14})$/;
const TIMESTAMP =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?(?:Z|([-+])([0-9]{2}):([0-9]{2}))| +([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?)?$/;

const WORDS: ReadonlyMap<string, null | boolean | number> = new Map<string, null | boolean | number>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((w) => [w, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (w) => [w, false] as const,
  ),
  ...['', '~', 'null', 'Null', 'NULL'].map((w) => [w, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((w) => [w, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((w) => [w, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((w) => [w, -Infinity] as const),
]);

/** First characters of every scalar that can be anything but text: digits, signs, `.`, `~` and yYnNtTfFoO. */
const MAY_RESOLVE = new Uint8Array(128);
for (const c of '0123456789+-.~yYnNtTfFoO') MAY_RESOLVE[c.charCodeAt(0)] = 1;

/** The value of a plain scalar without a tag. */
export function resolvePlain(text: string): Resolved {
  if (text === '') return null;
  const first = text.charCodeAt(0);
  if (first >= 128 || MAY_RESOLVE[first] === 0) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (first > 57 || first === 126) return text;
  return resolveNumber(text) ?? text;
}

function resolveNumber(text: string): number | bigint | undefined {
  if (DECIMAL.test(text)) return Number(text);
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  const integer = INTEGER.exec(digits);
  if (integer !== null) {
    const whole = wholeNumber(integer);
    if (whole !== undefined) return whole;
  }
  return FLOAT.test(digits) ? finite(digits) : undefined;
}

/** Go's base 0; what fits neither int64 nor uint64 is left to the float rule. */
function wholeNumber(match: RegExpExecArray): number | bigint | undefined {
  const [, sign, hex, binary, octal, decimal] = match;
  const digits = hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? '0');
  if (digits.length <= 15 && decimal !== undefined) return Number(sign + digits) + 0;
  const size = BigInt(digits);
  const value = sign === '-' ? -size : size;
  if (value < -(2n ** 63n) || value >= 2n ** 64n || (sign === '+' && value >= 2n ** 63n)) return undefined;
  return value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : value;
}

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** The value of a scalar with a tag (in full, or `!…` where local); an error where tag and text disagree. */
export function resolveTagged(tag: string, text: string): { value: Resolved } | { error: string } {
  if (!tag.startsWith(YAML_TAG)) return { value: text };
  const name = tag.slice(YAML_TAG.length);
  switch (name) {
    case 'binary': {
      const decoded = decodeBase64(text);
      return decoded === undefined ? { error: 'The text after !!binary is not base64.' } : { value: decoded };
    }
    case 'timestamp':
      return isTimestamp(text) ? { value: text } : disagree(name, text);
    case 'int': {
      const value = resolvePlain(text);
      return isWhole(value, text) ? { value } : disagree(name, text);
    }
    case 'float': {
      const value = resolvePlain(text);
      if (typeof value === 'bigint') {
        return value < 2n ** 63n ? { value: Number(value) } : disagree(name, text);
      }
      return typeof value === 'number' ? { value } : disagree(name, text);
    }
    case 'bool': {
      const value = resolvePlain(text);
      return typeof value === 'boolean' ? { value } : disagree(name, text);
    }
    case 'null':
      return resolvePlain(text) === null ? { value: null } : disagree(name, text);
    default:
      return { value: text };
  }
}

function disagree(name: string, text: string): { error: string } {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return { error: `The tag !!${name} does not fit the value “${shown}”.` };
}

/** Whether the number came by the integer rule: `1.0` and `089` are floats though their value is whole. */
export function isWhole(value: Resolved, text: string): boolean {
  if (typeof value === 'bigint') return true;
  return typeof value === 'number' && Math.abs(value) <= 2 ** 53 && INTEGER.test(text.replaceAll('_', ''));
}

function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (match === null) return false;
  const number = (i: number) => Number(match[i] ?? 0);
  const [year, month, day] = [number(1), number(2), number(3)];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  const hour = number(4) || number(10);
  const minute = number(5) || number(11);
  const second = number(6) || number(12);
  return (
    day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60 && number(8) <= 24 && number(9) < 60
  );
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding; the bytes as UTF-8, each invalid one as U+FFFD. */
function decodeBase64(text: string): string | undefined {
  const packed = text.replace(/[\r\n]/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const c of packed) {
    if (c === '=') break;
    bits = ((bits << 6) | BASE64.indexOf(c)) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 0xff);
    }
  }
  return decodeUtf8(Uint8Array.from(bytes));
}

/** Whether Go's int64 holds the number; kubectl turns larger ones into floats. */
export function isInt64(value: bigint): boolean {
  return value >= -(2n ** 63n) && value < 2n ** 63n;
}
