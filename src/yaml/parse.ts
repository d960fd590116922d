import { addAlias, addScalar, closeNode, createBuilder, openNode } from './builder';
import type { Builder, ScalarStyle } from './builder';
import type { Properties } from './map-frame';
import { ReadProblem } from './outcome';
import * as T from './tokens';
import type { Tokens } from './tokens';

/** What is expected next; the innermost last. */
const DOCUMENT = 0;
const LIST_ITEM = 1;
const INDENTLESS_ITEM = 2;
const MAP_KEY = 3;
const MAP_VALUE = 4;
const FLOW_ITEM = 5;
const FLOW_KEY = 6;
const FLOW_VALUE = 7;
const FLOW_EMPTY_VALUE = 8;
const PAIR_VALUE = 9;
const PAIR_END = 10;

type Parser = {
  readonly text: string;
  readonly tokens: Tokens;
  readonly builder: Builder;
  readonly states: number[];
  /** The token that comes next. */
  next: number;
  /** End of what has been read. */
  end: number;
  /** Whether the flow collection just opened has no item yet. */
  isFirst: boolean;
};

/** What a document holds; `ignoredFrom`: the offset of what stands behind it in the same piece. */
export type Parsed = Pick<Builder, 'root' | 'value' | 'duplicates' | 'inexact'> & {
  readonly ignoredFrom: number | undefined;
};

/**
 * Makes tree and value of the tokens of one document, after libyaml's grammar. What follows a complete document
 * is not looked at but for the one token that shows that it is complete. Throws ReadProblem.
 */
export function parse(text: string, tokens: Tokens, maxDepth: number): Parsed {
  const builder = createBuilder(maxDepth);
  const p: Parser = { text, tokens, builder, states: [], next: 0, end: 0, isFirst: false };
  if (!startDocument(p)) return { ...builder, ignoredFrom: undefined };
  for (let state = p.states.pop(); state !== undefined; state = p.states.pop()) {
    switch (state) {
      case DOCUMENT:
        peek(p);
        break;
      case LIST_ITEM:
        listItem(p);
        break;
      case INDENTLESS_ITEM:
        indentlessItem(p);
        break;
      case MAP_KEY:
        mapKey(p);
        break;
      case MAP_VALUE:
        mapValue(p);
        break;
      case FLOW_ITEM:
        flowItem(p);
        break;
      case FLOW_KEY:
        flowKey(p);
        break;
      case FLOW_VALUE:
        flowValue(p);
        break;
      case FLOW_EMPTY_VALUE:
        p.states.push(FLOW_KEY);
        empty(p, p.end);
        break;
      case PAIR_VALUE:
        pairValue(p);
        break;
      case PAIR_END:
        closeNode(builder, p.end);
        p.states.push(FLOW_ITEM);
        break;
    }
  }
  return { ...builder, ignoredFrom: ignoredFrom(p) };
}

/** Where what kubectl does not read begins: more behind the root node, or behind `...`. */
function ignoredFrom(p: Parser): number | undefined {
  const { kind, start, problemAt } = p.tokens;
  let { next } = p;
  if (kind[next] === T.DOCUMENT_END) next++;
  if (next >= problemAt || (kind[next] ?? T.STREAM_END) === T.STREAM_END) return undefined;
  return start[next];
}

/** The kind of the next token; a key and a block map that begin with it come before it. */
function peek(p: Parser): number {
  const { tokens, next } = p;
  if (next >= tokens.problemAt && tokens.problem !== undefined) {
    const { code, message, start, end } = tokens.problem;
    throw new ReadProblem(code, message, start, end);
  }
  const flags = tokens.flags[next] ?? 0;
  if (flags === 0) return tokens.kind[next] ?? T.STREAM_END;
  return flags & T.MAP_BEFORE ? T.BLOCK_MAP_START : T.KEY;
}

function take(p: Parser): void {
  const { tokens, next } = p;
  const flags = tokens.flags[next] ?? 0;
  if (flags & T.MAP_BEFORE) {
    tokens.flags[next] = flags & ~T.MAP_BEFORE;
  } else if (flags & T.KEY_BEFORE) {
    tokens.flags[next] = flags & ~T.KEY_BEFORE;
  } else {
    p.end = Math.max(p.end, tokens.end[next] ?? 0);
    p.next++;
  }
}

function startOf(p: Parser): number {
  return p.tokens.start[p.next] ?? p.text.length;
}

