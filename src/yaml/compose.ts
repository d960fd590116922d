import { EVENT_ID, SCALAR_STYLE, getScalarValue } from 'js-yaml';
import type { AliasEvent, Event, ScalarEvent } from 'js-yaml';
import { charge } from './alias-budget';
import type { AliasBudget } from './alias-budget';
import { keyText } from './keys';
import { closeMap, mergeEntries, putEntry } from './map-frame';
import type { MapFrame, Properties } from './map-frame';
import { ReadProblem } from './outcome';
import type { Duplicate } from './outcome';
import { isInt64, isWhole, resolvePlain, resolveTagged } from './scalars';
import type { Resolved } from './scalars';
import { blockHeader, blockScalarEnd, fullTag, skipBlank } from './tokens';
import type { Json, YamlNode } from './types';

/** What the events of one document make. */
export type Composed = {
  readonly root: YamlNode | undefined;
  readonly value: Json;
  readonly duplicates: readonly Duplicate[];
  readonly inexact: boolean;
};

type ListFrame = {
  readonly kind: 'list';
  readonly start: number;
  readonly flow: boolean;
  readonly properties: Properties;
  readonly items: YamlNode[];
  readonly values: Json[];
};

type Frame = (ListFrame | MapFrame) & { readonly anchored: Anchored | undefined; readonly before: number };

/** What an anchor names; `node` is undefined while the node is still being read. */
type Anchored = { node: YamlNode | undefined; value: Json; size: number };

type State = {
  readonly text: string;
  readonly frames: Frame[];
  readonly anchors: Map<string, Anchored>;
  readonly budget: AliasBudget;
  readonly duplicates: Duplicate[];
  /** End of what has been read. */
  cursor: number;
  root: YamlNode | undefined;
  value: Json;
  inexact: boolean;
};

const NO_PROPERTIES: Properties = { anchor: undefined, start: -1 };
const STYLES = ['plain', 'plain', 'single', 'double', 'literal', 'folded'] as const;
const ANCHOR_NAME = /^[0-9A-Za-z_-]+$/;
const KEY_LIMIT = 1024;

/**
 * Builds tree and value from the parser's events, under kubectl's rules for scalars, keys, merges, tags and
 * aliases (ecosystem.md section 12). Throws ReadProblem; the value never shares more than aliases make it share.
 */
export function compose(text: string, events: readonly Event[]): Composed {
  const state: State = {
    text,
    frames: [],
    anchors: new Map(),
    budget: { decoded: 1, aliased: 0 },
    duplicates: [],
    cursor: 0,
    root: undefined,
    value: null,
    inexact: false,
  };
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        break;
      case EVENT_ID.SCALAR:
        scalar(state, event);
        break;
      case EVENT_ID.ALIAS:
        alias(state, event);
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        open(state, event);
        break;
      case EVENT_ID.POP:
        if (state.frames.length === 0) return finished(state);
        close(state);
        break;
    }
  }
  return finished(state);
}

function finished(state: State): Composed {
  return { root: state.root, value: state.value, duplicates: state.duplicates, inexact: state.inexact };
}

function open(
  state: State,
  event: Event & { type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING },
): void {
  const properties = readProperties(state, event);
  const parent = state.frames.at(-1);
  const before = state.budget.decoded;
  const isMergeList =
    event.type === EVENT_ID.SEQUENCE && parent?.kind === 'map' && parent.key?.merge === true;
  if (!isMergeList) count(state, 1, 0, event.start);
  const anchored = anchor(state, properties);
  const flow = event.style === 2;
  state.cursor = flow && isBracket(state.text, event.start) ? event.start + 1 : event.start;
  state.frames.push(
    event.type === EVENT_ID.SEQUENCE
      ? { kind: 'list', start: event.start, flow, properties, items: [], values: [], anchored, before }
      : {
          kind: 'map',
          start: event.start,
          flow,
          properties,
          entries: [],
          value: {},
          merges: [],
          overridden: [],
          places: undefined,
          key: undefined,
          anchored,
          before,
        },
  );
}

function isBracket(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === 91 || c === 123;
}

function close(state: State): void {
  const frame = state.frames.pop();
  if (frame === undefined) return;
  if (frame.flow && isBracket(state.text, frame.start)) state.cursor = closingBracket(state);
  const end = state.cursor;
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
          ...written(frame.properties),
        };
  if (frame.anchored) {
    Object.assign(frame.anchored, { node, value, size: state.budget.decoded - frame.before });
  }
  attach(state, node, value, false);
}

