import { customMetadataErrors, decodedMetadata } from '../../../resources/api-server/crd';
import { rootField } from '../../../resources/api-server/crd-error';
import { listErrors } from '../../../resources/api-server/crd-rules';
import type { CrdSchema } from '../../../resources/api-server/crd-schema';
import { valueErrors } from '../../../resources/api-server/crd-values';
import type { FieldError } from '../../../resources/api-server/field-error';
import { isObject } from '../../../resources/place';
import type { JsonObject, Path } from '../../../yaml/types';
import { ciliumFormats } from './schema';

/**
 * What the API server says of names and labels. Unknown fields it drops in silence; of a missing name the agent is left
 * to tell.
 */
export function metadataErrorsOf(object: JsonObject, clusterScoped: boolean): readonly FieldError[] {
  const wrong = decodedMetadata(object).filter(({ message }) => !message.startsWith('unknown field'));
  const errors = wrong.length > 0 ? wrong : customMetadataErrors(object, clusterScoped);
  return errors
    .filter(({ message }) => !message.startsWith('metadata.name: Required value'))
    .map((error) => ({ ...error, message: `schema: ${error.message}` }));
}

/**
 * What the API server says of a stored object. Other than for most kinds, the rule that the CRD of 1.20 writes in CEL
 * is looked at beside all other errors.
 */
export function serverErrors(
  stored: JsonObject,
  schema: CrdSchema,
  { is120, isPolicy }: { readonly is120: boolean; readonly isPolicy: boolean },
): readonly FieldError[] {
  const errors: FieldError[] = [
    ...valueErrors(stored, schema, [], ciliumFormats),
    ...listErrors(stored, schema, []),
    ...(is120 && isPolicy ? contentErrors(stored) : []),
  ];
  const seen = new Set<string>();
  return errors.flatMap(({ field, message, path, part }) => {
    if (seen.has(message) || (!is120 && isNewer(message))) return [];
    seen.add(message);
    return { field, message: `schema: ${message}`, path, part };
  });
}

/** Told since Kubernetes 1.36, which 1.20 was recorded with, 1.19 with the one before. */
function isNewer(message: string): boolean {
  return message.startsWith('<nil>: Invalid value: "": Checked value must be of type integer');
}

const rule = 'spec or specs must be provided';

/** A policy needs `spec` or `specs`; what has the wrong type there fails the rule in words of its own. */
function contentErrors({ spec, specs }: JsonObject): readonly FieldError[] {
  if (isObject(spec)) return [];
  if (spec === undefined && specs === undefined) return [ruleError(rule, [])];
  const isWrong = (form: string, type: string) =>
    `"object": invalid data, expected ${form} for the provided schema with type=${type} evaluating rule: ${rule}`;
  if (Array.isArray(specs)) return [];
  return spec === undefined
    ? [ruleError(isWrong('an array', 'array'), ['specs'])]
    : [ruleError(isWrong('a map', 'object'), ['spec'])];
}

function ruleError(text: string, path: Path): FieldError {
  return { field: rootField, message: `${rootField}: Invalid value: ${text}`, path, part: 'value' };
}
