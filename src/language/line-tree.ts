import { flowBalance, flowEntries, flowPlace, withoutComment } from './line-flow';
import { longestLine, type LineEntry, type LinePlace } from './line-place';
import type { Path } from '../yaml/types';

export type LineTree = { readonly entries: readonly LineEntry[]; readonly place: LinePlace | undefined };

type Frame =
  | { readonly kind: 'map'; readonly column: number; key: string }
  | { readonly kind: 'list'; readonly column: number; index: number };

const keyPattern =
  /^(?:"([^"\\]*)"|'([^']*)'|([^\s:#{}[\],&*!|>'"%@`-](?:[^\s:#]|:(?=[^\s]))*|-[^\s:#]+))[ \t]*:(?=\s|$)/;
const blockScalar = /^(?:[&!][^\s]*[ \t]+)*[|>][-+\d]{0,2}$/;

/**
 * Reads a document by indentation alone, so that it also works while the text does not parse. Gives the keys with
 * their paths and the place of the caret; no place inside comments, block scalars and text that spans lines.
 */
export function readLines(text: string, caret: number): LineTree {
  const entries: LineEntry[] = [];
  const frames: Frame[] = [];
  let place: LinePlace | undefined;
  /** Lines deeper than this belong to a block scalar. */
  let block = -1;
  /** An unfinished flow collection: where its value began. */
  let flow:
    { readonly start: number; readonly path: Path; readonly column: number; depth: number } | undefined;
  let lineStart = 0;
  while (lineStart <= text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(lineStart, Math.min(lineEnd, lineStart + longestLine)).replace(/\r$/, '');
    const holdsCaret = caret >= lineStart && caret <= lineEnd;
    const indent = line.length - line.trimStart().length;
    const blank = indent === line.length;
    const column = caret - lineStart;
    if (flow !== undefined) {
      if (holdsCaret && !inComment(line, column)) place = flowPlace(text, caret, flow);
      flow.depth += flowBalance(line);
      if (flow.depth <= 0) flow = undefined;
    } else if (block >= 0 && (indent > block || blank)) {
      // Text of a block scalar. A caret on a blank line below it may be meant for what comes next.
      if (holdsCaret && blank && column <= block) {
        place = placeAt(copyOf(frames), text, caret, column, lineStart);
      }
    } else if (blank) {
      if (holdsCaret) place = placeAt(copyOf(frames), text, caret, column, lineStart);
    } else if (line.startsWith('#', indent) || /^(?:---|\.\.\.|%)/.test(line)) {
      if (/^(?:---|\.\.\.)/.test(line)) frames.length = 0;
    } else {
      block = -1;
      const read = readLine(frames, line, lineStart, holdsCaret ? caret : -1, text);
      entries.push(...read.entries);
      if (holdsCaret) place = read.place;
      const last = read.entries.at(-1);
      if (read.block >= 0) block = read.block;
      if (read.flowStart !== undefined) {
        entries.push(...flowEntries(text, read.flowStart, pathOf(frames), last?.column ?? indent));
      }
      const depth = read.flowStart === undefined ? 0 : flowBalance(line.slice(read.flowStart - lineStart));
      if (read.flowStart !== undefined && depth > 0) {
        flow = { start: read.flowStart, path: pathOf(frames), column: last?.column ?? indent, depth };
      }
    }
    if (newline === -1) break;
    lineStart = newline + 1;
  }
  return { entries, place };
}

type LineReading = {
  readonly entries: readonly LineEntry[];
  readonly place: LinePlace | undefined;
  /** Column that a block scalar's text must exceed; -1 where the line opens none. */
  readonly block: number;
  readonly flowStart: number | undefined;
};

/** Reads one line that is more than blank: dashes, then a key and its value, or a scalar. Changes the frames. */
function readLine(
  frames: Frame[],
  line: string,
  lineStart: number,
  caret: number,
  text: string,
): LineReading {
  const entries: LineEntry[] = [];
  let column = line.length - line.trimStart().length;
  const inLine = caret - lineStart;
  if (caret >= 0 && inLine < column) {
    const place = placeAt(copyOf(frames), text, caret, inLine, lineStart);
    readLine(frames, line, lineStart, -1, text);
    return { entries, place, block: -1, flowStart: undefined };
  }
  for (let dash = /^-(?=\s|$)/.exec(line.slice(column)); dash !== null;) {
    enterItem(frames, column);
    const rest = line.slice(column + 1);
    const gap = rest.length - rest.trimStart().length;
    const next = column + 1 + (rest.trim() === '' ? 1 : gap);
    if (caret >= 0 && inLine > column && inLine <= next && (rest.trim() === '' || inLine < next)) {
      return {
        entries,
        place: {
          ...placeAt(copyOf(frames), text, caret, Math.max(inLine, column + 2), lineStart),
          start: caret,
          end: caret,
        },
        block: -1,
        flowStart: undefined,
      };
    }
    column = next;
    dash = /^-(?=\s|$)/.exec(line.slice(column));
  }
  const rest = line.slice(column);
  const key = keyPattern.exec(rest);
  if (key === null) return readScalar(frames, line, column, lineStart, caret, text);
  const name = key[1] ?? key[2] ?? key[3] ?? '';
  const behind = column + key[0].length;
  const valueColumn = behind + (line.slice(behind).length - line.slice(behind).trimStart().length);
  const value = withoutComment(line.slice(valueColumn)).trimEnd();
  const onKey = caret >= 0 && inLine <= behind - 1;
  const keyPlace = onKey ? placeAt(copyOf(frames), text, caret, column, lineStart) : undefined;
  enterKey(frames, column, name);
  const path = pathOf(frames);
  entries.push({ path, start: lineStart + column, column, value, valueStart: lineStart + valueColumn });
  const valueStart = lineStart + valueColumn;
  const flowStart = value.startsWith('{') || value.startsWith('[') ? valueStart : undefined;
  const block = blockScalar.test(value) ? column : -1;
  let place: LinePlace | undefined;
  if (keyPlace !== undefined) {
    place = { ...keyPlace, position: 'key', start: lineStart + column, end: lineStart + behind - 1 };
  } else if (caret >= 0 && inLine >= behind && !inComment(line, inLine) && block < 0) {
    if (flowStart !== undefined && caret > flowStart) {
      place = flowPlace(text, caret, { start: flowStart, path, column });
    } else if (inLine > behind || value === '') {
      const start = value === '' || caret < valueStart ? caret : valueStart;
      place = {
        path,
        position: 'value',
        start,
        // To the end of the word only: what follows it is not meant to go.
        end: value === '' || caret < valueStart ? caret : caret + wordAfter(text, caret),
        column,
      };
    }
  }
  return { entries, place, block, flowStart };
}

/** A line without a key: an item of a list, a half-typed key, or the rest of a text. */
function readScalar(
  frames: Frame[],
  line: string,
  column: number,
  lineStart: number,
  caret: number,
  text: string,
): LineReading {
  const value = withoutComment(line.slice(column)).trimEnd();
  const start = lineStart + column;
  const flowStart = value.startsWith('{') || value.startsWith('[') ? start : undefined;
  let place: LinePlace | undefined;
  if (caret >= 0 && !inComment(line, caret - lineStart)) {
    if (flowStart !== undefined && caret > flowStart) {
      place = flowPlace(text, caret, { start: flowStart, path: pathOf(frames), column });
    } else if (caret >= start && caret <= start + value.length) {
      const at = placeAt(copyOf(frames), text, caret, column, lineStart);
      place = { ...at, start, end: start + value.length };
    }
  }
  return { entries: [], place, block: blockScalar.test(value) ? Math.max(0, column - 2) : -1, flowStart };
}

/** The place of a token that begins at a column of a line with nothing before it but blanks and dashes. */
function placeAt(frames: Frame[], text: string, caret: number, column: number, lineStart: number): LinePlace {
  while ((frames.at(-1)?.column ?? -1) > column) frames.pop();
  while (frames.at(-1)?.kind === 'list' && frames.at(-1)?.column === column) frames.pop();
  const top = frames.at(-1);
  const word = /^[^\s:#,]*/.exec(text.slice(caret, caret + longestLine))?.[0].length ?? 0;
  const before = /[^\s]*$/.exec(text.slice(lineStart, caret))?.[0].length ?? 0;
  const token = { start: caret - before, end: caret + word };
  if (top?.kind === 'map' && top.column === column) {
    return { path: pathOf(frames.slice(0, -1)), position: 'key', column, ...token };
  }
  // After `key:` with nothing behind it, or in a fresh item.
  const position = top?.kind === 'list' ? 'item' : 'key';
  return { path: pathOf(frames), position, column, ...token };
}

/** How many characters of a word stand behind an offset. */
function wordAfter(text: string, offset: number): number {
  return /^[^\s#]*/.exec(text.slice(offset, offset + longestLine))?.[0].length ?? 0;
}

function enterItem(frames: Frame[], column: number): void {
  while ((frames.at(-1)?.column ?? -1) > column) frames.pop();
  const top = frames.at(-1);
  if (top?.kind === 'list' && top.column === column) top.index += 1;
  else frames.push({ kind: 'list', column, index: 0 });
}

function enterKey(frames: Frame[], column: number, key: string): void {
  while ((frames.at(-1)?.column ?? -1) > column) frames.pop();
  while (frames.at(-1)?.kind === 'list' && frames.at(-1)?.column === column) frames.pop();
  const top = frames.at(-1);
  if (top?.kind === 'map' && top.column === column) top.key = key;
  else frames.push({ kind: 'map', column, key });
}

function pathOf(frames: readonly Frame[]): Path {
  return frames.map((frame) => (frame.kind === 'map' ? frame.key : frame.index));
}

function copyOf(frames: readonly Frame[]): Frame[] {
  return frames.map((frame) => ({ ...frame }));
}

function inComment(line: string, column: number): boolean {
  const comment = line.search(/(?:^|\s)#/);
  return comment !== -1 && column > comment && withoutComment(line).length <= column;
}
