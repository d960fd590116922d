import type { Change } from './apply-edits';
import type { EditContext } from './edit-context';
import { itemLines, isCollection, printFlow, entryLines } from './print';
import { Refused } from './refused';
import {
  columnOf,
  endingAt,
  isBlank,
  isFirstOnLine,
  lineAt,
  lineEnd,
  lineStart,
  nextLine,
  onlyBlanks,
  spaces,
} from './text-lines';
import type { EndedText } from './text-lines';
import { skipBlank } from './blanks';
import {
  behindLines,
  dashOf,
  entryStart,
  leadingComments,
  onOneLine,
  tailOf,
  writtenEntries,
} from './tree-places';
import type { ListNode, MapNode } from './tree-places';
import type { Json, YamlEntry } from './types';
import { voteDashWidth } from './votes';

/** Whole lines put in at the start of a line; at the end of a text without a final line end, behind it (ED-10). */
export function insertLines(ended: EndedText, at: number, lines: readonly string[]): Change {
  const { text } = ended;
  const ending = endingAt(ended, at);
  const isOpenEnd = at >= text.length && text !== '' && !text.endsWith('\n');
  const inserted = lines.join(ending);
  return { start: at, end: at, text: isOpenEnd ? ending + inserted : inserted + ending };
}

/** A new item of a block list, before the item of that index (ED-3). */
export function insertBlockItem(
  context: EditContext,
  list: ListNode,
  index: number,
  value: Json,
  comment: string | undefined,
): readonly Change[] {
  const { text, layout } = context;
  const column = columnOf(text, list.start);
  const dashWidth = voteDashWidth(text, list) ?? layout.dashWidth;
  const item =
    isCollection(value) && list.items.every((sibling) => isFlowOneLiner(text, sibling))
      ? [`-${spaces(Math.max(1, dashWidth - 1))}${printFlow(value)}`]
      : itemLines(value, { ...layout, dashWidth });
  const above = comment === undefined ? [] : comment.split('\n').map((line) => `# ${line}`.trimEnd());
  const lines = [...above, ...item];
  const previous = list.items[index - 1];
  if (previous !== undefined) {
    return [insertLines(context, behindLines(text, tailOf(text, previous), column), indented(lines, column))];
  }
  return [insertBeforeFirst(context, list.start, lines)];
}

function isFlowOneLiner(text: string, item: ListNode['items'][number]): boolean {
  return (item.kind === 'map' || item.kind === 'list') && item.flow && onOneLine(text, item.start, item.end);
}

/** A new key of a block map in its place among the others (ED-3). */
export function insertBlockKey(
  context: EditContext,
  map: MapNode,
  key: string,
  value: Json,
  order: readonly string[],
): readonly Change[] {
  const { text, layout, root } = context;
  const column = columnOf(text, map.start);
  const lines = entryLines(key, value, layout);
  const previous = entryBefore(map, key, order);
  if (previous === undefined) {
    // What stands above the first key of a document is about the document.
    if (map === root && isFirstOnLine(text, map.start)) {
      return [insertLines(context, lineStart(text, map.start), indented(lines, column))];
    }
    return [insertBeforeFirst(context, map.start, lines)];
  }
  return [
    insertLines(context, behindLines(text, tailOf(text, previous.value), column), indented(lines, column)),
  ];
}

/** The entry after which a new key goes; undefined for the first place. Keys never go above a `<<`, which would override them. */
export function entryBefore(map: MapNode, key: string, order: readonly string[]): YamlEntry | undefined {
  const all = writtenEntries(map);
  const rank = order.indexOf(key);
  if (rank === -1 || map.merges !== undefined) return all.at(-1);
  const earlier = order.slice(0, rank);
  for (const name of earlier.toReversed()) {
    const entry = map.entries.find((one) => one.key === name);
    if (entry !== undefined) return entry;
  }
  const known = new Set(order.slice(rank));
  return all.some((entry) => known.has(entry.key)) ? undefined : all.at(-1);
}

/** Lines before the first item or key, which may stand behind a dash: what follows keeps its column. */
function insertBeforeFirst(ended: EndedText, first: number, lines: readonly string[]): Change {
  const { text } = ended;
  const column = columnOf(text, first);
  if (isFirstOnLine(text, first)) {
    return insertLines(ended, leadingComments(text, first), indented(lines, column));
  }
  const separator = endingAt(ended, nextLine(text, first)) + spaces(column);
  return { start: first, end: first, text: lines.join(separator) + separator };
}

function indented(lines: readonly string[], column: number): readonly string[] {
  return lines.map((line) => spaces(column) + line);
}

/** Takes an item out with its lines and comments; the list must have another one. */
export function removeBlockItem(text: string, list: ListNode, index: number): readonly Change[] {
  const item = list.items[index];
  if (item === undefined) throw new Refused('There is no such item.');
  const next = list.items[index + 1];
  const following = next === undefined ? undefined : dashOf(text, list, index + 1);
  return [removeLines(text, dashOf(text, list, index), tailOf(text, item), following)];
}

/** Takes an entry out with its lines and comments; the map must have another one. */
export function removeBlockEntry(text: string, map: MapNode, entry: YamlEntry): readonly Change[] {
  const all = writtenEntries(map);
  const next = all[all.indexOf(entry) + 1];
  const following = next === undefined ? undefined : entryStart(text, map, next);
  return [removeLines(text, entryStart(text, map, entry), tailOf(text, entry.value), following)];
}

/** Removes what begins at `start` and has its last leaf at `tail` (ED-7). `following`: where the next sibling begins. */
function removeLines(text: string, start: number, tail: number, following: number | undefined): Change {
  const end = behindLines(text, tail, columnOf(text, start));
  if (!isFirstOnLine(text, start)) return removeBehindDash(text, start, end, following);
  let from = leadingComments(text, start);
  let to = end;
  const touchesBlank = from > 0 && isBlank(lineAt(text, lineStart(text, from - 1)));
  if (touchesBlank && to < text.length && isBlank(lineAt(text, to))) to = nextLine(text, to);
  if (to === text.length && !text.endsWith('\n')) from = text.slice(0, from).trimEnd().length;
  return { start: from, end: to, text: '' };
}

/** The first of several that share a line with the dash of the item they are in. */
function removeBehindDash(text: string, start: number, end: number, following: number | undefined): Change {
  if (following === undefined) throw new Refused('This is the only entry on its line.');
  if (skipBlank(text, end) === following && onlyBlanks(text.slice(end, following))) {
    return { start, end: following, text: '' };
  }
  const from = start - (/[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0);
  return { start: from, end: lineEnd(text, lineStart(text, end - 1)), text: '' };
}
