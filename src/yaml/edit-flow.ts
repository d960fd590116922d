import type { Change } from './apply-edits';
import type { EditContext } from './edit-context';
import { printFlow, printJson } from './print';
import { Refused } from './refused';
import { scalarText } from './scalar-text';
import {
  columnOf,
  endingAt,
  isFirstOnLine,
  lineEnd,
  lineStart,
  nextLine,
  onlyBlanks,
  spaces,
} from './text-lines';
import { skipBlank } from './blanks';
import { onOneLine, writtenEntries } from './tree-places';
import type { ListNode, MapNode } from './tree-places';
import type { Json } from './types';

/** A child of a flow collection: an item, or a key with its value. */
type Child = { readonly start: number; readonly end: number };

export function flowChildren(node: MapNode | ListNode): readonly Child[] {
  if (node.kind === 'list') {
    return node.items.map((item) => ({ start: item.propertiesStart ?? item.start, end: item.end }));
  }
  return writtenEntries(node).map((entry) => ({
    start: entry.keyStart,
    end: Math.max(entry.keyEnd, entry.value.end),
  }));
}

/** What a new child of a flow collection is made of: its key, if any, and its value. */
export type NewChild = { readonly key?: string; readonly value: Json };

/** Puts a child in before the one of that index, in the layout of the others (ED-5, ED-10). */
export function insertFlowChild(
  context: EditContext,
  node: MapNode | ListNode,
  index: number,
  child: NewChild,
): readonly Change[] {
  const { text } = context;
  requireBrackets(text, node);
  const children = flowChildren(node);
  const next = children[index];
  if (children.length === 0) return insertOnly(context, node, child);
  const isPerLine = standsPerLine(text, node, children);
  const sibling = next ?? children.at(-1);
  const column = sibling === undefined ? 0 : columnOf(text, sibling.start);
  const isInline =
    children.every((one) => onOneLine(text, one.start, one.end)) && !(isPerLine && context.isJson);
  const written = childText(context, child, isInline || !isPerLine ? undefined : column);
  if (next !== undefined) {
    const ownLine = isPerLine && isFirstOnLine(text, next.start);
    const separator = ownLine ? endingAt(context, next.start) + spaces(column) : ' ';
    return [{ start: next.start, end: next.start, text: `${written},${separator}` }];
  }
  return append(context, node, children, written, isPerLine);
}

function append(
  context: EditContext,
  node: MapNode | ListNode,
  children: readonly Child[],
  written: string,
  isPerLine: boolean,
): readonly Change[] {
  const { text } = context;
  const last = children.at(-1);
  if (last === undefined) return [];
  const close = node.end - 1;
  if (!isPerLine) return [{ start: last.end, end: last.end, text: `, ${written}` }];
  const line = `${endingAt(context, last.end)}${spaces(columnOf(text, last.start))}${written}`;
  const comma = skipBlank(text, last.end);
  const hasComma = text.charAt(comma) === ',';
  const tail = hasComma ? comma + 1 : last.end;
  const end = lineEnd(text, tail);
  if (close <= end) return [{ start: last.end, end: last.end, text: `,${line}` }];
  if (hasComma) return [{ start: end, end, text: `${line},` }];
  if (end === last.end) return [{ start: end, end, text: `,${line}` }];
  return [
    { start: last.end, end: last.end, text: ',' },
    { start: end, end, text: line },
  ];
}

/** The first child of an empty collection: in JSON on several lines it gets a line of its own. */
function insertOnly(context: EditContext, node: MapNode | ListNode, child: NewChild): readonly Change[] {
  const { text, jsonIndent } = context;
  const [open, close] = [node.start + 1, node.end - 1];
  const inner = text.slice(open, close);
  if (!onlyBlanks(inner)) {
    return [{ start: open, end: open, text: `${childText(context, child, undefined)} ` }];
  }
  if (jsonIndent === undefined) {
    return [{ start: open, end: close, text: childText(context, child, undefined) }];
  }
  const ending = endingAt(context, nextLine(text, node.start));
  const column = lineIndent(text, node.start);
  const written = childText(context, child, column + jsonIndent);
  return [
    {
      start: open,
      end: close,
      text: `${ending}${spaces(column + jsonIndent)}${written}${ending}${spaces(column)}`,
    },
  ];
}

function lineIndent(text: string, at: number): number {
  return /^ */.exec(text.slice(lineStart(text, at), at))?.[0].length ?? 0;
}

/** The text of a child; `column`: where it will stand, if it may take several lines. */
function childText(context: EditContext, child: NewChild, column: number | undefined): string {
  const key = child.key === undefined ? '' : `${scalarText(child.key, context.isJson ? 'json' : 'flow')}: `;
  return key + flowValue(context, child.value, column);
}

/** A value inside a flow collection, as JSON where the document is JSON. */
export function flowValue(context: EditContext, value: Json, column: number | undefined): string {
  if (!context.isJson) return printFlow(value);
  const indent = column === undefined ? undefined : context.jsonIndent;
  const printed = printJson(value, indent, column);
  return printed.replaceAll('\n', endingAt(context, nextLine(context.text, 0)));
}

/** Takes a child out, with its comma and, where it has them, its own lines. */
export function removeFlowChild(text: string, node: MapNode | ListNode, index: number): readonly Change[] {
  requireBrackets(text, node);
  const children = flowChildren(node);
  const child = children[index];
  if (child === undefined) throw new Refused('There is no such item.');
  const next = children[index + 1];
  const previous = children[index - 1];
  if (next !== undefined) {
    if (!isFirstOnLine(text, child.start) || !isFirstOnLine(text, next.start)) {
      return [{ start: child.start, end: next.start, text: '' }];
    }
    return [
      { start: lineStart(text, child.start), end: nextLine(text, skipBlank(text, child.end)), text: '' },
    ];
  }
  if (previous === undefined) return [{ start: node.start + 1, end: node.end - 1, text: '' }];
  return removeLast(text, node, previous, child);
}

function removeLast(
  text: string,
  node: MapNode | ListNode,
  previous: Child,
  child: Child,
): readonly Change[] {
  if (!isFirstOnLine(text, child.start)) return [{ start: previous.end, end: child.end, text: '' }];
  const comma = skipBlank(text, child.end);
  const hasComma = text.charAt(comma) === ',';
  const end = hasComma ? comma + 1 : child.end;
  const to = node.end - 1 > lineEnd(text, end) ? lineEnd(text, end) : end;
  const lines = { start: lineEnd(text, lineStart(text, child.start) - 1), end: to, text: '' };
  const before = skipBlank(text, previous.end);
  return hasComma ? [lines] : [{ start: before, end: before + 1, text: '' }, lines];
}

function standsPerLine(text: string, node: MapNode | ListNode, children: readonly Child[]): boolean {
  const [first, second] = children;
  if (first === undefined) return false;
  if (!onOneLine(text, node.start, first.start)) return true;
  return second !== undefined && !onOneLine(text, first.end, second.start);
}

/** A pair in a flow list, as in `[a: 1]`, is a map without brackets of its own. */
export function requireBrackets(text: string, node: MapNode | ListNode): void {
  if (/[[{]/.test(text.charAt(node.start))) return;
  throw new Refused('A key stands in a list without braces here; write “{…}” around it first.');
}
