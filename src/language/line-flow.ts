import { longestLine, type LineEntry, type LinePlace } from './line-place';
import type { Path } from '../yaml/types';

/** A line without its comment; only a number sign after a blank begins one. */
export function withoutComment(text: string): string {
  if (text.startsWith('#')) return '';
  const comment = text.search(/\s#/);
  return comment === -1 ? text : text.slice(0, comment);
}

/** Brackets opened less brackets closed in a piece of flow text; quoted text is skipped. Stops at the last close. */
export function flowBalance(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    else if (char === '"' || char === "'") {
      const end = text.indexOf(char, at + 1);
      if (end === -1) return depth;
      at = end;
    }
  }
  return depth;
}

/** The place of a caret inside a flow collection; undefined behind its end. */
export function flowPlace(
  text: string,
  caret: number,
  flow: { readonly start: number; readonly path: Path; readonly column: number },
): LinePlace | undefined {
  const path: (string | number)[] = [...flow.path];
  const open: { list: boolean; index: number; key: string | undefined }[] = [];
  let token = flow.start;
  for (let at = flow.start; at < caret; at += 1) {
    const char = text.charAt(at);
    const top = open.at(-1);
    if (char === '{' || char === '[') {
      if (top !== undefined) path.push(top.list ? top.index : (top.key ?? ''));
      open.push({ list: char === '[', index: 0, key: undefined });
      token = at + 1;
    } else if (char === '}' || char === ']') {
      open.pop();
      if (open.length === 0) return undefined;
      path.pop();
    } else if (char === ',') {
      if (top !== undefined) {
        top.index += 1;
        top.key = undefined;
      }
      token = at + 1;
    } else if (char === ':' && /\s/.test(text.charAt(at + 1) || ' ') && top?.list === false) {
      top.key ??= unquoted(text.slice(token, at).trim());
      token = at + 1;
    } else if (char === '"' || char === "'") {
      const end = text.indexOf(char, at + 1);
      if (end === -1 || end >= caret) break;
      at = end;
    }
  }
  const top = open.at(-1);
  if (top === undefined) return undefined;
  while (token < caret && /\s/.test(text.charAt(token))) token += 1;
  const end = caret + (/^[^\s,:{}[\]]*/.exec(text.slice(caret, caret + longestLine))?.[0].length ?? 0);
  const step = top.list ? top.index : top.key;
  return {
    path: step === undefined ? path : [...path, step],
    position: top.list ? 'item' : step === undefined ? 'key' : 'value',
    start: token,
    end,
    column: flow.column,
    flowStart: flow.start,
  };
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

/** The keys of a flow collection that begins at an offset, as far as it goes on or a line may be long. */
export function flowEntries(text: string, start: number, path: Path, column: number): readonly LineEntry[] {
  const entries: LineEntry[] = [];
  const open: { readonly list: boolean; index: number; key: string | undefined; from: number }[] = [];
  const here = (): Path => [
    ...path,
    ...open.flatMap(({ list, index, key }): Path => (list ? [index] : key === undefined ? [] : [key])),
  ];
  /** Ends the value of the innermost collection's current key. */
  const finish = (at: number): void => {
    const top = open.at(-1);
    if (top?.key === undefined) return;
    const raw = text.slice(top.from, at);
    const valueStart = top.from + (raw.length - raw.trimStart().length);
    entries.push({ path: here(), start: top.from, column, value: raw.trim(), valueStart });
    top.key = undefined;
  };
  let token = start;
  for (let at = start; at < Math.min(text.length, start + longestLine); at += 1) {
    const char = text.charAt(at);
    const top = open.at(-1);
    if (char === '{' || char === '[') {
      open.push({ list: char === '[', index: 0, key: undefined, from: at + 1 });
      token = at + 1;
    } else if (char === '}' || char === ']' || char === ',') {
      finish(at);
      if (char !== ',') open.pop();
      else if (top !== undefined) top.index += 1;
      token = at + 1;
      if (open.length === 0) break;
    } else if (
      char === ':' &&
      top?.list === false &&
      top.key === undefined &&
      /\s/.test(text.charAt(at + 1) || ' ')
    ) {
      top.key = unquoted(text.slice(token, at).trim());
      top.from = at + 1;
    } else if (char === '"' || char === "'") {
      const end = text.indexOf(char, at + 1);
      if (end === -1) break;
      at = end;
    }
  }
  return entries;
}
