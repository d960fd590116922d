import type { PlanEnd } from '../../../authoring/types';
import type { Summary } from '../../../analysis/types';
import type { GraphNode } from '../../../views/graph-types';
import { isNamed } from '../../../views/outside-kinds';

/** A node as an end of a plan: a card stands for its workloads, a namespace for all pods of it. */
export function planEndOf(node: GraphNode, summary: Pick<Summary, 'outside'>): PlanEnd | undefined {
  switch (node.kind) {
    case 'card':
      return { kind: 'workloads', ids: node.workloads };
    case 'namespace':
    case 'collapsed':
      return { kind: 'namespace', name: node.name };
    case 'outside': {
      if (node.outsideKind === 'internet') return { kind: 'internet' };
      if (node.outsideKind === 'named' && node.parts.length === 1) {
        return { kind: 'outside', name: node.title };
      }
      if (isNamed(node.outsideKind)) return undefined;
      const parts = summary.outside.filter(({ id }) => node.parts.includes(id));
      return parts.length === 0 ? undefined : { kind: 'cidrs', cidrs: parts.flatMap(({ cidrs }) => cidrs) };
    }
  }
}

/** The end that an id names, for closing a line: ids of workloads and outside cards. */
export function planEndOfId(id: string, summary: Pick<Summary, 'outside'>): PlanEnd {
  const outside = summary.outside.find((one) => one.id === id);
  if (outside === undefined) return { kind: 'workloads', ids: [id] };
  if (outside.kind === 'internet') return { kind: 'internet' };
  return outside.kind === 'named'
    ? { kind: 'outside', name: outside.title }
    : { kind: 'cidrs', cidrs: outside.cidrs };
}

export function nameOf(node: GraphNode): string {
  return node.kind === 'card' || node.kind === 'outside' ? node.title : node.name;
}
