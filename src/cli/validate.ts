import { validateNetworkPolicy } from '../dialects/networkpolicy/validate';
import { validateText } from '../dialects/networkpolicy/validate-text';
import type { FieldError } from '../resources/api-server/field-error';
import { clusterKind } from '../resources/kinds';
import type { JsonObject } from '../yaml/types';
import { InputError } from './input-error';

/**
 * What the API server says of the documents of a text of JSON lines `{"id", "resource"}` or `{"id", "text"}`: per
 * document a line `{"id", "errors": [{"field", "message"}, …]}`, empty where it is accepted. Throws InputError for what
 * is no such line.
 */
export function validateLines(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const { id, errors } = validateLine(line, `line ${index + 1}`);
    return JSON.stringify({ id, errors: errors.map(({ field, message }) => ({ field, message })) });
  });
}

function validateLine(line: string, place: string): { id: unknown; errors: readonly FieldError[] } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new InputError(`${place}: not JSON`);
  }
  if (!isRecord(value)) throw new InputError(`${place}: not an object`);
  const { id, resource, text } = value;
  if (typeof text === 'string') return { id, errors: validateText(text).errors };
  if (!isRecord(resource)) throw new InputError(`${place}: neither resource (an object) nor text (a text)`);
  return { id, errors: validateObject(resource as JsonObject) };
}

/** Objects of the cluster's own kinds are not validated: nothing is said of them. */
function validateObject(object: JsonObject): readonly FieldError[] {
  const { apiVersion, kind } = object;
  if (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    clusterKind(apiVersion, kind) !== undefined
  ) {
    return [];
  }
  return validateNetworkPolicy(object).errors;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
