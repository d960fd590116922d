import { isObject } from '../../resources/place';
import type { Json, JsonObject } from '../../yaml/types';

/*
 * Values read leniently: null is absent and what has the wrong type counts as absent. Whether an object is in force
 * at all is decided by validation.
 */

export function objectOf(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** The items of a list; a null item is an empty one. Undefined where there is no list. */
export function listOf(value: Json | undefined): readonly Json[] | undefined {
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return (listOf(value) ?? []).map((item) => objectOf(item) ?? {});
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function textsOf(value: Json | undefined): readonly string[] {
  return (listOf(value) ?? []).map(textOf);
}

export function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}
