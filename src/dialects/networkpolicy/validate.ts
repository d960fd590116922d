import { decodeStrict, sentByKubectl } from '../../resources/api-server/decode-strict';
import type { Written } from '../../resources/api-server/decode-strict';
import type { FieldError } from '../../resources/api-server/field-error';
import { kindError } from '../../resources/api-server/kind-errors';
import { metadataErrors } from '../../resources/api-server/metadata';
import type { JsonObject } from '../../yaml/types';
import { networkPolicyGoTypes, networkPolicySchema } from './schema';
import { objectOf, storedSpec } from './stored';
import type { StoredSpec } from './stored';
import { cidrWarnings } from './validate-cidr';
import { specErrors } from './validate-spec';

/** What kubectl and the API server say of a policy; without errors it is accepted. */
export type Validation = {
  readonly errors: readonly FieldError[];
  readonly warnings: readonly FieldError[];
  /** What else servers would say that do not raise the advisory errors, where those end the validation. */
  readonly further: readonly FieldError[];
  /** The spec with its defaults; undefined where the document could not be decoded. */
  readonly spec: StoredSpec | undefined;
};

/** The one version that servers serve. */
export const networkPolicyVersion = 'networking.k8s.io/v1';

/**
 * Validates as kubectl and a server of 1.36 do: kind, strict decoding, defaulting, validation, warnings; each step only
 * if the one before found nothing.
 */
export function validateNetworkPolicy(value: JsonObject, written: Written = sentByKubectl): Validation {
  const kind = kindError(
    value,
    (apiVersion, name) => apiVersion === networkPolicyVersion && name === 'NetworkPolicy',
  );
  if (kind !== undefined) return refused([kind]);
  const strict = decodeStrict(value, networkPolicySchema, networkPolicyGoTypes, written).map(lenientOnStatus);
  const decoded = strict.every((error) => error.advisory === true);
  if (!decoded) return refused(strict);
  const spec = storedSpec(value);
  const errors = [...metadataErrors(objectOf(value['metadata'])), ...specErrors(spec)];
  if (strict.length > 0) return { errors: strict, warnings: [], further: errors, spec };
  return { errors, warnings: errors.length === 0 ? cidrWarnings(spec) : [], further: [], spec };
}

function refused(errors: readonly FieldError[]): Validation {
  return { errors, warnings: [], further: [], spec: undefined };
}

/** `status` was a field from 1.24 to 1.27, so what those servers print carries it: it is told, but takes nothing away. */
function lenientOnStatus(error: FieldError): FieldError {
  return error.message === 'unknown field "status"' ? { ...error, advisory: true } : error;
}
