import type { Span, YamlDocument, YamlNode } from './types';

/**
 * Where a piece of the text of a scalar stands in its file: the word, or the character, that begins `at` characters into
 * its value; the last character where that is its end. Undefined for scalars over several lines, whose breaks fold.
 */
export function spanInside(document: YamlDocument, node: YamlNode, at: number): Span | undefined {
  if (node.kind !== 'scalar') return undefined;
  const raw = document.text.slice(node.start, node.end);
  if (/[\r\n]/.test(raw)) return undefined;
  const isQuoted = node.style === 'single' || node.style === 'double';
  const [first, last] = isQuoted ? [1, raw.length - 1] : [0, raw.length];
  let from = first;
  for (let passed = 0; passed < at && from < last; passed += 1) from += widthAt(raw, from, node.style);
  if (from >= last) from = Math.max(first, last - 1);
  const word = /^[A-Za-z0-9_./-]+/.exec(raw.slice(from, last))?.[0].length ?? 1;
  const start = document.start + node.start + from;
  return { start, end: start + Math.min(word, Math.max(1, last - from)) };
}

/** How many characters one character of the value takes in the text. */
function widthAt(raw: string, at: number, style: string): number {
  if (style === 'single') return raw.startsWith("''", at) ? 2 : 1;
  if (style !== 'double' || raw.charAt(at) !== '\\') return 1;
  const widths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
  const letter = raw.charAt(at + 1);
  return Object.hasOwn(widths, letter) ? (widths[letter] ?? 2) : 2;
}
