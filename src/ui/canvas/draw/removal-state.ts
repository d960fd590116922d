import { useSyncExternalStore } from 'react';
import type { ClusterObject } from '../../../authoring/types';
import type { GraphNode } from '../../../views/graph-types';

/** What is asked to be removed from the cluster. */
export type Removal = { readonly of: ClusterObject; readonly name: string; readonly node: string };

let open: Removal | undefined;
const listeners = new Set<() => void>();

function set(next: Removal | undefined): void {
  open = next;
  for (const listener of listeners) listener();
}

/** Asks about removing a card or namespace; false where there is no document to remove. */
export function openRemoval(node: GraphNode): boolean {
  if (node.kind === 'outside' || (node.kind === 'card' && (node.inferred || node.workloads.length > 1))) {
    return false;
  }
  if (node.kind !== 'card' && node.inferred) return false;
  const of: ClusterObject =
    node.kind === 'card' ? { kind: 'workload', id: node.id } : { kind: 'namespace', name: node.name };
  set({ of, name: node.kind === 'card' ? node.title : node.name, node: node.id });
  return true;
}

/** True where one was open. */
export function closeRemoval(): boolean {
  const was = open !== undefined;
  set(undefined);
  return was;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useRemoval(): Removal | undefined {
  return useSyncExternalStore(subscribe, () => open);
}