function closingBracket(state: State): number {
  for (
    let at = skipBlank(state.text, state.cursor);
    at < state.text.length;
    at = skipBlank(state.text, at + 1)
  ) {
    const c = state.text.charCodeAt(at);
    if (c === 93 || c === 125) return at + 1;
    if (c !== 44 && c !== 58 && c !== 63) break;
  }
  return state.cursor;
}

function scalar(state: State, event: ScalarEvent): void {
  const { text } = state;
  const properties =
    event.anchorStart < 0 && event.tagStart < 0 ? NO_PROPERTIES : readProperties(state, event);
  const style = STYLES[event.style];
  const { start, end } = scalarSpan(state, event);
  state.cursor = end;
  const source = getScalarValue(text, event);
  const parent = state.frames.at(-1);
  const tag = event.tagStart < 0 ? undefined : fullTag(text.slice(event.tagStart, event.tagEnd));
  let value: Resolved;
  let isFloat = false;
  if (tag === undefined) {
    value = event.style === SCALAR_STYLE.PLAIN ? resolvePlain(source) : source;
  } else {
    const resolved = resolveTagged(tag, source);
    if ('error' in resolved) throw new ReadProblem('YAML-VALUE', resolved.error, properties.start, end);
    value = resolved.value;
    isFloat = tag.endsWith(':float');
  }
  const isKey = parent?.kind === 'map' && parent.key === undefined;
  if (isKey) {
    checkKey(state, event, properties, start);
    if (source === '<<' && isMergeKey(event, tag)) {
      parent.key = { text: '<<', start, end, merge: true };
      return;
    }
    if (typeof value === 'number' && !isFloat) isFloat = !isWhole(value, source);
  }
  const before = state.budget.decoded;
  count(state, 1, 0, start);
  const anchored = anchor(state, properties);
  const json = typeof value === 'bigint' ? Number(value) : value;
  if (typeof value === 'bigint' && isInt64(value) && !isKey) state.inexact = true;
  const node: YamlNode = { kind: 'scalar', start, end, value: json, style, ...written(properties) };
  if (anchored) Object.assign(anchored, { node, value: json, size: state.budget.decoded - before });
  if (isKey) {
    openKey(parent, keyText(value, isFloat), start, end);
  } else {
    attach(state, node, json, true);
  }
}

function isMergeKey(event: ScalarEvent, tag: string | undefined): boolean {
  if (tag === undefined) return event.style === SCALAR_STYLE.PLAIN;
  return tag === '!' || tag === 'tag:yaml.org,2002:merge';
}

