import { RE2JSSyntaxException, RE2Set } from 're2js';
import { classEnd } from './go-regexp-class';
import { escapeEnd, isRefused, refused } from './go-regexp-escape';
import type { Refused } from './go-regexp-escape';

/** Longer expressions than any proxy would take are not looked at. */
const longest = 1_000_000;

/** Most copies that counted repetitions may ask for together. */
const mostCopies = 1000;

/**
 * What Go says of a regular expression that it refuses; undefined where it compiles it. The parser here knows only what
 * is an error; how deep and how large an expression may be the library tells.
 * Upstream: Go `regexp/syntax/parse.go`.
 */
export function goRegexpError(expression: string): string | undefined {
  if (expression.length > longest) return undefined;
  const found = parse(expression) ?? tooMuch(expression);
  return found === undefined ? undefined : `error parsing regexp: ${found.code}: \`${found.argument}\``;
}

/** A group that is open: whether there is something before that can be repeated, and in how many copies. */
type Group = { hasOperand: boolean; copies: number; most: number };

function parse(text: string): Refused | undefined {
  const groups: Group[] = [{ hasOperand: false, copies: 1, most: 1 }];
  let group = groups[0] as Group;
  const operand = (copies = 1) => {
    group.hasOperand = true;
    group.copies = copies;
    group.most = Math.max(group.most, copies);
  };
  const open = () => {
    group = { hasOperand: false, copies: 1, most: 1 };
    groups.push(group);
  };
  // Where the repetition operator that ends here began.
  let repeatedFrom = -1;
  for (let at = 0; at < text.length;) {
    const start = at;
    let isRepetition = false;
    switch (text.charAt(at)) {
      case '(': {
        if (text.charAt(at + 1) !== '?') {
          open();
          at += 1;
          break;
        }
        const flags = groupStart(text, at);
        if (isRefused(flags)) return flags;
        if (flags.opens) open();
        at = flags.end;
        break;
      }
      case ')': {
        const inner = groups.pop();
        const outer = groups.at(-1);
        if (inner === undefined || outer === undefined) return refused('unexpected )', text);
        group = outer;
        operand(inner.most);
        at += 1;
        break;
      }
      case '|':
        group.hasOperand = false;
        at += 1;
        break;
      case '[': {
        const end = classEnd(text, at);
        if (isRefused(end)) return end;
        operand();
        at = end;
        break;
      }
      case '*':
      case '+':
      case '?':
      case '{': {
        const counts = text.charAt(at) === '{' ? counted(text, at) : { end: at + 1, copies: undefined };
        if (counts === undefined) {
          operand();
          at += 1;
          break;
        }
        if (isRefused(counts)) return counts;
        at = counts.end + (text.charAt(counts.end) === '?' ? 1 : 0);
        if (repeatedFrom >= 0) {
          return refused('invalid nested repetition operator', text.slice(repeatedFrom, at));
        }
        const written = text.slice(start, at);
        if (!group.hasOperand) return refused('missing argument to repetition operator', written);
        if (counts.copies !== undefined) {
          const copies = counts.copies.most === 0 ? 1 : group.copies * Math.max(1, counts.copies.factor);
          if (counts.copies.isMany && copies > mostCopies) return refused('invalid repeat count', written);
          operand(copies);
        }
        isRepetition = true;
        break;
      }
      case '\\': {
        if (text.startsWith('\\Q', at)) {
          const end = text.indexOf('\\E', at + 2);
          if ((end < 0 ? text.length : end) > at + 2) operand();
          at = end < 0 ? text.length : end + 2;
          break;
        }
        const end = escapeEnd(text, at, 'expression');
        if (isRefused(end)) return end;
        operand();
        at = end;
        break;
      }
      default:
        operand();
        at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    }
    repeatedFrom = isRepetition ? start : -1;
  }
  return groups.length > 1 ? refused('missing closing )', text) : undefined;
}

/** `(?`: a name, or flags up to `:` or `)`. */
function groupStart(
  text: string,
  start: number,
): { readonly end: number; readonly opens: boolean } | Refused {
  const left = text.length - start;
  const isLong = left > 4 && text.startsWith('P<', start + 2);
  if (isLong || (left > 3 && text.charAt(start + 2) === '<')) {
    const end = text.indexOf('>', start);
    if (end < 0) return refused('invalid named capture', text.slice(start));
    const name = text.slice(start + (isLong ? 4 : 3), end);
    if (!/^[A-Za-z0-9_]+$/.test(name)) {
      return refused('invalid named capture', text.slice(start, end + 1));
    }
    return { end: end + 1, opens: true };
  }
  let isNegative = false;
  let sawFlag = false;
  let at = start + 2;
  while (at < text.length) {
    const c = String.fromCodePoint(text.codePointAt(at) ?? 0);
    at += c.length;
    if ('imsU'.includes(c)) sawFlag = true;
    else if (c === '-' && !isNegative) {
      isNegative = true;
      sawFlag = false;
    } else if ((c === ':' || c === ')') && (!isNegative || sawFlag)) return { end: at, opens: c === ':' };
    else break;
  }
  return refused('invalid or unsupported Perl syntax', text.slice(start, at));
}

type Counts = {
  readonly end: number;
  readonly copies: { readonly factor: number; readonly most: number; readonly isMany: boolean } | undefined;
};

/** `{n}`, `{n,}` or `{n,m}`; undefined where the brace is an ordinary character. */
function counted(text: string, start: number): Counts | Refused | undefined {
  const form = /\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?\}/y;
  form.lastIndex = start;
  const found = form.exec(text);
  if (found === null) return undefined;
  const [written, first = '', comma, second] = found;
  const least = Number(first);
  const most = comma === undefined ? least : second === undefined ? -1 : Number(second);
  if (least > mostCopies || most > mostCopies || (most >= 0 && least > most)) {
    return refused('invalid repeat count', written);
  }
  return {
    end: start + written.length,
    copies: { factor: most < 0 ? least : most, most, isMany: least >= 2 || most >= 2 },
  };
}

function tooMuch(expression: string): Refused | undefined {
  try {
    // Parses without compiling, which for large counts would take long.
    new RE2Set().add(expression);
    return undefined;
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) return undefined;
    const code = ['expression nests too deeply', 'expression too large'].find((text) =>
      error.message.includes(text),
    );
    return code === undefined ? undefined : refused(code, expression);
  }
}
