import { charge } from './alias-budget';
import type { AliasBudget } from './alias-budget';
import { keyText } from './keys';
import { closeMap, mergeEntries, putEntry, writtenProperties } from './map-frame';
import type { MapFrame, Properties } from './map-frame';
import { ReadProblem } from './outcome';
import type { Duplicate } from './outcome';
import { isInt64, isWhole, resolvePlain, resolveTagged } from './scalars';
import type { Resolved } from './scalars';
import type { Json, YamlNode } from './types';

type ListFrame = {
  readonly kind: 'list';
  readonly start: number;
  readonly flow: boolean;
  readonly properties: Properties | undefined;
  readonly items: YamlNode[];
  readonly values: Json[];
};

type Frame = (ListFrame | MapFrame) & { readonly anchored: Anchored | undefined; readonly before: number };

/** What an anchor names; `node` is undefined while the node is still being read. */
type Anchored = { node: YamlNode | undefined; value: Json; size: number };

/** Tree and value of one document under construction. */
export type Builder = {
  readonly maxDepth: number;
  readonly frames: Frame[];
  readonly anchors: Map<string, Anchored>;
  readonly budget: AliasBudget;
  readonly duplicates: Duplicate[];
  root: YamlNode | undefined;
  value: Json;
  inexact: boolean;
};

export type ScalarStyle = (YamlNode & { readonly kind: 'scalar' })['style'];

export function createBuilder(maxDepth: number): Builder {
  return {
    maxDepth,
    frames: [],
    anchors: new Map(),
    budget: { decoded: 1, aliased: 0 },
    duplicates: [],
    root: undefined,
    value: null,
    inexact: false,
  };
}

/** Opens a map or list; what comes then goes into it. */
export function openNode(
  b: Builder,
  kind: 'map' | 'list',
  start: number,
  flow: boolean,
  properties: Properties | undefined,
): void {
  const parent = b.frames.at(-1);
  const before = b.budget.decoded;
  // The list behind `<<` is no value of its own.
  const isMergeList = kind === 'list' && parent?.kind === 'map' && parent.key?.merge === true;
  if (!isMergeList) count(b, 1, 0, start);
  if (b.frames.length >= b.maxDepth) {
    throw new ReadProblem('YAML-LIMIT', 'This document is nested too deep to be read.', start, start + 1);
  }
  const anchored = anchor(b, properties);
  if (kind === 'list') {
    b.frames.push({ kind, start, flow, properties, items: [], values: [], anchored, before });
    return;
  }
  b.frames.push({
    kind,
    start,
    flow,
    properties,
    entries: [],
    value: {},
    merges: undefined,
    overridden: undefined,
    places: undefined,
    key: undefined,
    anchored,
    before,
  });
}

/** Closes the innermost map or list. */
export function closeNode(b: Builder, end: number): void {
  const frame = b.frames.pop();
  if (frame === undefined) return;
  const value = frame.kind === 'list' ? frame.values : frame.value;
  const node: YamlNode =
    frame.kind === 'map'
      ? closeMap(frame, end)
      : {
          kind: 'list',
          start: frame.start,
          end,
          flow: frame.flow,
          items: frame.items,
          ...writtenProperties(frame.properties),
        };
  if (frame.anchored) Object.assign(frame.anchored, { node, value, size: b.budget.decoded - frame.before });
  attach(b, node, value);
}

/** A scalar; one that is absent has its start as its end. */
export function addScalar(
  b: Builder,
  style: ScalarStyle,
  source: string,
  start: number,
  end: number,
  properties: Properties | undefined,
): void {
  const parent = b.frames.at(-1);
  const isKey = parent?.kind === 'map' && parent.key === undefined;
  const tag = properties?.tag;
  if (isKey && source === '<<' && (tag === undefined ? style === 'plain' : isMergeTag(tag))) {
    parent.key = { text: '<<', start, end, merge: true };
    return;
  }
  let value: Resolved;
  if (tag === undefined) {
    value = style === 'plain' ? resolvePlain(source) : source;
  } else {
    const resolved = resolveTagged(tag, source);
    if ('error' in resolved) {
      throw new ReadProblem('YAML-VALUE', resolved.error, properties?.start ?? start, end);
    }
    value = resolved.value;
  }
  const before = b.budget.decoded;
  count(b, 1, 0, start);
  const anchored = anchor(b, properties);
  const json = typeof value === 'bigint' ? Number(value) : value;
  const node: YamlNode =
    properties === undefined
      ? { kind: 'scalar', start, end, value: json, style }
      : { kind: 'scalar', start, end, value: json, style, ...writtenProperties(properties) };
  if (anchored) Object.assign(anchored, { node, value: json, size: b.budget.decoded - before });
  if (isKey) {
    const isFloat =
      typeof value === 'number' && (tag?.endsWith(':float') === true || !isWhole(value, source));
    openKey(parent, keyText(value, isFloat), start, end);
    return;
  }
  if (typeof value === 'bigint' && isInt64(value)) b.inexact = true;
  if (typeof json === 'number' && !Number.isFinite(json)) {
    throw new ReadProblem(
      'YAML-VALUE',
      'Infinity and “not a number” cannot be sent to Kubernetes.',
      start,
      end,
    );
  }
  attach(b, node, json);
}

