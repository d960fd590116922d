import type { SelectorNode } from './parse';

/** The selector as Calico writes it down: texts are replaced in this form, and equal texts are equal sets. */
export function canonicalText(node: SelectorNode): string {
  switch (node.kind) {
    case 'all':
      return 'all()';
    case 'global':
      return 'global()';
    case 'has':
      return `has(${node.label})`;
    case '==':
    case '!=':
    case 'contains':
    case 'starts with':
    case 'ends with':
      return `${node.label} ${node.kind} ${quoted(node.value)}`;
    case 'in':
    case 'not in':
      return `${node.label} ${node.kind} {${node.values.map(quoted).join(', ')}}`;
    case 'not':
      return `!${canonicalText(node.of)}`;
    case 'and':
      return `(${node.of.map(canonicalText).join(' && ')})`;
    case 'or':
      return `(${node.of.map(canonicalText).join(' || ')})`;
  }
}

function quoted(value: string): string {
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}

/** The selector with a prefix before every label key. */
export function withPrefix(node: SelectorNode, prefix: string): SelectorNode {
  switch (node.kind) {
    case 'all':
    case 'global':
      return node;
    case 'not':
      return { kind: 'not', of: withPrefix(node.of, prefix) };
    case 'and':
    case 'or':
      return { kind: node.kind, of: node.of.map((one) => withPrefix(one, prefix)) };
    default:
      return { ...node, label: `${prefix}${node.label}` };
  }
}
