import { setOwn } from './json-object';
import type { OpenObject } from './json-object';
import type { Json, JsonObject, YamlNode } from './types';

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of an object's own key. */
export function ownValue(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Deep equality; absent, null and empty are three different things, the order of keys means nothing. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** A copy of an object with one key set; in its old place where it has the key. */
export function withKey(object: JsonObject, key: string, value: Json): JsonObject {
  const copy: OpenObject = {};
  for (const [name, child] of Object.entries(object)) setOwn(copy, name, child);
  setOwn(copy, key, value);
  return copy;
}

export function withoutKey(object: JsonObject, key: string): JsonObject {
  const copy: OpenObject = {};
  for (const [name, child] of Object.entries(object)) {
    if (name !== key) setOwn(copy, name, child);
  }
  return copy;
}

/** The value that a tree stands for. */
export function valueOfNode(node: YamlNode): Json {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'alias':
      return valueOfNode(node.node);
    case 'list':
      return node.items.map(valueOfNode);
    case 'map': {
      const object: OpenObject = {};
      for (const entry of node.entries) setOwn(object, entry.key, valueOfNode(entry.value));
      return object;
    }
  }
}