function isMergeTag(tag: string): boolean {
  return tag === '!' || tag === 'tag:yaml.org,2002:merge';
}

function openKey(frame: MapFrame, text: string | undefined, start: number, end: number): void {
  if (text === undefined) {
    const message =
      start === end
        ? 'A key is missing before this colon.'
        : 'This key is null or too large a number; put it in quotes.';
    throw new ReadProblem('YAML-VALUE', message, start, Math.max(end, start + 1));
  }
  frame.key = { text, start, end, merge: false };
}

/** `*name`. `text`: the document, in which a number that becomes a key is looked up. */
export function addAlias(b: Builder, name: string, start: number, end: number, text: string): void {
  const target = b.anchors.get(name);
  if (target === undefined) {
    throw new ReadProblem('YAML-SYNTAX', `No anchor “&${name}” stands before this alias.`, start, end);
  }
  const { node, value, size } = target;
  if (node === undefined) {
    throw new ReadProblem('YAML-SYNTAX', `The alias “*${name}” stands inside the node it names.`, start, end);
  }
  count(b, 1 + size, size, start);
  const parent = b.frames.at(-1);
  if (parent?.kind === 'map' && parent.key === undefined) {
    if (node.kind !== 'scalar') throw notAKey(start, end);
    const isFloat = typeof value === 'number' && !isWhole(value, text.slice(node.start, node.end));
    openKey(parent, typeof value === 'object' ? undefined : keyText(value, isFloat), start, end);
    return;
  }
  attach(b, { kind: 'alias', start, end, anchor: name, node }, value);
}

function notAKey(start: number, end: number): ReadProblem {
  return new ReadProblem('YAML-VALUE', 'A map or a list cannot be a key.', start, end);
}

/** Gives a finished node to its parent. */
function attach(b: Builder, node: YamlNode, value: Json): void {
  const parent = b.frames.at(-1);
  if (parent === undefined) {
    b.root = node;
    b.value = value;
  } else if (parent.kind === 'list') {
    parent.items.push(node);
    parent.values.push(value);
  } else if (parent.key === undefined) {
    throw notAKey(node.start, node.end);
  } else {
    const { key } = parent;
    parent.key = undefined;
    const entry = { key: key.text, keyStart: key.start, keyEnd: key.end, value: node };
    if (!key.merge) {
      putEntry(parent, entry, value, b.duplicates);
    } else {
      (parent.merges ??= []).push(entry);
      merge(b, parent, node, value);
    }
  }
}

/** `<<` takes a map or a list of maps, of which the first wins. */
function merge(b: Builder, frame: MapFrame, node: YamlNode, value: Json): void {
  const source = node.kind === 'alias' ? node.node : node;
  if (source.kind === 'map') {
    mergeEntries(frame, source, value, b.duplicates);
  } else if (node.kind === 'list') {
    for (let i = node.items.length - 1; i >= 0; i--) {
      const item = node.items[i];
      const map = item?.kind === 'alias' ? item.node : item;
      if (map?.kind !== 'map') throw notMergeable(item ?? node);
      mergeEntries(frame, map, (value as readonly Json[])[i] ?? null, b.duplicates);
    }
  } else {
    throw notMergeable(node);
  }
}

function notMergeable(node: YamlNode): ReadProblem {
  return new ReadProblem(
    'YAML-VALUE',
    'After “<<” a map or a list of maps must follow.',
    node.start,
    Math.max(node.end, node.start + 1),
  );
}

function count(b: Builder, decoded: number, aliased: number, at: number): void {
  if (charge(b.budget, decoded, aliased)) return;
  throw new ReadProblem('YAML-LIMIT', 'Aliases repeat too much of this document.', at, at + 1);
}

function anchor(b: Builder, properties: Properties | undefined): Anchored | undefined {
  if (properties?.anchor === undefined) return undefined;
  const anchored: Anchored = { node: undefined, value: null, size: 0 };
  b.anchors.set(properties.anchor, anchored);
  return anchored;
}
