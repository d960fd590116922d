import { decodeStrict, sentByKubectl } from '../../resources/api-server/decode-strict';
import type { Written } from '../../resources/api-server/decode-strict';
import type { FieldError } from '../../resources/api-server/field-error';
import { goJson } from '../../resources/api-server/go-text';
import { metadataErrors } from '../../resources/api-server/metadata';
import { typeProblem } from '../../resources/read';
import type { Json, JsonObject } from '../../yaml/types';
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
  const kind = kindError(value);
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

/** What kubectl says before it asks the server for anything. */
function kindError(value: JsonObject): FieldError | undefined {
  const { apiVersion, kind } = value;
  const problem = typeProblem(apiVersion, kind);
  if (problem !== undefined) return kubectlError(fieldMissing(problem), problem);
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  if (kind === '') {
    return kubectlError(
      '',
      `unable to decode "policy.yaml": Object 'Kind' is missing in '${goJson(sortedKeys(value))}'`,
    );
  }
  if (apiVersion.split('/').length > 2) {
    return kubectlError('', `unexpected GroupVersion string: ${apiVersion}`);
  }
  if (apiVersion === networkPolicyVersion && kind === 'NetworkPolicy') return undefined;
  return kubectlError('kind', `no matches for kind "${kind}" in version "${apiVersion}"`);
}

function fieldMissing(problem: string): string {
  return /^(apiVersion|kind) not set$/.exec(problem)?.[1] ?? '';
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
