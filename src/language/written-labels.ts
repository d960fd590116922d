import { isObject } from '../resources/place';
import type { JsonObject } from '../yaml/types';

/** The labels of an object as its text has them; values that are no texts are left out. */
export function writtenLabels({ metadata }: JsonObject): readonly (readonly [string, string])[] {
  const labels = isObject(metadata) ? metadata['labels'] : undefined;
  if (!isObject(labels)) return [];
  return Object.entries(labels).flatMap(([key, label]) => (typeof label === 'string' ? [[key, label]] : []));
}
