import { closeNode, openNode } from './builder';
import { node } from './parse-node';
import {
  FLOW_EMPTY_VALUE,
  FLOW_ITEM,
  FLOW_KEY,
  FLOW_VALUE,
  PAIR_END,
  PAIR_VALUE,
  empty,
  notClosed,
  peek,
  problem,
  startOf,
  take,
} from './parser-state';
import type { Parser } from './parser-state';
import * as T from './tokens';

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

export function flowItem(p: Parser): void {
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

export function pairValue(p: Parser): void {
  p.states.push(PAIR_END);
  if (peek(p) === T.VALUE) {
    take(p);
    const next = peek(p);
    if (next !== T.FLOW_ENTRY && next !== T.FLOW_LIST_END) return node(p, false, false);
  }
  empty(p, p.end);
}

export function flowKey(p: Parser): void {
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

export function flowValue(p: Parser): void {
  p.states.push(FLOW_KEY);
  if (peek(p) === T.VALUE) {
    take(p);
    const next = peek(p);
    if (next !== T.FLOW_ENTRY && next !== T.FLOW_MAP_END) return node(p, false, false);
  }
  empty(p, p.end);
}
