import type { Json, Path } from '../../yaml/types';
import { fieldText } from '../diagnostic';
import type { FieldError } from './field-error';
import { goJson, goQuoted } from './go-text';

/** An error of a custom resource. Where one `blocks`, the server does not look at the rules that the CRD writes in CEL. */
export type CrdError = FieldError & { readonly blocks: boolean };

/** What can be wrong with a value, as the server sorts it. */
export type CrdProblem =
  | { readonly kind: 'required'; readonly detail?: string }
  | { readonly kind: 'forbidden'; readonly detail: string }
  | { readonly kind: 'unsupported'; readonly value: Json; readonly supported: readonly Json[] }
  /** Of another type: `type` is what is wanted, `found` what is there. */
  | { readonly kind: 'type'; readonly type: string; readonly found: string }
  | { readonly kind: 'too long'; readonly bytes: number }
  | { readonly kind: 'too many'; readonly found: number; readonly most: number }
  | { readonly kind: 'duplicate'; readonly value: Json }
  /** `PATH in body …`. */
  | { readonly kind: 'body'; readonly value: Json; readonly text: string }
  /** An error that names its field in the text alone: `text` and then the path. */
  | { readonly kind: 'whole'; readonly text: string }
  /** `"PATH" must validate …`; the field is not named either. */
  | { readonly kind: 'combination'; readonly text: string }
  /** A rule that does not hold; the value is shown for scalars only. */
  | { readonly kind: 'rule'; readonly value: Json; readonly text: string };

/** The root has no name. */
export const rootField = '<nil>';

/** Words an error as the server does. Upstream: apimachinery `pkg/util/validation/field/errors.go`. */
export function crdError(problem: CrdProblem, path: Path): CrdError {
  const own = fieldText(path);
  const named = (text: string, blocks: boolean): CrdError =>
    error(own === '' ? rootField : own, text, blocks, path);
  switch (problem.kind) {
    case 'required':
      return named(`Required value${problem.detail === undefined ? '' : `: ${problem.detail}`}`, true);
    case 'forbidden':
      return named(`Forbidden: ${problem.detail}`, false);
    case 'unsupported': {
      const supported = problem.supported.map((value) =>
        goQuoted(typeof value === 'string' ? value : goJson(value)),
      );
      const list = supported.join(', ');
      return named(`Unsupported value: ${shown(problem.value)}: supported values: ${list}`, true);
    }
    case 'type': {
      const found = goQuoted(problem.found);
      return named(`Invalid value: ${found}: ${own} in body must be of type ${problem.type}: ${found}`, true);
    }
    case 'too long':
      return named(`Too long: may not be more than ${problem.bytes} bytes`, true);
    case 'too many': {
      const items = problem.most === 1 ? 'item' : 'items';
      return named(`Too many: ${problem.found}: must have at most ${problem.most} ${items}`, true);
    }
    case 'duplicate':
      return named(`Duplicate value: ${shown(problem.value)}`, false);
    case 'body':
      return named(`Invalid value: ${shown(problem.value)}: ${own} in body ${problem.text}`, false);
    case 'whole':
      return error(rootField, `Invalid value: "": ${problem.text}${own}`, false, path);
    case 'combination':
      return error(rootField, `Invalid value: "": ${goQuoted(own)} ${problem.text}`, false, path);
    case 'rule': {
      const isScalar = typeof problem.value !== 'object';
      return named(`Invalid value: ${isScalar ? `${shown(problem.value)}: ` : ''}${problem.text}`, false);
    }
  }
}

/** What the server adds where it did not look at the rules. */
export const rulesNotChecked: CrdError = error(
  rootField,
  'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing ' +
    'errors to complete validation',
  false,
  [],
);

/** Whether an error of `metadata` keeps the server from looking at the rules. */
export function blocksRules({ field, message }: FieldError): boolean {
  return /^(Required value|Unsupported value|Too long|Too many)/.test(message.slice(field.length + 2));
}

/** Numbers as Go prints them; texts quoted; all else as JSON. */
function shown(value: Json): string {
  if (typeof value === 'string') return goQuoted(value);
  return typeof value === 'number' ? numberText(value) : goJson(value);
}

/**
 * As Go prints numbers: whole ones of 64 bits in digits, all others as `%v` does, with an exponent of two digits from a
 * million on and below a ten-thousandth. That a whole number was written with a fraction is not seen.
 */
export function numberText(value: number): string {
  if (Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63) return BigInt(value).toString();
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function error(field: string, text: string, blocks: boolean, path: Path): CrdError {
  return { field, message: `${field}: ${text}`, path, part: 'value', blocks };
}
