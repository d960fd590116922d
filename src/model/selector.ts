import type { Labels } from './labels';
import type { Origin } from './origin';

/** One requirement; several are ANDed. Upstream: apimachinery `pkg/labels/selector.go`. */
export type Requirement = {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** Sorted and without repetition; empty for Exists and DoesNotExist. */
  readonly values: readonly string[];
  readonly origin: Origin;
};

/** A label selector. No requirement matches everything. */
export type Selector = { readonly requirements: readonly Requirement[]; readonly origin: Origin };

/** Whether `labels` meet the requirement: a missing key fails In and Exists, passes NotIn and DoesNotExist. */
export function meets(requirement: Requirement, labels: Labels): boolean {
  const value = labels.get(requirement.key);
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && requirement.values.includes(value);
    case 'NotIn':
      return value === undefined || !requirement.values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** Whether `labels` meet every requirement. */
export function selects(selector: Selector, labels: Labels): boolean {
  return selector.requirements.every((requirement) => meets(requirement, labels));
}

/** The selector in kubectl's set-based notation: `app=api,tier in (a,b),!debug`; empty text for everything. */
export function selectorText(selector: Selector): string {
  return selector.requirements
    .map((requirement) => {
      const { key, operator, values } = requirement;
      if (operator === 'Exists') return key;
      if (operator === 'DoesNotExist') return `!${key}`;
      if (operator === 'In' && values.length === 1) return `${key}=${values[0]}`;
      if (operator === 'NotIn' && values.length === 1) return `${key}!=${values[0]}`;
      return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
    })
    .join(',');
}
