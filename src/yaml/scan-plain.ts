import { isBlankOrEnd, isBreak, isMarker } from './characters';
import { skipGap } from './scan-gap';
import { addToken } from './scanner';
import type { Scanner } from './scanner';
import { PLAIN } from './tokens';

/** Scans text without quotes, over several lines where these are indented deeper than the block. */
export function scanPlain(s: Scanner): void {
  const { text } = s;
  const start = s.at;
  let end = scanLinePart(s);
  let value: string | undefined;
  const indent = s.indent + 1;
  while (isBreak(text.charCodeAt(s.at))) {
    const gap = skipGap(s, indent);
    s.isKeyAllowed = true;
    if (s.flow === 0 && s.at - s.lineStart < indent) break;
    if (text.charCodeAt(s.at) === 35 || (s.at === s.lineStart && isMarker(text, s.at))) break;
    const from = s.at;
    const partEnd = scanLinePart(s);
    if (partEnd === from) break;
    s.isKeyAllowed = false;
    value = (value ?? text.slice(start, end)) + gap + text.slice(from, partEnd);
    end = partEnd;
  }
  addToken(s, PLAIN, start, end, value);
}

/** Goes to what ends the text on this line; gives the end of its last character that is not blank. */
function scanLinePart(s: Scanner): number {
  const { text } = s;
  const isInFlow = s.flow > 0;
  let at = s.at;
  let end = at;
  for (;;) {
    const c = text.charCodeAt(at);
    if (c === 32 || c === 9) {
      at++;
      continue;
    }
    if (c === 10 || (c === 35 && at > end)) break;
    if (c === 58 && isBlankOrEnd(text.charCodeAt(at + 1))) break;
    if (isInFlow && isFlowMark(c)) break;
    if (isBreak(c) || Number.isNaN(c)) break;
    end = ++at;
  }
  s.at = at;
  return end;
}

/** `,` `?` `[` `]` `{` `}`: older libyaml ends text at a question mark in flow, and go-yaml still does. */
function isFlowMark(c: number): boolean {
  return c === 44 || c === 63 || c === 91 || c === 93 || c === 123 || c === 125;
}
