import { isUnicodeClass } from './go-regexp-classes';

/** Why Go refuses a regular expression, and what it quotes of it. */
export type Refused = { readonly code: string; readonly argument: string };

export function refused(code: string, argument: string): Refused {
  return { code, argument };
}

export function isRefused(value: object | number): value is Refused {
  return typeof value === 'object' && 'argument' in value;
}

/** Where an escape that begins at `start` ends. Assertions stand only outside of classes of characters. */
export function escapeEnd(
  text: string,
  start: number,
  where: 'expression' | 'class' | 'range',
): number | Refused {
  if (start + 1 >= text.length) return refused('trailing backslash at end of expression', '');
  const c = String.fromCodePoint(text.codePointAt(start + 1) ?? 0);
  const after = start + 1 + c.length;
  if (where === 'expression' && 'AbBz'.includes(c)) return after;
  if (where !== 'range') {
    if (c === 'p' || c === 'P') return unicodeEnd(text, start);
    if ('dDsSwW'.includes(c)) return after;
  }
  if (c === '0') return start + octalLength(text, start);
  // A single digit would refer back.
  if (/[1-7]/.test(c)) {
    const length = octalLength(text, start);
    return length > 2 ? start + length : invalid(text, start, after);
  }
  if (c === 'x') return hexEnd(text, start);
  if ('afnrtv'.includes(c)) return after;
  return c < '\x80' && !/[0-9A-Za-z]/.test(c) ? after : invalid(text, start, after);
}

function invalid(text: string, start: number, end: number): Refused {
  return refused('invalid escape sequence', text.slice(start, end));
}

function octalLength(text: string, start: number): number {
  const form = /\\[0-7]{1,3}/y;
  form.lastIndex = start;
  return form.exec(text)?.[0].length ?? 0;
}

/** `\xFF` or `\x{10FFFF}`. */
function hexEnd(text: string, start: number): number | Refused {
  let at = start + 2;
  const next = (): string => {
    const c = at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : '';
    at += c.length;
    return c;
  };
  const isHex = (c: string) => /^[0-9A-Fa-f]$/.test(c);
  const first = next();
  if (first !== '{') {
    if (first === '') return invalid(text, start, at);
    const second = next();
    return isHex(first) && isHex(second) ? at : invalid(text, start, at);
  }
  let code = 0;
  for (let digits = 0; ; digits += 1) {
    const c = next();
    if (c === '}') return digits > 0 ? at : invalid(text, start, at);
    if (!isHex(c)) return invalid(text, start, at);
    code = code * 16 + Number.parseInt(c, 16);
    if (code > 0x10ffff) return invalid(text, start, at);
  }
}

/** `\pL`, `\p{Greek}`, `\P{^Lu}`. */
function unicodeEnd(text: string, start: number): number | Refused {
  const c = start + 2 < text.length ? String.fromCodePoint(text.codePointAt(start + 2) ?? 0) : '';
  const brace = c === '{' ? text.indexOf('}', start) : 0;
  if (brace < 0) return refused('invalid character class range', text.slice(start));
  const end = c === '{' ? brace + 1 : start + 2 + c.length;
  const name = c === '{' ? text.slice(start + 3, brace) : c;
  return isUnicodeClass(name.replace(/^\^/, ''))
    ? end
    : refused('invalid character class range', text.slice(start, end));
}
