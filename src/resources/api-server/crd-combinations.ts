import type { Path } from '../../yaml/types';
import { crdError } from './crd-error';
import type { CrdError } from './crd-error';
import type { CrdSchema } from './crd-schema';

/** What is wrong with a value, and how much of it was right: of several schemas that fail the likeliest is told. */
export type Outcome = { readonly errors: readonly CrdError[]; readonly matches: number };

/**
 * `anyOf`, `oneOf`, `allOf` and `not`. Of the alternatives that fail the one with the most matches is told, of equals
 * the first. Upstream: kube-openapi `pkg/validation/validate/schema_props.go`.
 */
export function combinationOutcome(
  schema: CrdSchema,
  path: Path,
  check: (schema: CrdSchema) => Outcome,
): Outcome {
  const { anyOf, oneOf, allOf, not } = schema;
  const errors: CrdError[] = [];
  let matches = 1;
  const merge = (outcome: Outcome | undefined) => {
    for (const error of outcome?.errors ?? []) errors.push(error);
    matches += outcome?.matches ?? 0;
  };
  const tell = (text: string) => errors.push(crdError({ kind: 'combination', text }, path));
  if (anyOf !== undefined && anyOf.length > 0) {
    const all = anyOf.map(check);
    const valid = all.find(isValid);
    if (valid === undefined) tell('must validate at least one schema (anyOf)');
    merge(valid ?? likeliest(all));
  }
  if (oneOf !== undefined && oneOf.length > 0) {
    const all = oneOf.map(check);
    const valid = all.filter(isValid);
    if (valid.length === 1) merge(valid[0]);
    else {
      const found = valid.length === 0 ? 'none valid' : `${valid.length} valid alternatives`;
      tell(`must validate one and only one schema (oneOf). Found ${found}`);
      if (valid.length === 0) merge(likeliest(all));
    }
  }
  if (allOf !== undefined && allOf.length > 0) {
    const all = allOf.map(check);
    const valid = all.filter(isValid).length;
    all.forEach(merge);
    if (valid < all.length) {
      tell(`must validate all the schemas (allOf)${valid === 0 ? '. None validated' : ''}`);
    }
  }
  if (not !== undefined && isValid(check(not))) {
    tell('must not validate the schema (not)');
  }
  return { errors, matches };
}

function isValid(outcome: Outcome): boolean {
  return outcome.errors.length === 0;
}

function likeliest(outcomes: readonly Outcome[]): Outcome | undefined {
  let best: Outcome | undefined;
  for (const outcome of outcomes) {
    if (best === undefined || outcome.matches > best.matches) best = outcome;
  }
  return best;
}
