import { isObject } from '../../resources/place';
import type { Json, JsonObject } from '../../yaml/types';

/*
 * Calico's objects are decoded by Go: keys match without regard to case, null is absent. What has a wrong type counts
 * as absent here; validation tells it.
 */

export function memberOf(object: JsonObject, key: string): Exclude<Json, null> | undefined {
  if (Object.hasOwn(object, key)) return object[key] ?? undefined;
  const lower = key.toLowerCase();
  const other = Object.keys(object).find((one) => one.toLowerCase() === lower);
  return other === undefined ? undefined : (object[other] ?? undefined);
}

export function objectOf(object: JsonObject, key: string): JsonObject | undefined {
  const value = memberOf(object, key);
  return isObject(value) ? value : undefined;
}

export function listOf(object: JsonObject, key: string): readonly Json[] {
  const value = memberOf(object, key);
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function objectsOf(object: JsonObject, key: string): readonly JsonObject[] {
  return listOf(object, key).map((item) => (isObject(item) ? item : {}));
}

/** A text; empty where absent. */
export function textOf(object: JsonObject, key: string): string {
  const value = memberOf(object, key);
  return typeof value === 'string' ? value : '';
}

export function textsOf(object: JsonObject, key: string): readonly string[] {
  return listOf(object, key).flatMap((item) => (typeof item === 'string' ? [item] : []));
}

export function numberOf(object: JsonObject, key: string): number | undefined {
  const value = memberOf(object, key);
  return typeof value === 'number' ? value : undefined;
}

export function flagOf(object: JsonObject, key: string): boolean {
  return memberOf(object, key) === true;
}

/** A map of texts; other values count as empty. */
export function labelsOf(object: JsonObject, key: string): ReadonlyMap<string, string> {
  const entries = Object.entries(objectOf(object, key) ?? {});
  return new Map(entries.map(([name, value]) => [name, typeof value === 'string' ? value : '']));
}
