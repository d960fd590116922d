export type TokenKind = 'key' | 'string' | 'number' | 'comment' | 'punctuation' | 'tag';
export type LineToken = { readonly start: number; readonly kind: TokenKind };

/** What a line inherits from the ones above it. */
export type LineState = {
  /** Open brackets of flow collections. */
  readonly depth: number;
  readonly quote: '' | '"' | "'";
  /** Lines indented deeper than this belong to a block scalar; -1 where none is open. */
  readonly block: number;
};

export const firstLine: LineState = { depth: 0, quote: '', block: -1 };

const number = /^(?:[-+]?(?:0x[\da-f_]+|0o?[0-7_]+|\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|\.inf)|\.nan)$/i;
const constant = /^(?:true|false|yes|no|on|off|null|~)$/i;
const blockHeader = /^[|>][-+\d]{0,2}$/;

/**
 * Colors of one line of YAML: keys, scalars, comments, punctuation. It looks at every character once and never
 * fails; what the text means is the engine's affair.
 */
export function tokenizeLine(line: string, before: LineState): { tokens: LineToken[]; state: LineState } {
  const tokens: LineToken[] = [];
  const indent = indentation(line);
  if (before.block >= 0) {
    if (indent === line.length || indent > before.block) {
      return { tokens: [{ start: 0, kind: 'string' }], state: before };
    }
  }
  let { depth, quote } = before;
  let block = -1;
  let at = 0;
  /** Where the value or entry of this line begins: keys of it are at this column at least. */
  let column = indent;
  const push = (start: number, kind: TokenKind) => {
    if (tokens.at(-1)?.kind !== kind) tokens.push({ start, kind });
  };
  if (quote === '' && depth === 0 && /^(?:---|\.\.\.)(?:\s|$)/.test(line)) {
    push(0, 'punctuation');
    at = 3;
  }
  while (at < line.length) {
    if (quote !== '') {
      const end = quoteEnd(line, at, quote);
      push(at, 'string');
      if (end === -1) break;
      quote = '';
      at = end;
      continue;
    }
    const char = line.charAt(at);
    if (char === ' ' || char === '\t') {
      at += 1;
    } else if (char === '#' && (at === 0 || isBlank(line.charAt(at - 1)))) {
      push(at, 'comment');
      break;
    } else if (char === '{' || char === '[') {
      push(at, 'punctuation');
      depth += 1;
      at += 1;
    } else if (depth > 0 && (char === '}' || char === ']')) {
      push(at, 'punctuation');
      depth -= 1;
      at += 1;
    } else if (depth > 0 && char === ',') {
      push(at, 'punctuation');
      at += 1;
    } else if ((char === '-' || char === '?' || char === ':') && endsMark(line, at + 1)) {
      push(at, 'punctuation');
      at += 1;
      if (char !== ':') column = at + 1;
    } else if (char === '"' || char === "'") {
      const end = quoteEnd(line, at + 1, char);
      push(at, end !== -1 && line.charAt(end) === ':' && endsMark(line, end + 1) ? 'key' : 'string');
      if (end === -1) quote = char;
      at = end === -1 ? line.length : end;
    } else if (char === '&' || char === '*' || char === '!') {
      push(at, 'tag');
      at = wordEnd(line, at, depth > 0);
    } else {
      const end = plainEnd(line, at, depth > 0);
      const text = line.slice(at, end);
      if (line.charAt(end) === ':') push(at, 'key');
      else if (depth === 0 && blockHeader.test(text)) {
        push(at, 'punctuation');
        block = Math.max(0, column - (tokens.some((token) => token.kind === 'key') ? 0 : 2));
      } else push(at, number.test(text) || constant.test(text) ? 'number' : 'string');
      at = end;
    }
  }
  return { tokens, state: { depth, quote, block } };
}

function indentation(line: string): number {
  let at = 0;
  while (at < line.length && isBlank(line.charAt(at))) at += 1;
  return at;
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t';
}

/** Whether a mark (`-`, `:`, `?`) that ends before the offset is one: a blank or the end of the line follows. */
function endsMark(line: string, at: number): boolean {
  return at >= line.length || isBlank(line.charAt(at));
}

/** The offset behind the closing quote; -1 where the line does not close it. */
function quoteEnd(line: string, from: number, quote: '"' | "'"): number {
  for (let at = from; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (quote === '"' && char === '\\') at += 1;
    else if (char === quote) {
      if (quote === "'" && line.charAt(at + 1) === "'") at += 1;
      else return at + 1;
    }
  }
  return -1;
}

function wordEnd(line: string, from: number, flow: boolean): number {
  let at = from;
  while (at < line.length && !isBlank(line.charAt(at)) && !(flow && isFlowEnd(line.charAt(at)))) at += 1;
  return at;
}

/** The offset behind the last character of a plain scalar or key, blanks at its end left out. */
function plainEnd(line: string, from: number, flow: boolean): number {
  let end = from;
  for (let at = from; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (isBlank(char)) continue;
    if (char === '#' && isBlank(line.charAt(at - 1))) break;
    if (flow && isFlowEnd(char)) break;
    if (char === ':' && (endsMark(line, at + 1) || (flow && isFlowEnd(line.charAt(at + 1))))) break;
    end = at + 1;
  }
  return Math.max(end, from + 1);
}

function isFlowEnd(char: string): boolean {
  return char === ',' || char === '[' || char === ']' || char === '{' || char === '}';
}
