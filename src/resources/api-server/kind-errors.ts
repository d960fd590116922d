import type { Json, JsonObject } from '../../yaml/types';
import { typeProblem } from '../read';
import type { FieldError } from './field-error';
import { goJson } from './go-text';

/**
 * What kubectl says of an object's apiVersion and kind before it asks the server for anything; `serves` tells the kinds
 * that the server has.
 */
export function kindError(
  value: JsonObject,
  serves: (apiVersion: string, kind: string) => boolean,
): FieldError | undefined {
  const { apiVersion, kind } = value;
  const problem = typeProblem(apiVersion, kind);
  if (problem !== undefined) {
    return kubectlError(/^(apiVersion|kind) not set$/.exec(problem)?.[1] ?? '', problem);
  }
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  if (kind === '') {
    const text = goJson(sortedKeys(value));
    return kubectlError('', `unable to decode "policy.yaml": Object 'Kind' is missing in '${text}'`);
  }
  if (apiVersion.split('/').length > 2) {
    return kubectlError('', `unexpected GroupVersion string: ${apiVersion}`);
  }
  if (serves(apiVersion, kind)) return undefined;
  return kubectlError('kind', `no matches for kind "${kind}" in version "${apiVersion}"`);
}

function kubectlError(field: string, message: string): FieldError {
  return { field, message, path: field === '' ? [] : [field], part: 'value' };
}

/** The object as kubectl holds it: keys sorted at every depth. */
function sortedKeys(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as JsonObject;
  return Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((key) => [key, sortedKeys(object[key] ?? null)]),
  );
}
