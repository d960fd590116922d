import { within } from '../../model/origin';
import type { Origin } from '../../model/origin';
import type { Requirement, Selector } from '../../model/selector';
import type { Json, JsonObject } from '../../yaml/types';
import { isObject } from '../place';
import { textOf } from './selector';

/**
 * A label selector that validation has accepted: `matchLabels` first, then the expressions, in the order of the
 * document; all of them must hold. Null values are the empty text. Upstream: apimachinery
 * `pkg/apis/meta/v1/helpers.go` LabelSelectorAsSelector.
 */
export function decodeSelector(selector: JsonObject, origin: Origin): Selector {
  const requirements: Requirement[] = [];
  const labels = selector['matchLabels'];
  if (isObject(labels)) {
    for (const [key, value] of Object.entries(labels)) {
      const at = within(origin, 'matchLabels', key);
      requirements.push({ key, operator: 'In', values: [textOf(value)], origin: at });
    }
  }
  const expressions = selector['matchExpressions'];
  if (Array.isArray(expressions)) {
    (expressions as readonly Json[]).forEach((item, index) => {
      const expression = isObject(item) ? item : {};
      const values = Array.isArray(expression['values']) ? (expression['values'] as readonly Json[]) : [];
      requirements.push({
        key: textOf(expression['key']),
        operator: textOf(expression['operator']) as Requirement['operator'],
        values: [...new Set(values.map(textOf))].sort(),
        origin: within(origin, 'matchExpressions', index),
      });
    });
  }
  return { requirements, origin };
}
