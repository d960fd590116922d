import type { Change } from './apply-edits';
import { insertLines } from './edit-block';
import type { EditContext } from './edit-context';
import { flowValue } from './edit-flow';
import { inlineText, isCollection, printLines } from './print';
import { scalarText } from './scalar-text';
import { columnOf, endingAt, lineEnd, nextLine, spaces } from './text-lines';
import type { EndedText } from './text-lines';
import { behindColon, columnOfItem, dashOf, headEnd, onOneLine, tailOf } from './tree-places';
import type { ListNode, MapNode } from './tree-places';
import type { Json, YamlEntry, YamlNode } from './types';

/** Where a node stands: under a key, as an item, or as the document itself. */
export type Spot =
  | { readonly kind: 'root'; readonly node: YamlNode }
  | { readonly kind: 'entry'; readonly node: YamlNode; readonly map: MapNode; readonly entry: YamlEntry }
  | { readonly kind: 'item'; readonly node: YamlNode; readonly list: ListNode; readonly index: number };

/** Writes another value where a node stands; the node's own text and comments go (ED-5, ED-6). */
export function replaceNode(context: EditContext, spot: Spot, value: Json): readonly Change[] {
  const { node } = spot;
  if (isInFlow(context, spot)) return replaceInFlow(context, spot, value);
  const isNewBlock = isCollection(value);
  if (!isNewBlock && isInlineNode(context.text, spot)) {
    return [inlineChange(context, spot, inlineLike(node, value))];
  }
  switch (spot.kind) {
    case 'entry':
      return replaceUnderKey(context, spot, value);
    case 'item':
      return replaceItem(context, spot, value);
    case 'root':
      return [
        {
          start: node.start,
          end: node.end,
          text: blockText(context, value, columnOf(context.text, node.start)),
        },
      ];
  }
}

function isInFlow(context: EditContext, spot: Spot): boolean {
  switch (spot.kind) {
    case 'entry':
      return spot.map.flow;
    case 'item':
      return spot.list.flow;
    case 'root':
      return context.isJson;
  }
}

function replaceInFlow(context: EditContext, spot: Spot, value: Json): readonly Change[] {
  const { text } = context;
  const { node } = spot;
  const column = context.jsonIndent === undefined ? undefined : lineColumn(text, node.start);
  const quotes =
    node.kind === 'scalar' && node.style === 'single'
      ? 'single'
      : node.kind === 'scalar' && node.style === 'double'
        ? 'double'
        : 'plain';
  const isText = typeof value === 'string' && !context.isJson;
  const written = isText ? scalarText(value, 'flow', quotes) : flowValue(context, value, column);
  if (node.start < node.end) return [{ start: node.start, end: node.end, text: written }];
  const head = headOf(text, spot);
  const mark =
    text.charAt(head - 1) === ':' || node.propertiesStart !== undefined || spot.kind !== 'entry' ? ' ' : ': ';
  return [{ start: head, end: head, text: mark + written }];
}

function lineColumn(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^ */.exec(text.slice(start, at))?.[0].length ?? 0;
}

/** Whether a node's text may be replaced alone: a scalar, alias, flow collection or nothing, on its key's line. */
function isInlineNode(text: string, spot: Spot): boolean {
  const { node } = spot;
  if ((node.kind === 'map' || node.kind === 'list') && !node.flow) return false;
  return node.start === node.end || spot.kind === 'root' || onOneLine(text, headOf(text, spot), node.start);
}

function inlineChange({ text }: EditContext, spot: Spot, written: string): Change {
  const { node } = spot;
  if (node.start < node.end) return { start: node.start, end: node.end, text: written };
  const head = spot.kind === 'root' ? node.start : headOf(text, spot);
  return { start: head, end: head, text: spot.kind === 'root' ? written : ` ${written}` };
}

/** Text keeps the quotes of what stood there. */
function inlineLike(node: YamlNode, value: Json): string {
  if (typeof value !== 'string' || node.kind !== 'scalar') return inlineText(value);
  const quotes = node.style === 'single' || node.style === 'double' ? node.style : 'plain';
  return scalarText(value, 'block', typeof node.value === 'string' ? quotes : 'plain');
}

