import { lineEnd, lineStart } from './text-lines';
import type { Path, PlacePart, Span, YamlDocument, YamlEntry, YamlNode } from './types';

/** The node behind aliases: what an alias stands for. */
export function resolveAlias(node: YamlNode): YamlNode {
  return node.kind === 'alias' ? node.node : node;
}

/** The entry of a map by its key; aliases are followed, the last of equal keys is meant. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  const map = node && resolveAlias(node);
  return map?.kind === 'map' ? map.entries.find((entry) => entry.key === key) : undefined;
}

/** The node at a path, through aliases and merged keys; undefined where the path leads nowhere. */
export function nodeAt(root: YamlNode | undefined, path: Path): YamlNode | undefined {
  let node = root;
  for (const step of path) {
    if (node === undefined) return undefined;
    node = typeof step === 'number' ? itemOf(node, step) : entryOf(node, step)?.value;
  }
  return node;
}

function itemOf(node: YamlNode, index: number): YamlNode | undefined {
  const list = resolveAlias(node);
  return list.kind === 'list' ? list.items[index] : undefined;
}

/**
 * Where the place of a path stands in its file: its key, its value, or both (`entry`). The key of an item of a
 * list is the item itself. Undefined where the document does not have the path.
 */
export function spanAt(document: YamlDocument, path: Path, part: PlacePart): Span | undefined {
  const { root, start } = document;
  const node = nodeAt(root, path);
  if (node === undefined) return undefined;
  const last = path.at(-1);
  const entry = typeof last === 'string' ? entryOf(nodeAt(root, path.slice(0, -1)), last) : undefined;
  const from = part === 'value' || entry === undefined ? node.start : entry.keyStart;
  const to = part === 'key' && entry !== undefined ? entry.keyEnd : node.end;
  return { start: start + from, end: start + Math.max(from, to) };
}

/** The same, or the key of the nearest ancestor that the document has; its first line where it has nothing. */
export function nearestSpan(document: YamlDocument, path: Path, part: PlacePart): Span {
  const exact = spanAt(document, path, part);
  if (exact !== undefined) return exact;
  for (let length = path.length - 1; length > 0; length--) {
    const span = spanAt(document, path.slice(0, length), 'key');
    if (span !== undefined) return span;
  }
  return firstLine(document);
}

/** The first line of a document that is more than blank, comment or separator; its start where there is none. */
function firstLine(document: YamlDocument): Span {
  const at = document.root?.start ?? Math.max(0, document.text.search(/^(?!---)[ \t]*[^\s#]/m));
  const end = document.text.slice(at).search(/[\r\n]|$/);
  return { start: document.start + at, end: document.start + at + end };
}

/** What stands at an offset of the file: the deepest key or value there. */
export function pathAt(
  document: YamlDocument,
  offset: number,
): { path: Path; part: 'key' | 'value' } | undefined {
  const at = valuePlace(document.text, offset - document.start);
  let node = document.root;
  if (node === undefined || at < 0 || at > document.text.length) return undefined;
  const path: (string | number)[] = [];
  for (;;) {
    const step = stepAt(node, at);
    if (step === undefined) return { path, part: 'value' };
    path.push(step.name);
    if (step.part === 'key') return { path, part: 'key' };
    node = step.node;
  }
}

type Step = { readonly name: string | number; readonly part: 'key' | 'value'; readonly node: YamlNode };

function stepAt(node: YamlNode, at: number): Step | undefined {
  if (node.kind === 'list') {
    const index = lastIndex(node.items, at, (item) => item.start);
    const item = node.items[index];
    return item === undefined || at > item.end ? undefined : { name: index, part: 'value', node: item };
  }
  if (node.kind !== 'map') return undefined;
  const own = node.entries.filter((entry) => entry.merged !== true);
  const entry = own[lastIndex(own, at, (one) => one.keyStart)];
  if (entry === undefined) return undefined;
  if (at <= entry.keyEnd) return { name: entry.key, part: 'key', node: entry.value };
  return at > entry.value.end ? undefined : { name: entry.key, part: 'value', node: entry.value };
}

/** Behind a colon or a dash without a value, the rest of the line is the place of the value. */
function valuePlace(text: string, at: number): number {
  const before = text.slice(lineStart(text, at), at).trimEnd();
  const isOpen = /[:-]$/.test(before) && /^[ \t]*(?:#.*)?$/.test(text.slice(at, lineEnd(text, at)));
  return isOpen ? lineStart(text, at) + before.length : at;
}

/** Index of the last element that begins at or before an offset. */
function lastIndex<T>(elements: readonly T[], at: number, startOf: (element: T) => number): number {
  let found = -1;
  for (const [i, element] of elements.entries()) {
    if (startOf(element) > at) break;
    found = i;
  }
  return found;
}
