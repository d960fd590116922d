import { columnOf, indentOf, isBlank, isComment, lineAt, lineEnd, lineStart, nextLine } from './text-lines';
import { skipBlank } from './blanks';
import type { YamlEntry, YamlNode } from './types';

export type MapNode = YamlNode & { readonly kind: 'map' };
export type ListNode = YamlNode & { readonly kind: 'list' };

/** The entries of a map as they are written: without what came in by `<<`, with `<<` and replaced ones. */
export function writtenEntries(map: MapNode): readonly YamlEntry[] {
  const own = map.entries.filter((entry) => entry.merged !== true);
  if (map.merges === undefined && map.overridden === undefined) return own;
  const all = [...own, ...(map.merges ?? []), ...(map.overridden ?? [])];
  return all.sort((a, b) => a.keyStart - b.keyStart);
}

/** Offset of the dash of an item of a block list. */
export function dashOf(text: string, list: ListNode, index: number): number {
  const previous = list.items[index - 1];
  return previous === undefined ? list.start : skipBlank(text, previous.end);
}

/** Where an entry of a block map begins: its key, or the anchor, tag or question mark before it. */
export function entryStart(text: string, map: MapNode, entry: YamlEntry): number {
  const all = writtenEntries(map);
  const previous = all[all.indexOf(entry) - 1];
  return previous === undefined ? map.start : skipBlank(text, previous.value.end);
}

/**
 * An offset on the last line that belongs to a node (ED-2): that of its last leaf; the blank lines that a block
 * scalar keeps (`|+`) are its own.
 */
export function tailOf(text: string, node: YamlNode): number {
  const leaf = lastLeaf(node);
  if (leaf.kind !== 'scalar' || (leaf.style !== 'literal' && leaf.style !== 'folded')) return node.end;
  if (!/^[|>][0-9]?\+/.test(text.slice(leaf.start, leaf.start + 3))) return node.end;
  let tail = node.end;
  for (
    let at = nextLine(text, tail);
    at < text.length && isBlank(lineAt(text, at));
    at = nextLine(text, at)
  ) {
    tail = at;
  }
  return tail;
}

function lastLeaf(node: YamlNode): YamlNode {
  let leaf = node;
  for (;;) {
    const last: YamlNode | undefined =
      leaf.kind === 'list'
        ? leaf.items.at(-1)
        : leaf.kind === 'map'
          ? writtenEntries(leaf).at(-1)?.value
          : undefined;
    if (last === undefined) return leaf;
    leaf = last;
  }
}

/** Start of the line behind a node's lines and the comment lines directly below that are indented deeper. */
export function behindLines(text: string, tail: number, column: number): number {
  let at = nextLine(text, tail);
  while (at < text.length) {
    const line = lineAt(text, at);
    if (!isComment(line) || indentOf(line) <= column) break;
    at = nextLine(text, at);
  }
  return at;
}

/** Start of the leading comments of a line: comment lines directly above in the same column. */
export function leadingComments(text: string, at: number): number {
  const column = columnOf(text, at);
  let start = lineStart(text, at);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    const line = lineAt(text, above);
    if (!isComment(line) || indentOf(line) !== column) break;
    start = above;
  }
  return start;
}

/** Where a value would begin on the line of its key or dash: behind the colon or dash and behind anchor and tag. */
export function headEnd(text: string, afterMark: number, node: YamlNode): number {
  if (node.propertiesStart === undefined) return afterMark;
  const properties = /[&!]\S*(?:[ \t]+[&!]\S*)?/y;
  properties.lastIndex = node.propertiesStart;
  const written = properties.exec(text)?.[0] ?? '';
  return Math.min(node.propertiesStart + written.length, Math.max(node.start, afterMark));
}

/** The offset behind the colon of an entry; that of the key's end where it has none. */
export function behindColon(text: string, entry: YamlEntry): number {
  const at = skipBlank(text, entry.keyEnd);
  return text.charAt(at) === ':' ? at + 1 : entry.keyEnd;
}

/** Whether two offsets are on one line. */
export function onOneLine(text: string, a: number, b: number): boolean {
  return b <= lineEnd(text, a);
}

/** The column at which the content of an item begins, or would begin. */
export function columnOfItem(text: string, list: ListNode, index: number, dashWidth: number): number {
  return columnOf(text, dashOf(text, list, index)) + Math.max(2, dashWidth);
}
