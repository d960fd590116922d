import type { Json } from '../../yaml/types';

/** Text in quotes as Go's `%q` writes it. Upstream: Go `strconv.Quote`. */
export function goQuoted(text: string): string {
  let quoted = '"';
  for (const character of text) quoted += escaped(character);
  return `${quoted}"`;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

const printable = /^[ \p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

function escaped(character: string): string {
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  if (printable.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  // Half a surrogate pair has become the replacement character before Go sees it.
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** A value as Go's `json.Marshal` writes it: `<`, `>`, `&` and two line separators are escaped. */
export function goJson(value: Json): string {
  return plainJson(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${hex(character.charCodeAt(0), 4)}`,
  );
}

/** What is nested deeper than the engine's own writer follows is written piece by piece. */
function plainJson(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch {
    return deepJson(value);
  }
}

function deepJson(root: Json): string {
  const written: string[] = [];
  const left: ({ readonly text: string } | { readonly value: Json })[] = [{ value: root }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if ('text' in next) {
      written.push(next.text);
      continue;
    }
    const { value } = next;
    if (typeof value !== 'object' || value === null) {
      written.push(JSON.stringify(value));
      continue;
    }
    const members: readonly (readonly [string, Json])[] = Array.isArray(value)
      ? (value as readonly Json[]).map((item) => ['', item] as const)
      : Object.entries(value).map(([key, member]) => [`${JSON.stringify(key)}:`, member] as const);
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    left.push({ text: close });
    for (const [index, [label, member]] of [...members.entries()].reverse()) {
      left.push({ value: member }, { text: `${index === 0 ? open : ','}${label}` });
    }
    if (members.length === 0) left.push({ text: open });
  }
  return written.join('');
}

/** Length in bytes of UTF-8, which is what Go counts. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff && isLow(text.charCodeAt(at + 1))) {
      bytes += 4;
      at += 1;
    } else bytes += 3;
  }
  return bytes;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
