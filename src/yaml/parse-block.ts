import { closeNode } from './builder';
import { node } from './parse-node';
import {
  INDENTLESS_ITEM,
  LIST_ITEM,
  MAP_KEY,
  MAP_VALUE,
  empty,
  peek,
  problem,
  startOf,
  take,
} from './parser-state';
import type { Parser } from './parser-state';
import * as T from './tokens';

export function listItem(p: Parser): void {
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

export function indentlessItem(p: Parser): void {
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

export function mapKey(p: Parser): void {
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

export function mapValue(p: Parser): void {
  p.states.push(MAP_KEY);
  if (peek(p) !== T.VALUE) return empty(p, p.end);
  take(p);
  const next = peek(p);
  if (next === T.KEY || next === T.VALUE || next === T.BLOCK_END) empty(p, p.end);
  else node(p, true, true);
}