/** Offset behind the colon or dash, and behind anchor and tag. */
function headOf(text: string, spot: Spot): number {
  switch (spot.kind) {
    case 'entry':
      return headEnd(text, behindColon(text, spot.entry), spot.node);
    case 'item':
      return spot.list.flow
        ? spot.node.start
        : headEnd(text, dashOf(text, spot.list, spot.index) + 1, spot.node);
    case 'root':
      return spot.node.start;
  }
}

function replaceUnderKey(
  context: EditContext,
  spot: Spot & { kind: 'entry' },
  value: Json,
): readonly Change[] {
  const { text, layout } = context;
  const { node, map } = spot;
  const head = headOf(text, spot);
  const isInline = node.start === node.end || onOneLine(text, head, node.start);
  const tail = node.start === node.end ? head : tailOf(text, node);
  const old = isInline
    ? { start: head, end: Math.max(head, node.end), text: '' }
    : { start: lineEnd(text, head), end: lineEnd(text, tail), text: '' };
  if (!isCollection(value)) return [{ start: head, end: head, text: ` ${inlineText(value)}` }, old];
  const depth =
    columnOf(text, map.start) + (Array.isArray(value) ? layout.dashIndent : Math.max(1, layout.indent));
  const lines = printLines(value, layout).map((line) => spaces(depth) + line);
  return joinAt(old, linesBehind(context, isInline ? lineEnd(text, tail) : old.start, lines));
}

/** Lines put in behind the line that ends at an offset. */
function linesBehind(ended: EndedText, at: number, lines: readonly string[]): Change {
  const ending = endingAt(ended, nextLine(ended.text, at));
  return { start: at, end: at, text: lines.map((line) => ending + line).join('') };
}

/** Whole lines that go and lines that come at the same place are one change. */
function joinAt(old: Change, inserted: Change): readonly Change[] {
  if (old.start !== inserted.start) return [old, inserted];
  return [{ start: old.start, end: old.end, text: inserted.text }];
}

function replaceItem(context: EditContext, spot: Spot & { kind: 'item' }, value: Json): readonly Change[] {
  const { text, layout } = context;
  const { node, list, index } = spot;
  const head = headOf(text, spot);
  const isEmpty = node.start === node.end;
  const isOnDashLine = isEmpty || onOneLine(text, head, node.start);
  if (node.propertiesStart !== undefined && isOnDashLine) {
    // On the line of an anchor a first key would take the anchor for itself.
    const column = columnOf(text, list.start) + Math.max(2, layout.dashWidth);
    const lines = printLines(value, layout).map((line) => spaces(column) + line);
    const old = { start: head, end: Math.max(head, node.end), text: '' };
    return joinAt(old, insertLines(context, nextLine(text, isEmpty ? head : tailOf(text, node)), lines));
  }
  const column = isEmpty ? columnOfItem(text, list, index, layout.dashWidth) : columnOf(text, node.start);
  const pad = isEmpty ? spaces(column - columnOf(text, head)) : '';
  if (isEmpty || (isOnDashLine && onOneLine(text, node.start, node.end))) {
    const [first = '', ...rest] = printLines(value, layout);
    const firstLine = {
      start: isEmpty ? head : node.start,
      end: isEmpty ? head : node.end,
      text: pad + first,
    };
    if (rest.length === 0) return [firstLine];
    return [
      firstLine,
      insertLines(
        context,
        nextLine(text, firstLine.end),
        rest.map((line) => spaces(column) + line),
      ),
    ];
  }
  return [{ start: node.start, end: node.end, text: blockText(context, value, column) }];
}

/** The lines of a value, of which the first stands at a column already. */
function blockText(context: EditContext, value: Json, column: number): string {
  const separator = endingAt(context, nextLine(context.text, 0)) + spaces(column);
  return printLines(value, context.layout).join(separator);
}
