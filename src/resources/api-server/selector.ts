import type { Json, JsonObject, Path } from '../../yaml/types';
import { isObject } from '../place';
import { forbidden, invalid, required, shownJson, shownText } from './field-error';
import type { FieldError } from './field-error';
import { labelKeyProblems, labelValueProblems } from './names';

/**
 * What the server says of a map of labels: every error names the map, its value is the key or the value meant.
 * Upstream: apimachinery `pkg/apis/meta/v1/validation` ValidateLabels. Keys are looked at in sorted order, where the
 * server's is random.
 */
export function labelsErrors(labels: Json | undefined, path: Path): readonly FieldError[] {
  if (!isObject(labels)) return [];
  const errors: FieldError[] = [];
  for (const key of Object.keys(labels).sort()) {
    const value = textOf(labels[key]);
    const keyProblems = labelKeyProblems(key);
    const valueProblems = labelValueProblems(value);
    if (keyProblems.length + valueProblems.length === 0) continue;
    const at = [...path, key];
    for (const problem of keyProblems) {
      errors.push(invalid(path, shownText(key), problem, { path: at, part: 'key' }));
    }
    for (const problem of valueProblems) {
      errors.push(invalid(path, shownText(value), problem, { path: at, part: 'value' }));
    }
  }
  return errors;
}

/** What the server says of a label selector. Upstream: the same package, ValidateLabelSelector. */
export function selectorErrors(selector: JsonObject, path: Path): readonly FieldError[] {
  const labels = selector['matchLabels'];
  const errors = isObject(labels) ? [...labelsErrors(labels, [...path, 'matchLabels'])] : [];
  const expressions = selector['matchExpressions'];
  if (!Array.isArray(expressions)) return errors;
  (expressions as readonly Json[]).forEach((expression, index) => {
    const at = [...path, 'matchExpressions', index];
    errors.push(...requirementErrors(isObject(expression) ? expression : {}, at));
  });
  return errors;
}

function requirementErrors(expression: JsonObject, path: Path): readonly FieldError[] {
  const errors: FieldError[] = [];
  const operator = textOf(expression['operator']);
  const list = expression['values'];
  const values = Array.isArray(list) ? (list as readonly Json[]) : [];
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        errors.push(required([...path, 'values'], "must be specified when `operator` is 'In' or 'NotIn'"));
      }
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        errors.push(
          forbidden(
            [...path, 'values'],
            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
          ),
        );
      }
      break;
    default:
      errors.push(invalid([...path, 'operator'], shownJson(operator), 'not a valid selector operator'));
  }
  const key = textOf(expression['key']);
  for (const problem of labelKeyProblems(key)) {
    errors.push(invalid([...path, 'key'], shownText(key), problem));
  }
  values.forEach((item, index) => {
    const value = textOf(item);
    for (const problem of labelValueProblems(value)) {
      errors.push(invalid([...path, 'values', index], shownText(value), problem));
    }
  });
  return errors;
}

/** Null and absent are the empty text to Go. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
