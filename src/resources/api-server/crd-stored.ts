import type { Json, JsonObject } from '../../yaml/types';
import { isObject } from '../place';
import { fieldText } from '../diagnostic';
import { ownMember } from './crd-schema';
import type { CrdSchema } from './crd-schema';
import type { FieldError } from './field-error';

/** How deep values without a schema are looked into. */
const deepest = 1000;

const typeMembers: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * The fields of an object that its schema does not know, sorted by their path. `metadata` is not looked at.
 * Upstream: apiextensions-apiserver `pkg/apiserver/schema/pruning`.
 */
export function unknownFields(object: JsonObject, root: CrdSchema): readonly FieldError[] {
  const errors: FieldError[] = [];
  const path: (string | number)[] = [];
  const tooDeep = new Set<string>();
  const visit = (value: Json, schema: CrdSchema | undefined): void => {
    if (path.length > deepest) {
      tooDeep.add('This document is nested too deep to be read.');
      return;
    }
    if (Array.isArray(value)) {
      if (schema?.preserveUnknown === true && schema.items === undefined) return;
      (value as readonly Json[]).forEach((item, index) => {
        path.push(index);
        visit(item, schema?.items);
        path.pop();
      });
      return;
    }
    if (!isObject(value)) return;
    for (const key of Object.keys(value)) {
      if (path.length === 0 && typeMembers.has(key)) continue;
      const known = ownMember(schema?.properties, key) ?? schema?.additionalProperties;
      path.push(key);
      if (known !== undefined) visit(value[key] ?? null, known);
      else if (schema?.preserveUnknown !== true) {
        const field = fieldText(path);
        errors.push({ field, message: `unknown field "${field}"`, path: [...path], part: 'key' });
      }
      path.pop();
    }
  };
  visit(object, root);
  for (const message of tooDeep) errors.push({ field: '', message, path: [], part: 'value' });
  return errors.sort((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : 0));
}

/**
 * The object as the server holds it: without fields that the schema does not know, without nulls where none may be
 * (items of lists keep theirs), and with defaults. Upstream: the same, `defaulting`.
 */
export function storedObject(value: JsonObject, schema: CrdSchema): JsonObject {
  return storedMembers(value, schema, true);
}

function stored(value: Json, schema: CrdSchema): Json {
  if (Array.isArray(value)) {
    const { items } = schema;
    const list = value as readonly Json[];
    if (items === undefined) return list;
    let changed = false;
    const all = list.map((item) => {
      const isDefaulted = item === null && items.nullable !== true && items.default !== undefined;
      const own = isDefaulted ? (items.default ?? null) : stored(item, items);
      changed ||= own !== item;
      return own;
    });
    return changed ? all : list;
  }
  return isObject(value) ? storedMembers(value, schema, false) : value;
}

/** The object itself where nothing of it changes. */
function storedMembers(value: JsonObject, schema: CrdSchema, isRoot: boolean): JsonObject {
  const { properties, additionalProperties } = schema;
  const members: [string, Json][] = [];
  let changed = false;
  for (const key of Object.keys(value)) {
    const member = value[key] ?? null;
    const known = ownMember(properties, key) ?? additionalProperties;
    const isKept =
      known === undefined && (schema.preserveUnknown === true || (isRoot && typeMembers.has(key)));
    // A null that may not be is as absent; its default, if any, is set below.
    if (!isKept && (known === undefined || (member === null && known.nullable !== true))) {
      changed = true;
      continue;
    }
    const own = known === undefined ? member : stored(member, known);
    changed ||= own !== member;
    members.push([key, own]);
  }
  for (const [key, standard] of defaultsOf(schema)) {
    const isThere =
      Object.hasOwn(value, key) && (value[key] !== null || properties?.[key]?.nullable === true);
    if (isThere) continue;
    changed = true;
    members.push([key, standard]);
  }
  return changed ? Object.fromEntries(members) : value;
}

const defaults = new WeakMap<CrdSchema, readonly (readonly [string, Json])[]>();

/** The members of a schema that have a default. */
function defaultsOf(schema: CrdSchema): readonly (readonly [string, Json])[] {
  const known = defaults.get(schema);
  if (known !== undefined) return known;
  const found = Object.entries(schema.properties ?? {}).flatMap(([key, { default: standard }]) =>
    standard === undefined ? [] : [[key, standard] as const],
  );
  defaults.set(schema, found);
  return found;
}
