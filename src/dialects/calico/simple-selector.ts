import type { Origin } from '../../model/origin';
import type { Requirement, Selector } from '../../model/selector';
import { namespaceNameLabel } from '../../model/labels';
import { parseSelector } from './selector/parse';
import type { SelectorNode } from './selector/parse';

/**
 * A selector as requirements on labels that pods carry themselves, where it is no more than some of them joined by `&&`;
 * else undefined. The empty text is no requirement.
 */
export function podRequirements(text: string, origin: Origin): Selector | undefined {
  return requirementsOf(text, origin, (key) => (isOwn(key) ? key : undefined));
}

/** The same of the labels of namespaces. */
export function namespaceRequirements(text: string, origin: Origin): Selector | undefined {
  return requirementsOf(text, origin, (key) => (key === 'projectcalico.org/name' ? namespaceNameLabel : key));
}

function isOwn(key: string): boolean {
  return !/^(pcns\.|pcsa\.|projectcalico\.org\/)/.test(key);
}

function requirementsOf(
  text: string,
  origin: Origin,
  keyOf: (key: string) => string | undefined,
): Selector | undefined {
  const parsed = parseSelector(text);
  if (parsed.kind === 'error') return undefined;
  const requirements: Requirement[] = [];
  const nodes: readonly SelectorNode[] = parsed.node.kind === 'and' ? parsed.node.of : [parsed.node];
  for (const node of nodes) {
    if (node.kind === 'all') continue;
    const found = requirementOf(node);
    const key = found === undefined ? undefined : keyOf(found.key);
    if (found === undefined || key === undefined) return undefined;
    requirements.push({ ...found, key, origin });
  }
  return { requirements, origin };
}

function requirementOf(node: SelectorNode): Omit<Requirement, 'origin'> | undefined {
  switch (node.kind) {
    case '==':
      return { key: node.label, operator: 'In', values: [node.value] };
    case '!=':
      return { key: node.label, operator: 'NotIn', values: [node.value] };
    case 'in':
      return { key: node.label, operator: 'In', values: [...node.values] };
    case 'not in':
      return { key: node.label, operator: 'NotIn', values: [...node.values] };
    case 'has':
      return { key: node.label, operator: 'Exists', values: [] };
    case 'not':
      return node.of.kind === 'has'
        ? { key: node.of.label, operator: 'DoesNotExist', values: [] }
        : undefined;
    default:
      return undefined;
  }
}
