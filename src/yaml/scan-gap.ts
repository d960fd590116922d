import { breakLength, breakText, isBlank, isBreak } from './characters';
import { fail } from './scanner';
import type { Scanner } from './scanner';

/**
 * Goes over the line breaks and blanks between two lines of text, from the first break on, and gives what they
 * fold to: one break to a space, more to one less. Tabs may not stand in the indentation.
 */
export function skipGap(s: Scanner, indent: number): string {
  const { text } = s;
  const first = breakText(text.charCodeAt(s.at));
  passBreak(s);
  let others = '';
  for (;;) {
    const c = text.charCodeAt(s.at);
    if (isBlank(c)) {
      if (c === 9 && s.at - s.lineStart < indent) {
        fail('A tab stands where only spaces may indent.', s.at, s.at + 1);
      }
      s.at++;
    } else if (isBreak(c)) {
      others += breakText(c);
      passBreak(s);
    } else {
      break;
    }
  }
  if (first !== '\n') return first + others;
  return others === '' ? ' ' : others;
}

/** Goes over one line break. */
export function passBreak(s: Scanner): void {
  s.at += breakLength(s.text, s.at);
  s.line++;
  s.lineStart = s.at;
}
