import { useSyncExternalStore } from 'react';

/** The line under the pointer. */
let hovered: string | undefined;
const listeners = new Set<() => void>();

export function setHoveredEdge(id: string | undefined): void {
  if (id === hovered) return;
  hovered = id;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useHoveredEdge(): string | undefined {
  return useSyncExternalStore(subscribe, () => hovered);
}
