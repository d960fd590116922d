import { validateCalico } from '../dialects/calico/validation/validate';
import type { CalicoError } from '../dialects/calico/validation/errors';
import type { JsonObject } from '../yaml/types';
import { jsonLines } from './cases';

/** A recorded object with what Calico's API says to it. */
export type CalicoValidationCase = {
  readonly id: string;
  readonly resource: JsonObject;
  readonly errors: readonly string[];
  /** The same errors, comparable where the texts quote values in Go's notation. */
  readonly reasons?: readonly { readonly field: string; readonly reason: string }[];
};

export function calicoValidationCases(text: string): readonly CalicoValidationCase[] {
  return jsonLines(text) as unknown as readonly CalicoValidationCase[];
}

/** Compares one object: whole texts, order included where Calico has one; `reasons` besides, field by field. */
export function compareCalicoValidation(
  one: CalicoValidationCase,
  cni: string,
): { readonly expected: readonly string[]; readonly got: readonly string[]; readonly same: boolean } {
  const errors = validateCalico(one.resource, { cni, options: new Map() });
  const expected = [...settled(one.errors), ...settled((one.reasons ?? []).map(reasonText))];
  const got = [
    ...settled(errors.map(({ message }) => message)),
    ...settled(
      errors.flatMap(({ field, reason }) => (reason === undefined ? [] : reasonText({ field, reason }))),
    ),
  ];
  return { expected, got, same: JSON.stringify(expected) === JSON.stringify(got) };
}

function reasonText({ field, reason }: Pick<CalicoError, 'field'> & { readonly reason: string }): string {
  return `${field}: ${reason}`;
}

/** Sorts what comes in random order: neighbors about labels and annotations, and what the CRD says. */
function settled(texts: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let run: string[] = [];
  const close = (): void => {
    lines.push(...run.sort());
    run = [];
  };
  for (const text of texts) {
    const random = /^(Metadata\.(Labels|Annotations) |spec|Tier\b(?! = ))/.test(text);
    if (!random) close();
    run.push(text);
    if (!random) close();
  }
  close();
  return lines;
}
