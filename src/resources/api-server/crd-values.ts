import type { Json, JsonObject, Path } from '../../yaml/types';
import { isObject } from '../place';
import { ownMember } from './crd-schema';
import type { CrdSchema } from './crd-schema';
import { crdError, numberText } from './crd-error';
import type { CrdError } from './crd-error';
import { combinationOutcome } from './crd-combinations';
import type { Outcome } from './crd-combinations';
import { stringErrors, typeError } from './crd-scalars';
import type { CrdFormats } from './crd-scalars';

/**
 * Checks a stored value against its schema: types, one-ofs, limits, required fields. Upstream: kube-openapi
 * `pkg/validation/validate` as apiextensions-apiserver words its errors.
 */
export function valueErrors(
  value: Json,
  schema: CrdSchema,
  path: Path,
  formats: CrdFormats = {},
): readonly CrdError[] {
  return outcomeOf(value, schema, path, formats).errors;
}

/** The counts of matches are those of the original, since they choose among its errors. */
function outcomeOf(value: Json, schema: CrdSchema, path: Path, formats: CrdFormats): Outcome {
  const errors: CrdError[] = [];
  let matches = 0;
  const merge = (outcome: Outcome) => {
    for (const error of outcome.errors) errors.push(error);
    matches += outcome.matches;
  };
  const hasType = schema.type !== undefined || schema.intOrString === true;
  if (hasType || schema.format !== undefined) {
    const error = typeError(value, schema, path);
    merge(error === undefined ? { errors: [], matches: 1 } : { errors: [error], matches: 0 });
    if (value !== null) matches += 1;
  }
  const choice = enumErrors(value, schema, path);
  if (value === null) {
    merge({ errors: choice, matches: 0 });
    return { errors, matches };
  }
  merge(combinationOutcome(schema, path, (one) => outcomeOf(value, one, path, formats)));
  matches += 1;
  if (typeof value === 'string') {
    errors.push(...stringErrors(value, schema, path, formats));
    matches += 1;
  } else if (typeof value === 'number') {
    errors.push(...numberErrors(value, schema, path));
    matches += 2;
  } else if (Array.isArray(value)) {
    merge(listOutcome(value as readonly Json[], schema, path, formats));
    matches += 1;
  }
  errors.push(...choice);
  matches += 1;
  if (isObject(value)) {
    merge(objectOutcome(value, schema, path, formats));
    matches += 1;
  }
  return { errors, matches: matches + 1 };
}

function enumErrors(value: Json, schema: CrdSchema, path: Path): readonly CrdError[] {
  const { enum: values } = schema;
  if (values === undefined || values.includes(value)) return [];
  return [crdError({ kind: 'unsupported', value, supported: values }, path)];
}

function numberErrors(value: number, schema: CrdSchema, path: Path): readonly CrdError[] {
  const errors: CrdError[] = [];
  const { minimum, maximum } = schema;
  if (schema.type === 'integer') {
    const isSmall = schema.format === 'int32';
    const limit = isSmall ? 2 ** 31 : 2 ** 63;
    if (!Number.isInteger(value) || value >= limit || value < -limit) {
      const isNamed = isSmall || schema.format === 'int64';
      const format = isNamed ? ` with format ${schema.format}` : ' (default format)';
      errors.push(
        crdError({ kind: 'whole', text: `Checked value must be of type integer${format} in ` }, path),
      );
    }
  }
  if (maximum !== undefined && value > maximum) {
    const text = `should be less than or equal to ${numberText(maximum)}`;
    errors.push(crdError({ kind: 'body', value, text }, path));
  }
  if (minimum !== undefined && value < minimum) {
    const text = `should be greater than or equal to ${numberText(minimum)}`;
    errors.push(crdError({ kind: 'body', value, text }, path));
  }
  return errors;
}

function listOutcome(list: readonly Json[], schema: CrdSchema, path: Path, formats: CrdFormats): Outcome {
  const errors: CrdError[] = [];
  let matches = 1;
  const { items, minItems, maxItems } = schema;
  const found = list.length;
  if (minItems !== undefined && found < minItems) {
    errors.push(
      crdError({ kind: 'body', value: found, text: `should have at least ${minItems} items` }, path),
    );
  }
  if (maxItems !== undefined && found > maxItems) {
    errors.push(crdError({ kind: 'too many', found, most: maxItems }, path));
  }
  if (items !== undefined) {
    list.forEach((item, index) => {
      const outcome = outcomeOf(item, items, [...path, index], formats);
      for (const error of outcome.errors) errors.push(error);
      matches += outcome.matches;
    });
  }
  return { errors, matches };
}

function objectOutcome(value: JsonObject, schema: CrdSchema, path: Path, formats: CrdFormats): Outcome {
  const errors: CrdError[] = [];
  let matches = 0;
  const { properties, additionalProperties, minProperties, maxProperties, required } = schema;
  const keys = Object.keys(value);
  if (minProperties !== undefined && keys.length < minProperties) {
    const text = `should have at least ${minProperties} properties`;
    errors.push(crdError({ kind: 'body', value: keys.length, text }, path));
  }
  if (maxProperties !== undefined && keys.length > maxProperties) {
    errors.push(crdError({ kind: 'too many', found: keys.length, most: maxProperties }, path));
  }
  for (const key of required ?? []) {
    if (!Object.hasOwn(value, key)) errors.push(crdError({ kind: 'required' }, [...path, key]));
  }
  for (const key of keys) {
    const known = ownMember(properties, key) ?? additionalProperties;
    if (known === undefined) continue;
    const outcome = outcomeOf(value[key] ?? null, known, [...path, key], formats);
    for (const error of outcome.errors) errors.push(error);
    matches += outcome.matches;
  }
  return { errors, matches };
}