/** An implicit key ends within 1,024 characters of its beginning. */
function checkKey(state: State, event: ScalarEvent, properties: Properties, start: number): void {
  const from = properties.start >= 0 ? properties.start : start;
  if (state.cursor - from <= KEY_LIMIT || event.valueStart < 0) return;
  const { text } = state;
  if (
    text.lastIndexOf('?', from) !== -1 &&
    /(?:^|[\s,[{-])\?\s+$/.test(text.slice(Math.max(0, from - 200), from))
  ) {
    return;
  }
  const colon = skipBlank(text, state.cursor);
  if ([...text.slice(from, colon)].length > KEY_LIMIT) {
    throw new ReadProblem('YAML-LIMIT', 'A key may be at most 1,024 characters long.', start, state.cursor);
  }
}

function openKey(frame: MapFrame, text: string | undefined, start: number, end: number): void {
  if (text === undefined) {
    throw new ReadProblem(
      'YAML-VALUE',
      'A key must be text, a number or a boolean, and is none of them here.',
      start,
      end,
    );
  }
  frame.key = { text, start, end, merge: false };
}

/** Where the scalar's characters stand, its quotes or block header included. */
function scalarSpan(state: State, event: ScalarEvent): { start: number; end: number } {
  const { text } = state;
  if (event.valueStart < 0) {
    const at = Math.max(emptyPlace(state), event.anchorEnd, event.tagEnd);
    return { start: at, end: at };
  }
  switch (event.style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return { start: event.valueStart - 1, end: event.valueEnd + 1 };
    case SCALAR_STYLE.LITERAL_BLOCK:
    case SCALAR_STYLE.FOLDED_BLOCK: {
      const start = blockHeader(text, Math.max(state.cursor, event.anchorEnd, event.tagEnd));
      return { start, end: blockScalarEnd(text, start, event.valueStart, event.valueEnd) };
    }
    default:
      return { start: event.valueStart, end: event.valueEnd };
  }
}

/** Where an absent node would stand: right after the colon, dash or question mark that announces it. */
function emptyPlace(state: State): number {
  const { text, cursor } = state;
  const parent = state.frames.at(-1);
  const at = skipBlank(text, cursor);
  if (parent === undefined) return cursor;
  const c = text.charCodeAt(at);
  if (parent.kind === 'list') return c === 45 ? at + 1 : cursor;
  if (parent.key === undefined) return c === 63 ? at + 1 : cursor;
  return c === 58 ? at + 1 : cursor;
}

function alias(state: State, event: AliasEvent): void {
  const start = event.anchorStart - 1;
  const end = event.anchorEnd;
  state.cursor = end;
  const name = state.text.slice(event.anchorStart, end);
  const target = state.anchors.get(name);
  if (target === undefined) {
    throw new ReadProblem('YAML-SYNTAX', `No anchor “&${name}” stands before this alias.`, start, end);
  }
  const { node, value, size } = target;
  if (node === undefined) {
    throw new ReadProblem('YAML-SYNTAX', `The alias “*${name}” stands inside the node it names.`, start, end);
  }
  count(state, 1 + size, size, start);
  const parent = state.frames.at(-1);
  if (parent?.kind === 'map' && parent.key === undefined) {
    if (node.kind !== 'scalar') throw notAKey(start, end);
    const isFloat = typeof value === 'number' && !isWhole(value, state.text.slice(node.start, node.end));
    openKey(parent, typeof value === 'object' ? undefined : keyText(value, isFloat), start, end);
    return;
  }
  attach(state, { kind: 'alias', start, end, anchor: name, node }, value, false);
}

function notAKey(start: number, end: number): ReadProblem {
  return new ReadProblem('YAML-VALUE', 'A map or a list cannot be a key.', start, end);
}

/** Gives a finished node to its parent. */
function attach(state: State, node: YamlNode, value: Json, isScalar: boolean): void {
  if (isScalar && typeof value === 'number' && !Number.isFinite(value)) {
    throw new ReadProblem(
      'YAML-VALUE',
      'Infinity and “not a number” cannot be sent to Kubernetes.',
      node.start,
      node.end,
    );
  }
  const parent = state.frames.at(-1);
  if (parent === undefined) {
    state.root = node;
    state.value = value;
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
      putEntry(parent, entry, value, state.duplicates);
    } else {
      parent.merges.push(entry);
      merge(state, parent, node, value);
    }
  }
}

/** `<<` takes a map or a list of maps, of which the first wins. */
function merge(state: State, frame: MapFrame, node: YamlNode, value: Json): void {
  const source = node.kind === 'alias' ? node.node : node;
  if (source.kind === 'map') {
    mergeEntries(frame, source, value, state.duplicates);
  } else if (node.kind === 'list') {
    for (let i = node.items.length - 1; i >= 0; i--) {
      const item = node.items[i];
      const map = item?.kind === 'alias' ? item.node : item;
      if (map?.kind !== 'map') throw notMergeable(item ?? node);
      mergeEntries(frame, map, (value as readonly Json[])[i] ?? null, state.duplicates);
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
    node.end,
  );
}

function count(state: State, decoded: number, aliased: number, at: number): void {
  if (charge(state.budget, decoded, aliased)) return;
  throw new ReadProblem('YAML-LIMIT', 'Aliases repeat too much of this document.', at, at + 1);
}

function readProperties(
  state: State,
  event: { anchorStart: number; anchorEnd: number; tagStart: number },
): Properties {
  if (event.anchorStart < 0 && event.tagStart < 0) return NO_PROPERTIES;
  const anchorAt = event.anchorStart < 0 ? Infinity : event.anchorStart - 1;
  const start = Math.min(anchorAt, event.tagStart < 0 ? Infinity : event.tagStart);
  if (event.anchorStart < 0) return { anchor: undefined, start };
  const name = state.text.slice(event.anchorStart, event.anchorEnd);
  if (!ANCHOR_NAME.test(name)) {
    const message = `The anchor “&${name}” may hold only letters, digits, “-” and “_”.`;
    throw new ReadProblem('YAML-SYNTAX', message, event.anchorStart - 1, event.anchorEnd);
  }
  return { anchor: name, start };
}

function anchor(state: State, properties: Properties): Anchored | undefined {
  if (properties.anchor === undefined) return undefined;
  const anchored: Anchored = { node: undefined, value: null, size: 0 };
  state.anchors.set(properties.anchor, anchored);
  return anchored;
}

function written(properties: Properties): { anchor?: string; propertiesStart?: number } {
  if (properties === NO_PROPERTIES) return {};
  return {
    ...(properties.anchor !== undefined && { anchor: properties.anchor }),
    propertiesStart: properties.start,
  };
}
