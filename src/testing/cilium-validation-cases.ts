import type { FieldError } from '../dialects/dialect';
import { validateCilium } from '../dialects/cilium/validation/validate';
import type { OptionValue } from '../model/cluster';
import type { JsonObject } from '../yaml/types';
import { jsonLines } from './cases';

/** A recorded document with what the API server and the agent of Cilium say of it. */
export type CiliumValidationCase = {
  readonly id: string;
  /** Settings of the agent that are not at their default. */
  readonly options?: Readonly<Record<string, OptionValue>>;
  readonly resource: JsonObject;
  /** What they say in 1.20, sorted and without repetition. */
  readonly errors: readonly string[];
  /** What they say in 1.19, where another layer refuses there, or none. */
  readonly 'errors-1.19'?: readonly string[];
};

export type CiliumRelease = 'cilium-1.19' | 'cilium-1.20';

export type CiliumValidationAgreement = {
  readonly id: string;
  readonly same: boolean;
  readonly expected: readonly string[];
  readonly got: readonly string[];
  readonly errors: readonly FieldError[];
};

export function ciliumValidationCases(text: string): readonly CiliumValidationCase[] {
  return jsonLines(text) as unknown as readonly CiliumValidationCase[];
}

/**
 * Validates a case and compares sets of texts; of 1.19 only the layers that refuse where nothing is recorded of it, since
 * the texts may be others then.
 */
export function compareCiliumValidation(
  one: CiliumValidationCase,
  cni: CiliumRelease,
): CiliumValidationAgreement {
  const errors = validateCilium(one.resource, { cni, options: new Map(Object.entries(one.options ?? {})) });
  const own = cni === 'cilium-1.19' ? one['errors-1.19'] : one.errors;
  const shown = own === undefined ? layerOf : (message: string) => message;
  const expected = sortedSet((own ?? one.errors).map(shown));
  const got = sortedSet(errors.map(({ message }) => shown(message)));
  return { id: one.id, same: JSON.stringify(expected) === JSON.stringify(got), expected, got, errors };
}

function layerOf(message: string): string {
  return message.slice(0, message.indexOf(':'));
}

function sortedSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
