import { goQuoted } from './go-text';

/**
 * What Go's encoding/json says of a text that is not one JSON value; undefined where it is one.
 * Upstream: Go `encoding/json/scanner.go`.
 */
export function goJsonError(text: string): string | undefined {
  const state: State = { text, at: 0, error: undefined };
  // What may stand at the current place; one entry for each open bracket.
  const open: ('object' | 'array')[] = [];
  let expect: Expected = 'value';
  for (;;) {
    skipSpace(state);
    const c = text.charAt(state.at);
    if (c === '') return expect === 'end' ? undefined : 'unexpected end of JSON input';
    expect = step(state, c, expect, open);
    if (state.error !== undefined) return state.error;
  }
}

type State = { readonly text: string; at: number; error: string | undefined };

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'after value' | 'end';

function step(state: State, c: string, expect: Expected, open: ('object' | 'array')[]): Expected {
  switch (expect) {
    case 'value or ]':
      if (c === ']') return closed(state, open);
      return readValue(state, c, open);
    case 'value':
      return readValue(state, c, open);
    case 'key or }':
      if (c === '}') return closed(state, open);
      return readKey(state, c);
    case 'key':
      return readKey(state, c);
    case 'colon':
      if (c !== ':') return failed(state, 'after object key');
      state.at += 1;
      return 'value';
    case 'after value': {
      const inObject = open.at(-1) === 'object';
      if (c === ',') {
        state.at += 1;
        return inObject ? 'key' : 'value';
      }
      if (c === (inObject ? '}' : ']')) return closed(state, open);
      return failed(state, inObject ? 'after object key:value pair' : 'after array element');
    }
    case 'end':
      return failed(state, 'after top-level value');
  }
}

function readKey(state: State, c: string): Expected {
  if (c !== '"') return failed(state, 'looking for beginning of object key string');
  return readString(state) ? 'colon' : 'end';
}

function closed(state: State, open: ('object' | 'array')[]): Expected {
  state.at += 1;
  open.pop();
  return open.length === 0 ? 'end' : 'after value';
}

function readValue(state: State, c: string, open: ('object' | 'array')[]): Expected {
  if (c === '{' || c === '[') {
    state.at += 1;
    open.push(c === '{' ? 'object' : 'array');
    return c === '{' ? 'key or }' : 'value or ]';
  }
  const read = c === '"' ? readString(state) : /[-0-9]/.test(c) ? readNumber(state) : readLiteral(state, c);
  return read && open.length > 0 ? 'after value' : 'end';
}

function readString(state: State): boolean {
  for (state.at += 1; ; state.at += 1) {
    const c = state.text.charAt(state.at);
    if (c === '"') break;
    if (c === '') return ended(state);
    if (c < ' ') return bad(state, 'in string literal');
    if (c !== '\\') continue;
    state.at += 1;
    const escape = state.text.charAt(state.at);
    if (escape === '') return ended(state);
    if (escape === 'u') {
      for (let digit = 0; digit < 4; digit += 1) {
        state.at += 1;
        const hex = state.text.charAt(state.at);
        if (hex === '') return ended(state);
        if (!/[0-9a-fA-F]/.test(hex)) return bad(state, 'in \\u hexadecimal character escape');
      }
    } else if (!'bfnrt\\/"'.includes(escape)) return bad(state, 'in string escape code');
  }
  state.at += 1;
  return true;
}

function readNumber(state: State): boolean {
  const { text } = state;
  const digits = (context: string): boolean => {
    const c = text.charAt(state.at);
    if (c === '') return ended(state);
    if (!/[0-9]/.test(c)) return bad(state, context);
    while (/[0-9]/.test(text.charAt(state.at))) state.at += 1;
    return true;
  };
  if (text.charAt(state.at) === '-') state.at += 1;
  if (text.charAt(state.at) === '0') state.at += 1;
  else if (!digits('in numeric literal')) return false;
  if (text.charAt(state.at) === '.') {
    state.at += 1;
    if (!digits('after decimal point in numeric literal')) return false;
  }
  if (/[eE]/.test(text.charAt(state.at))) {
    state.at += 1;
    if (/[-+]/.test(text.charAt(state.at))) state.at += 1;
    if (!digits('in exponent of numeric literal')) return false;
  }
  return true;
}

function readLiteral(state: State, c: string): boolean {
  const word = ['true', 'false', 'null'].find((literal) => literal.startsWith(c));
  if (word === undefined) return bad(state, 'looking for beginning of value');
  for (const expected of word) {
    const found = state.text.charAt(state.at);
    if (found === '') return ended(state);
    if (found !== expected) return bad(state, `in literal ${word} (expecting '${expected}')`);
    state.at += 1;
  }
  return true;
}

function ended(state: State): false {
  state.error = 'unexpected end of JSON input';
  return false;
}

function bad(state: State, context: string): false {
  const c = state.text.charAt(state.at);
  const shown = c === "'" ? "'\\''" : c === '"' ? `'"'` : `'${goQuoted(c).slice(1, -1)}'`;
  state.error = `invalid character ${shown} ${context}`;
  return false;
}

function failed(state: State, context: string): Expected {
  bad(state, context);
  return 'end';
}

function skipSpace(state: State): void {
  while (/[ \t\r\n]/.test(state.text.charAt(state.at)) && state.at < state.text.length) state.at += 1;
}