function startDocument(p: Parser): boolean {
  const kind = peek(p);
  if (kind === T.STREAM_END) return false;
  p.states.push(DOCUMENT);
  if (kind === T.DIRECTIVE) {
    throw problem(p, 'kubectl accepts no directive (“%”) before a document.');
  }
  if (kind !== T.DOCUMENT_START) {
    node(p, true, false);
    return true;
  }
  take(p);
  const content = peek(p);
  if (content < T.DOCUMENT_START) node(p, true, false);
  return true;
}

function problem(p: Parser, message: string): ReadProblem {
  const start = Math.min(startOf(p), Math.max(0, p.text.length - 1));
  const end = p.tokens.end[p.next] ?? start;
  return new ReadProblem('YAML-SYNTAX', message, start, Math.max(end, start + 1));
}

/** Reads one node, or opens it where it is a collection. */
function node(p: Parser, isBlock: boolean, isIndentless: boolean): void {
  let kind = peek(p);
  if (kind === T.ALIAS) {
    const at = p.next;
    take(p);
    addAlias(p.builder, p.tokens.text[at] ?? '', p.tokens.start[at] ?? 0, p.tokens.end[at] ?? 0, p.text);
    return;
  }
  let properties: Properties | undefined;
  if (kind === T.ANCHOR || kind === T.TAG) {
    properties = readProperties(p, kind);
    kind = peek(p);
  }
  if (kind <= T.FOLDED) return scalar(p, kind, properties);
  const start = startOf(p);
  if (isIndentless && kind === T.BLOCK_ENTRY) {
    openNode(p.builder, 'list', start, false, properties);
    p.states.push(INDENTLESS_ITEM);
    return;
  }
  switch (kind) {
    case T.FLOW_LIST_START:
      return openFlow(p, 'list', FLOW_ITEM, properties);
    case T.FLOW_MAP_START:
      return openFlow(p, 'map', FLOW_KEY, properties);
    case T.BLOCK_LIST_START:
      if (isBlock) return openBlock(p, 'list', LIST_ITEM, properties);
      break;
    case T.BLOCK_MAP_START:
      if (isBlock) return openBlock(p, 'map', MAP_KEY, properties);
      break;
  }
  if (properties === undefined) throw kind === T.STREAM_END ? notClosed(p) : problem(p, missingNode(p));
  addScalar(p.builder, 'plain', '', p.end, p.end, properties);
}

