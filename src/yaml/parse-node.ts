import { addAlias, addScalar, openNode } from './builder';
import type { ScalarStyle } from './builder';
import type { Properties } from './map-frame';
import * as P from './parser-state';
import { notClosed, peek, problem, startOf, take } from './parser-state';
import type { Parser } from './parser-state';
import * as T from './tokens';

/** Reads one node, or opens it where it is a collection. */
export function node(p: Parser, isBlock: boolean, isIndentless: boolean): void {
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
    p.states.push(P.INDENTLESS_ITEM);
    return;
  }
  switch (kind) {
    case T.FLOW_LIST_START:
      return openFlow(p, 'list', P.FLOW_ITEM, properties);
    case T.FLOW_MAP_START:
      return openFlow(p, 'map', P.FLOW_KEY, properties);
    case T.BLOCK_LIST_START:
      if (isBlock) return openBlock(p, 'list', P.LIST_ITEM, properties);
      break;
    case T.BLOCK_MAP_START:
      if (isBlock) return openBlock(p, 'map', P.MAP_KEY, properties);
      break;
  }
  if (properties === undefined) throw kind === T.STREAM_END ? notClosed(p) : problem(p, missingNode(p));
  addScalar(p.builder, 'plain', '', p.end, p.end, properties);
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
