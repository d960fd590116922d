import { wellFormed } from './decode-bytes';

/** Where a scalar stands: in block style, in a flow collection of YAML, or in JSON. */
export type ScalarContext = 'block' | 'flow' | 'json';

/** How text is quoted where it need not be. */
export type Quotes = 'plain' | 'single' | 'double';

/** A scalar as text. Strings are plain only where YAML 1.1 and 1.2 both read the same string back (ED-6). */
export function scalarText(
  value: null | boolean | number | string,
  context: ScalarContext,
  quotes: Quotes = 'plain',
): string {
  if (typeof value === 'number') return String(value + 0);
  if (typeof value !== 'string') return String(value);
  if (context === 'json' || quotes === 'double') return doubleQuoted(value);
  if (quotes === 'single') {
    return canBeSingle(value) ? `'${value.replaceAll("'", "''")}'` : doubleQuoted(value);
  }
  return isPlainSafe(value, context === 'flow') ? value : doubleQuoted(value);
}

const WORDS = /^(?:y|n|yes|no|true|false|on|off|null|~|=|<<)$/i;
const NUMBERS = [
  /^[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9_]+)?$/,
  /^[-+]?\.[0-9_]+(?:[eE][-+]?[0-9_]+)?$/,
  /^[-+]?0(?:x[0-9a-f_]+|b[01_]+|o[0-7_]+)$/i,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[-+]?\.(?:inf|nan)$/i,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt\s])/,
];
/** Printable characters that no YAML version gives a meaning of their own. */
const PRINTABLE =
  /^[\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff\ue000-\ufefe\uff00-\uffef\u{10000}-\u{10ffff}]+$/u;
const FLOW_SAFE = /^[A-Za-z0-9_./ *+=@~-]+$/;

function isPlainSafe(text: string, inFlow: boolean): boolean {
  if (text === '' || /^[-?:,[\]{}#&*!|>'"%@`\s]/.test(text) || /[\s:]$/.test(text)) return false;
  if (text.startsWith('...') || text.includes(': ') || text.includes(' #')) return false;
  if (!PRINTABLE.test(text) || (inFlow && !FLOW_SAFE.test(text))) return false;
  return !WORDS.test(text) && !NUMBERS.some((pattern) => pattern.test(text));
}

function canBeSingle(text: string): boolean {
  return text === '' || PRINTABLE.test(text);
}

/** Double quotes with escapes that JSON and libyaml both know. */
function doubleQuoted(text: string): string {
  const escaped = wellFormed(text).replace(/["\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g, escape);
  return `"${escaped}"`;
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escape(c: string): string {
  return SHORT.get(c) ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
