import { isPosixClass } from './go-regexp-classes';
import { escapeEnd, isRefused, refused } from './go-regexp-escape';
import type { Refused } from './go-regexp-escape';

/** Where a class of characters in brackets that begins at `start` ends. Upstream: Go `regexp/syntax`, `parseClass`. */
export function classEnd(text: string, start: number): number | Refused {
  let at = start + (text.charAt(start + 1) === '^' ? 2 : 1);
  // Asked once: without it every opening would look through the whole rest.
  const lastNameEnd = text.lastIndexOf(':]');
  // A bracket that comes first closes nothing.
  for (let isFirst = true; isFirst || text.charAt(at) !== ']'; isFirst = false) {
    if (text.startsWith('[:', at) && lastNameEnd >= at + 2) {
      const end = text.indexOf(':]', at + 2);
      const name = text.slice(at, end + 2);
      if (!isPosixClass(name)) return refused('invalid character class range', name);
      at = end + 2;
      continue;
    }
    if (/^\\[pPdDsSwW]/.test(text.slice(at, at + 2))) {
      const end = escapeEnd(text, at, 'class');
      if (isRefused(end)) return end;
      at = end;
      continue;
    }
    const low = character(text, at, start);
    if (isRefused(low)) return low;
    if (text.charAt(low.end) !== '-' || low.end + 1 >= text.length || text.charAt(low.end + 1) === ']') {
      at = low.end;
      continue;
    }
    const high = character(text, low.end + 1, start);
    if (isRefused(high)) return high;
    if (high.code < low.code) {
      return refused('invalid character class range', text.slice(at, high.end));
    }
    at = high.end;
  }
  return at + 1;
}

/** One character of a class, plain or escaped, by its code. */
function character(
  text: string,
  at: number,
  start: number,
): { readonly end: number; readonly code: number } | Refused {
  if (at >= text.length) return refused('missing closing ]', text.slice(start));
  if (text.charAt(at) !== '\\') {
    const code = text.codePointAt(at) ?? 0;
    return { end: at + (code > 0xffff ? 2 : 1), code };
  }
  const end = escapeEnd(text, at, 'range');
  return isRefused(end) ? end : { end, code: escapedCode(text.slice(at + 1, end)) };
}

const controls: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

/** The character that an escape stands for, its backslash taken away. */
function escapedCode(escape: string): number {
  const hex = /^x\{?([0-9A-Fa-f]+)\}?$/.exec(escape)?.[1];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  if (/^[0-7]+$/.test(escape)) return Number.parseInt(escape, 8);
  return controls.get(escape) ?? escape.codePointAt(0) ?? 0;
}
