import { validateNetworkPolicy } from '../dialects/networkpolicy/validate';
import { validateText } from '../dialects/networkpolicy/validate-text';
import type { FieldError } from '../resources/api-server/field-error';
import type { JsonObject } from '../yaml/types';
import { jsonLines } from './cases';

/** A recorded document with what the API server and kubectl say of it. */
export type ValidationCase = {
  readonly id: string;
  readonly resource?: JsonObject;
  readonly text?: string;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
  readonly warnings?: readonly string[];
  /** What servers before 1.36 say, where that is different. */
  readonly before136?: { readonly errors: readonly { readonly message: string }[] };
};

export type ValidationAgreement = {
  readonly id: string;
  readonly same: boolean;
  /** A line for each error (`field: message`) and warning. */
  readonly expected: readonly string[];
  readonly got: readonly string[];
  readonly errors: readonly FieldError[];
};

/** The cases of a text of JSON lines. */
export function validationCases(text: string): readonly ValidationCase[] {
  return jsonLines(text) as unknown as readonly ValidationCase[];
}

/** Validates a case and compares errors and warnings, in their order. */
export function compareValidationCase(one: ValidationCase): ValidationAgreement {
  const { errors, warnings } =
    one.text === undefined ? validateNetworkPolicy(one.resource ?? {}) : validateText(one.text);
  const expected = [...one.errors.map(errorLine), ...(one.warnings ?? []).map((text) => `warning: ${text}`)];
  const got = [...errors.map(errorLine), ...warnings.map(({ message }) => `warning: ${message}`)];
  return { id: one.id, same: JSON.stringify(expected) === JSON.stringify(got), expected, got, errors };
}

function errorLine({ field, message }: { readonly field: string; readonly message: string }): string {
  return JSON.stringify([field, message]);
}
