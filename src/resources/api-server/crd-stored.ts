import type { Json, JsonObject } from '../../yaml/types';
import { isObject } from '../place';
import { fieldText } from '../diagnostic';
import { ownMember, sortedMembers } from './crd-schema';
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
    for (const [key, member] of sortedMembers(value)) {
      if (path.length === 0 && typeMembers.has(key)) continue;
      const known = ownMember(schema?.properties, key) ?? schema?.additionalProperties;
      path.push(key);
      if (known !== undefined) visit(member, known);
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
    return list.map((item) =>
      item === null && items.nullable !== true && items.default !== undefined
        ? items.default
        : stored(item, items),
    );
  }
  return isObject(value) ? storedMembers(value, schema, false) : value;
}

function storedMembers(value: JsonObject, schema: CrdSchema, isRoot: boolean): JsonObject {
  const { properties, additionalProperties } = schema;
  const members: [string, Json][] = [];
  for (const [key, member] of Object.entries(value)) {
    const known = ownMember(properties, key) ?? additionalProperties;
    if (known === undefined) {
      if (schema.preserveUnknown === true || (isRoot && typeMembers.has(key))) members.push([key, member]);
      continue;
    }
    // A null that may not be is as absent; its default, if any, is set below.
    if (member === null && known.nullable !== true) continue;
    members.push([key, stored(member, known)]);
  }
  const present = new Set(members.map(([key]) => key));
  for (const [key, { default: standard }] of Object.entries(properties ?? {})) {
    if (standard !== undefined && !present.has(key)) members.push([key, standard]);
  }
  return Object.fromEntries(members);
}
