import type { Json, Path } from '../../yaml/types';
import { crdError } from './crd-error';
import type { CrdError } from './crd-error';
import type { CrdSchema } from './crd-schema';

/** Formats of strings that are checked, by name: whether a text has it. Every other format is not looked at. */
export type CrdFormats = Readonly<Record<string, (text: string) => boolean>>;

/** The type of a value as the server infers it: its JSON type and, of numbers, the format. */
function typeOf(value: Exclude<Json, null>): { readonly type: string; readonly format: string } {
  if (Array.isArray(value)) return { type: 'array', format: '' };
  switch (typeof value) {
    case 'number':
      return isWhole(value) ? { type: 'integer', format: 'int64' } : { type: 'number', format: 'float64' };
    case 'boolean':
    case 'string':
      return { type: typeof value, format: '' };
    default:
      return { type: 'object', format: '' };
  }
}

/** Decoded as an integer of 64 bits; all other numbers are floating. */
function isWhole(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
}

/** Upstream: kube-openapi `pkg/validation/validate/type.go`. */
export function typeError(value: Json, schema: CrdSchema, path: Path): CrdError | undefined {
  const wanted =
    schema.intOrString === true ? ['integer', 'string'] : schema.type === undefined ? [] : [schema.type];
  const all = wanted.join(',');
  if (value === null) {
    if (wanted.length === 0 || schema.nullable === true) return undefined;
    return crdError({ kind: 'type', type: all, found: 'null' }, path);
  }
  const found = typeOf(value);
  const fits = wanted.includes(found.type) || (found.type === 'integer' && wanted.includes('number'));
  const format = schema.format ?? '';
  const isTextual = found.type === 'string' || found.type === 'array';
  if (format !== '' && !isTextual && !fits && found.format !== format) {
    return crdError({ kind: 'type', type: format, found: found.format }, path);
  }
  const wantsNumber = wanted.includes('number') || wanted.includes('integer');
  if (format !== '' && isTextual && !wantsNumber) return undefined;
  return fits || wanted.length === 0
    ? undefined
    : crdError({ kind: 'type', type: all, found: found.type }, path);
}

/** Of length and pattern the first that fails is told; the format besides. Lengths count characters. */
export function stringErrors(
  text: string,
  schema: CrdSchema,
  path: Path,
  formats: CrdFormats,
): readonly CrdError[] {
  const errors: CrdError[] = [];
  const { minLength, maxLength, pattern, format } = schema;
  const length = minLength === undefined && maxLength === undefined ? 0 : [...text].length;
  if (maxLength !== undefined && length > maxLength) {
    errors.push(crdError({ kind: 'too long', bytes: maxLength }, path));
  } else if (minLength !== undefined && length < minLength) {
    errors.push(
      crdError({ kind: 'body', value: text, text: `should be at least ${minLength} chars long` }, path),
    );
  } else if (pattern !== undefined && !pattern.matches(text)) {
    errors.push(crdError({ kind: 'body', value: text, text: `should match '${pattern.text}'` }, path));
  }
  if (format !== undefined && Object.hasOwn(formats, format) && formats[format]?.(text) === false) {
    errors.push(crdError({ kind: 'type', type: format, found: text }, path));
  }
  return errors;
}
