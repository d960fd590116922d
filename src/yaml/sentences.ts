import type { Problem } from './outcome';

/** The parser's words for a problem, said in plain sentences for the person who reads the file. */
const SENTENCES: readonly (readonly [reason: RegExp, sentence: string])[] = [
  [/tab characters must not/, 'A tab stands where only spaces may indent.'],
  [/bad indentation of a mapping entry/, 'The indentation of this line does not fit the lines above it.'],
  [
    /bad indentation of a sequence entry/,
    'The indentation of this list item does not fit the items above it.',
  ],
  [/deficient indentation/, 'This line must be indented deeper than the key it belongs to.'],
  [/expected ':' after a mapping key/, 'A colon and a space are missing after this key.'],
  [/multiline key/, 'A colon is missing: this text stands where a key is expected.'],
  [/whitespace character is expected after the key-value/, 'A space is missing after the colon.'],
  [/missed comma between flow/, 'A comma or a closing bracket is missing before this place.'],
  [/expected the node content/, 'A value is missing before this comma.'],
  [/within a single quoted/, 'The closing single quote is missing.'],
  [/within a double quoted/, 'The closing double quote is missing.'],
  [/within a flow collection/, 'A closing bracket is missing.'],
  [/unknown escape sequence/, 'This escape is not known; a backslash in double quotes must be doubled.'],
  [/expected hexadecimal/, 'A hexadecimal digit is missing in this escape.'],
  [/nesting exceeded/, 'This document is nested too deep to be read.'],
  [/undeclared tag handle/, 'This tag uses a prefix that is not declared.'],
  [/duplication of a tag/, 'A value may have only one tag.'],
  [/duplication of an anchor/, 'A value may have only one anchor.'],
  [/alias node should not have/, 'An alias may have neither tag nor anchor.'],
  [/a line break is expected/, 'After “|” or “>” only a comment may follow on the same line.'],
];

/** The problem at an offset of the piece: the span reaches to the end of the word that stands there. */
export function plainSentence(reason: string, position: number, text: string): Problem {
  const at = Math.max(0, Math.min(position, text.length - 1));
  const code = /nesting exceeded/.test(reason) ? 'YAML-LIMIT' : 'YAML-SYNTAX';
  const known = SENTENCES.find(([pattern]) => pattern.test(reason));
  const message = known?.[1] ?? `This is not YAML: ${reason}.`;
  return { code, message, start: at, end: wordEnd(text, at) };
}

/** End of the word at an offset; at least one character, so that there is something to underline. */
export function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !/\s/.test(text.charAt(end))) end++;
  return Math.max(end, Math.min(at + 1, text.length));
}

/** What is said of a line like `--- a: 1`. */
export function separatorProblem(line: string): Problem {
  const message = 'A line that begins with “---” separates documents: only a comment may follow on it.';
  return { code: 'YAML-SEPARATOR', message, start: 0, end: line.trimEnd().length };
}