/** The text ends inside a flow collection. */
function notClosed(p: Parser): ReadProblem {
  const start =
    p.builder.frames.findLast((frame) => frame.flow && /[[{]/.test(p.text.charAt(frame.start)))?.start ?? 0;
  return new ReadProblem('YAML-SYNTAX', 'This bracket is not closed.', start, start + 1);
}

function missingNode(p: Parser): string {
  const shown = p.text.slice(startOf(p), p.tokens.end[p.next]);
  return `A value is expected here, but “${shown}” stands in its place.`;
}

function readProperties(p: Parser, first: number): Properties {
  const { tokens } = p;
  const start = startOf(p);
  const texts = new Map([[first, tokens.text[p.next]]]);
  take(p);
  const second = peek(p);
  if (second !== first && (second === T.ANCHOR || second === T.TAG)) {
    texts.set(second, tokens.text[p.next]);
    take(p);
  }
  return { anchor: texts.get(T.ANCHOR), tag: texts.get(T.TAG), start };
}

const STYLES: readonly ScalarStyle[] = ['plain', 'plain', 'single', 'double', 'literal', 'folded'];

function scalar(p: Parser, kind: number, properties: Properties | undefined): void {
  const { tokens, next } = p;
  const [start, end] = [tokens.start[next] ?? 0, tokens.end[next] ?? 0];
  take(p);
  addScalar(
    p.builder,
    STYLES[kind] ?? 'plain',
    tokens.text[next] ?? p.text.slice(start, end),
    start,
    end,
    properties,
  );
}

function empty(p: Parser, at: number): void {
  addScalar(p.builder, 'plain', '', at, at, undefined);
}

function openFlow(p: Parser, kind: 'map' | 'list', state: number, properties: Properties | undefined): void {
  openNode(p.builder, kind, startOf(p), true, properties);
  take(p);
  p.isFirst = true;
  p.states.push(state);
}

function openBlock(p: Parser, kind: 'map' | 'list', state: number, properties: Properties | undefined): void {
  openNode(p.builder, kind, startOf(p), false, properties);
  take(p);
  p.states.push(state);
}

function listItem(p: Parser): void {
  const kind = peek(p);
  if (kind === T.BLOCK_ENTRY) {
    take(p);
    p.states.push(LIST_ITEM);
    const next = peek(p);
    if (next === T.BLOCK_ENTRY || next === T.BLOCK_END) empty(p, p.end);
    else node(p, true, false);
    return;
  }
  if (kind !== T.BLOCK_END) throw problem(p, 'The indentation of this line does not fit the list above it.');
  closeBlock(p);
}

function closeBlock(p: Parser): void {
  closeNode(p.builder, p.end);
  p.next++;
}

function indentlessItem(p: Parser): void {
  if (peek(p) !== T.BLOCK_ENTRY) {
    closeNode(p.builder, p.end);
    return;
  }
  take(p);
  p.states.push(INDENTLESS_ITEM);
  const next = peek(p);
  const isAbsent = next === T.BLOCK_ENTRY || next === T.KEY || next === T.VALUE || next === T.BLOCK_END;
  if (isAbsent) empty(p, p.end);
  else node(p, true, false);
}

function mapKey(p: Parser): void {
  const kind = peek(p);
  if (kind === T.KEY) {
    take(p);
    p.states.push(MAP_VALUE);
    const next = peek(p);
    if (next === T.KEY || next === T.VALUE || next === T.BLOCK_END) empty(p, startOf(p));
    else node(p, true, true);
    return;
  }
  if (kind !== T.BLOCK_END) throw problem(p, 'The indentation of this line does not fit the lines above it.');
  closeBlock(p);
}

function mapValue(p: Parser): void {
  p.states.push(MAP_KEY);
  if (peek(p) !== T.VALUE) return empty(p, p.end);
  take(p);
  const next = peek(p);
  if (next === T.KEY || next === T.VALUE || next === T.BLOCK_END) empty(p, p.end);
  else node(p, true, true);
}

/** Goes over the comma between two children; whether there is another child. */
function flowGoesOn(p: Parser, close: number, bracket: string): boolean {
  let kind = peek(p);
  if (!p.isFirst && kind !== close) {
    if (kind !== T.FLOW_ENTRY) {
      if (kind === T.STREAM_END) throw notClosed(p);
      throw problem(p, `A comma or “${bracket}” is missing before this place.`);
    }
    take(p);
    kind = peek(p);
  }
  p.isFirst = false;
  if (kind !== close) return true;
  take(p);
  closeNode(p.builder, p.end);
  return false;
}

function flowItem(p: Parser): void {
  if (!flowGoesOn(p, T.FLOW_LIST_END, ']')) return;
  if (peek(p) !== T.KEY) {
    p.states.push(FLOW_ITEM);
    return node(p, false, false);
  }
  openNode(p.builder, 'map', startOf(p), true, undefined);
  take(p);
  p.states.push(PAIR_VALUE);
  const next = peek(p);
  if (next !== T.VALUE && next !== T.FLOW_ENTRY && next !== T.FLOW_LIST_END) return node(p, false, false);
  // go-yaml loses this token, so that `[? ]` is an error.
  take(p);
  empty(p, p.end);
}

function pairValue(p: Parser): void {
  p.states.push(PAIR_END);
  if (peek(p) === T.VALUE) {
    take(p);
    const next = peek(p);
    if (next !== T.FLOW_ENTRY && next !== T.FLOW_LIST_END) return node(p, false, false);
  }
  empty(p, p.end);
}

function flowKey(p: Parser): void {
  if (!flowGoesOn(p, T.FLOW_MAP_END, '}')) return;
  if (peek(p) !== T.KEY) {
    p.states.push(FLOW_EMPTY_VALUE);
    return node(p, false, false);
  }
  take(p);
  p.states.push(FLOW_VALUE);
  const next = peek(p);
  if (next === T.VALUE || next === T.FLOW_ENTRY || next === T.FLOW_MAP_END) empty(p, startOf(p));
  else node(p, false, false);
}

function flowValue(p: Parser): void {
  p.states.push(FLOW_KEY);
  if (peek(p) === T.VALUE) {
    take(p);
    const next = peek(p);
    if (next !== T.FLOW_ENTRY && next !== T.FLOW_MAP_END) return node(p, false, false);
  }
  empty(p, p.end);
}
