import type { JsonObject } from '../../yaml/types';
import { objectMetaSchema } from '../object-meta';
import { isObject } from '../place';
import { blocksRules, rulesNotChecked } from './crd-error';
import type { CrdError } from './crd-error';
import { listErrors, ruleErrors } from './crd-rules';
import type { CrdFormats } from './crd-scalars';
import type { CrdSchema } from './crd-schema';
import { storedObject, unknownFields } from './crd-stored';
import { valueErrors } from './crd-values';
import { decodeStrict } from './decode-strict';
import type { FieldError } from './field-error';
import { sharedGoTypes } from './go-types';
import { metadataErrors } from './metadata';

/** What the server says of a custom resource, and what it would store. */
export type CrdValidation = {
  readonly errors: readonly FieldError[];
  /** The object without nulls and with defaults; undefined where decoding failed. */
  readonly stored: JsonObject | undefined;
};

/** What of a CRD stands beside its schema. */
export type CrdOptions = {
  readonly clusterScoped: boolean;
  /** Formats of texts that are checked; all others are not. */
  readonly formats?: CrdFormats;
  /** `status` is a subresource: what is applied of it is dropped before anything is validated. */
  readonly statusSubresource?: boolean;
};

/**
 * Validates an object of a custom kind as kubectl and a server do: strict decoding, then metadata, schema, lists and, if
 * nothing hinders it, rules. The kind has been checked. In the server the order within a step is random; here it is
 * that of the document.
 */
export function validateCustomResource(
  object: JsonObject,
  root: CrdSchema,
  options: CrdOptions,
): CrdValidation {
  const metadata = decodedMetadata(object);
  if (metadata.some(({ message }) => !message.startsWith('unknown field'))) {
    return { errors: metadata, stored: undefined };
  }
  const strict = [...metadata, ...unknownFields(object, root)];
  if (strict.length > 0) return { errors: strict, stored: undefined };
  const given = options.statusSubresource === true ? without(object, 'status') : object;
  // Of metadata that is null the server makes one that is empty; it is missing only where nothing is written.
  const stored = storedObject(given['metadata'] === null ? { ...given, metadata: {} } : given, root);
  const errors: CrdError[] = customMetadataErrors(stored, options.clusterScoped).map((error) => ({
    ...error,
    blocks: blocksRules(error),
  }));
  errors.push(...valueErrors(stored, root, [], options.formats), ...listErrors(stored, root, []));
  if (errors.some(({ blocks }) => blocks)) errors.push(rulesNotChecked);
  else errors.push(...ruleErrors(stored, root, []));
  return { errors: withoutRepetition(errors), stored };
}

/** Unknown fields of `metadata`, or the first wrong type in it. */
export function decodedMetadata(object: JsonObject): readonly FieldError[] {
  const { metadata } = object;
  if (metadata === undefined || metadata === null) return [];
  if (!isObject(metadata)) {
    const found = Array.isArray(metadata)
      ? 'array'
      : typeof metadata === 'boolean'
        ? 'bool'
        : typeof metadata;
    const message = `json: cannot unmarshal ${found} into Go value of type v1.ObjectMeta`;
    return [{ field: 'metadata', message, path: ['metadata'], part: 'value' }];
  }
  return decodeStrict(metadata, objectMetaSchema, sharedGoTypes).map((error) => ({
    ...error,
    field: `metadata.${error.field}`,
    message: error.message.replace(/^(unknown|duplicate) field "/, '$1 field "metadata.'),
    path: ['metadata', ...error.path],
  }));
}

/** What the server says of the metadata; of kinds without a namespace kubectl drops one that is written. */
export function customMetadataErrors(object: JsonObject, clusterScoped: boolean): readonly FieldError[] {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  if (!clusterScoped) return metadataErrors(metadata);
  return metadataErrors(without(metadata, 'namespace'));
}

function without(object: JsonObject, member: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== member));
}

/** The server tells a text once. */
function withoutRepetition(errors: readonly FieldError[]): readonly FieldError[] {
  const seen = new Set<string>();
  return errors.filter(({ message }) => {
    const isNew = !seen.has(message);
    seen.add(message);
    return isNew;
  });
}
