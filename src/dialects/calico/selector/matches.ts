import type { SelectorNode } from './parse';

/** Labels by key. */
export type LabelView = { readonly get: (key: string) => string | undefined };

/** Whether labels meet a selector: of a missing label only `!=` and `not in` hold. Comparisons are exact. */
export function matchesSelector(node: SelectorNode, labels: LabelView): boolean {
  switch (node.kind) {
    case 'all':
    case 'global':
      return true;
    case 'has':
      return labels.get(node.label) !== undefined;
    case '==':
      return labels.get(node.label) === node.value;
    case '!=':
      return labels.get(node.label) !== node.value;
    case 'contains':
      return labels.get(node.label)?.includes(node.value) === true;
    case 'starts with':
      return labels.get(node.label)?.startsWith(node.value) === true;
    case 'ends with':
      return labels.get(node.label)?.endsWith(node.value) === true;
    case 'in': {
      const value = labels.get(node.label);
      return value !== undefined && node.values.includes(value);
    }
    case 'not in': {
      const value = labels.get(node.label);
      return value === undefined || !node.values.includes(value);
    }
    case 'not':
      return !matchesSelector(node.of, labels);
    case 'and':
      return node.of.every((one) => matchesSelector(one, labels));
    case 'or':
      return node.of.some((one) => matchesSelector(one, labels));
  }
}
