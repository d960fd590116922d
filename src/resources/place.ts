import { within } from '../model/origin';
import type { Origin } from '../model/origin';
import type { Labels } from '../model/labels';
import { noLabels } from '../model/labels';
import type { Json, JsonObject, PlacePart, Severity } from '../yaml/types';
import { fieldText } from './diagnostic';
import type { ResourceDiagnostic } from './diagnostic';
import type { Resource } from './resource';

/**
 * An object somewhere inside a resource, read leniently: what has the wrong type counts as absent and is told to
 * `report`. Null is absent, as it is to the API server.
 */
export type Place = {
  readonly value: JsonObject;
  /** From the root of the resource. */
  readonly path: readonly (string | number)[];
  readonly origin: Origin;
  readonly report: Report;
};

export type Report = (diagnostic: ResourceDiagnostic) => void;

/** The root of a resource. */
export function placeOf(resource: Resource, report: Report): Place {
  return { value: resource.value, path: [], origin: resource.origin, report };
}

/** Tells something about a place below this one. */
export function tell(
  place: Place,
  steps: readonly (string | number)[],
  code: string,
  message: string,
  severity: Severity = 'error',
  part: PlacePart = 'value',
): void {
  const path = [...place.path, ...steps];
  place.report({
    code,
    severity,
    message,
    origin: within(place.origin, ...path),
    part,
    field: fieldText(path),
  });
}

export function originOf(place: Place, ...steps: readonly (string | number)[]): Origin {
  return within(place.origin, ...place.path, ...steps);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectIn(place: Place, key: string): Place | undefined {
  const value = memberIn(place, key);
  if (value === undefined) return undefined;
  if (!isObject(value)) return wrong(place, [key], 'an object', value);
  return { value, path: [...place.path, key], origin: place.origin, report: place.report };
}

/** The objects of a list; items that are none are told and left out. */
export function objectsIn(place: Place, key: string): readonly Place[] {
  const places: Place[] = [];
  listIn(place, key).forEach((value, index) => {
    if (value === null) return;
    if (isObject(value)) {
      places.push({
        value,
        path: [...place.path, key, index],
        origin: place.origin,
        report: place.report,
      });
    } else wrong(place, [key, index], 'an object', value);
  });
  return places;
}

export function textIn(place: Place, key: string): string | undefined {
  const value = memberIn(place, key);
  if (value === undefined || typeof value === 'string') return value;
  return wrong(place, [key], 'text', value);
}

/** The texts of a list with their indexes. */
export function textsIn(place: Place, key: string): readonly { text: string; index: number }[] {
  const texts: { text: string; index: number }[] = [];
  listIn(place, key).forEach((value, index) => {
    if (typeof value === 'string') texts.push({ text: value, index });
    else if (value !== null) wrong(place, [key, index], 'text', value);
  });
  return texts;
}

export function integerIn(place: Place, key: string): number | undefined {
  const value = memberIn(place, key);
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  return wrong(place, [key], 'a whole number', value);
}

export function booleanIn(place: Place, key: string): boolean | undefined {
  const value = memberIn(place, key);
  if (value === undefined || typeof value === 'boolean') return value;
  return wrong(place, [key], 'true or false', value);
}

/** A map of texts. A null value is the empty text, as the API server reads it. */
export function labelsIn(place: Place, key: string): Labels {
  const at = objectIn(place, key);
  if (at === undefined) return noLabels;
  const labels = new Map<string, string>();
  for (const [name, value] of Object.entries(at.value)) {
    if (typeof value === 'string') labels.set(name, value);
    else if (value === null) labels.set(name, '');
    else {
      const hint = typeof value === 'object' ? '' : '; put the value in quotes';
      tell(at, [name], 'RES-TYPE', `A label must be text, not ${typeName(value)}${hint}.`);
    }
  }
  return labels;
}

function listIn(place: Place, key: string): readonly Json[] {
  const value = memberIn(place, key);
  if (value === undefined) return [];
  if (Array.isArray(value)) return value as readonly Json[];
  wrong(place, [key], 'a list', value);
  return [];
}

/** The member's value where it is there at all: keys are the user's, so only own properties count. */
function memberIn(place: Place, key: string): Exclude<Json, null> | undefined {
  if (!Object.hasOwn(place.value, key)) return undefined;
  return place.value[key] ?? undefined;
}

function wrong(place: Place, steps: readonly (string | number)[], wanted: string, value: Json): undefined {
  const name = fieldText(steps.length > 1 ? [...place.path.slice(-1), ...steps] : steps);
  tell(place, steps, 'RES-TYPE', `\`${name}\` must be ${wanted}, not ${typeName(value)}.`);
  return undefined;
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'object':
      return 'an object';
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    default:
      return 'true or false';
  }
}
