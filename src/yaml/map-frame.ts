import { setOwn } from './json-object';
import type { OpenObject } from './json-object';
import type { Duplicate } from './outcome';
import type { Json, YamlEntry, YamlNode } from './types';

/** A map being read: its entries in the order of the text, the last of equal keys being the one that counts. */
export type MapFrame = {
  readonly kind: 'map';
  readonly start: number;
  readonly flow: boolean;
  readonly properties: Properties | undefined;
  readonly entries: (YamlEntry | undefined)[];
  readonly value: OpenObject;
  merges: YamlEntry[] | undefined;
  overridden: YamlEntry[] | undefined;
  /** Where each key stands in `entries`; made when the first key repeats. */
  places: Map<string, number> | undefined;
  key: OpenKey | undefined;
};

export type OpenKey = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly merge: boolean;
};

/** The anchor and the tag of a node, and where they begin. */
export type Properties = {
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
  readonly start: number;
};

/** Puts an entry in. A key that was there already is replaced, as Go's map does it. */
export function putEntry(frame: MapFrame, entry: YamlEntry, value: Json, duplicates: Duplicate[]): void {
  if (Object.hasOwn(frame.value, entry.key)) replaceEntry(frame, entry, duplicates);
  frame.places?.set(entry.key, frame.entries.length);
  frame.entries.push(entry);
  setOwn(frame.value, entry.key, value);
}

/** Repeated keys told of one document; more help nobody. */
const MAX_DUPLICATES = 1000;

function replaceEntry(frame: MapFrame, entry: YamlEntry, duplicates: Duplicate[]): void {
  if (frame.places === undefined) {
    frame.places = new Map();
    for (const [i, earlier] of frame.entries.entries()) {
      if (earlier !== undefined) frame.places.set(earlier.key, i);
    }
  }
  const place = frame.places.get(entry.key) ?? -1;
  const earlier = frame.entries[place];
  if (earlier === undefined) return;
  frame.entries[place] = undefined;
  if (earlier.merged !== true) (frame.overridden ??= []).push(earlier);
  if (earlier.merged !== true && entry.merged !== true && duplicates.length < MAX_DUPLICATES) {
    duplicates.push({ key: entry.key, start: entry.keyStart, end: entry.keyEnd });
  }
}

/** Takes over the entries of a merged map. */
export function mergeEntries(
  frame: MapFrame,
  map: YamlNode & { kind: 'map' },
  value: Json,
  duplicates: Duplicate[],
): void {
  for (const entry of map.entries) {
    putEntry(frame, { ...entry, merged: true }, (value as OpenObject)[entry.key] ?? null, duplicates);
  }
}

/** The finished node. */
export function closeMap(frame: MapFrame, end: number): YamlNode {
  const { start, flow, properties } = frame;
  const entries =
    frame.places === undefined
      ? (frame.entries as YamlEntry[])
      : frame.entries.filter((entry): entry is YamlEntry => entry !== undefined);
  const isOrdinary = frame.merges === undefined && frame.overridden === undefined && properties === undefined;
  if (isOrdinary) return { kind: 'map', start, end, flow, entries };
  return {
    kind: 'map',
    start,
    end,
    flow,
    entries,
    ...(frame.merges !== undefined && { merges: frame.merges }),
    ...(frame.overridden !== undefined && { overridden: frame.overridden }),
    ...writtenProperties(properties),
  };
}

/** The parts of a node that tell of its anchor and tag. */
export function writtenProperties(properties: Properties | undefined): {
  anchor?: string;
  propertiesStart?: number;
} {
  if (properties === undefined) return {};
  const { anchor, start } = properties;
  return { ...(anchor !== undefined && { anchor }), propertiesStart: start };
}
