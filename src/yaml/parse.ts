import { closeNode, createBuilder } from './builder';
import type { Builder } from './builder';
import { indentlessItem, listItem, mapKey, mapValue } from './parse-block';
import { flowItem, flowKey, flowValue, pairValue } from './parse-flow';
import { node } from './parse-node';
import * as P from './parser-state';
import { empty, peek, problem, take } from './parser-state';
import type { Parser } from './parser-state';
import * as T from './tokens';
import type { Tokens } from './tokens';

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
      case P.DOCUMENT:
        peek(p);
        break;
      case P.LIST_ITEM:
        listItem(p);
        break;
      case P.INDENTLESS_ITEM:
        indentlessItem(p);
        break;
      case P.MAP_KEY:
        mapKey(p);
        break;
      case P.MAP_VALUE:
        mapValue(p);
        break;
      case P.FLOW_ITEM:
        flowItem(p);
        break;
      case P.FLOW_KEY:
        flowKey(p);
        break;
      case P.FLOW_VALUE:
        flowValue(p);
        break;
      case P.FLOW_EMPTY_VALUE:
        p.states.push(P.FLOW_KEY);
        empty(p, p.end);
        break;
      case P.PAIR_VALUE:
        pairValue(p);
        break;
      case P.PAIR_END:
        closeNode(builder, p.end);
        p.states.push(P.FLOW_ITEM);
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

function startDocument(p: Parser): boolean {
  const kind = peek(p);
  if (kind === T.STREAM_END) return false;
  p.states.push(P.DOCUMENT);
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
