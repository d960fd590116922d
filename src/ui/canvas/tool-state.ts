import { useSyncExternalStore } from 'react';

/** The tool in use on the canvas; the rail and the single keys choose it. */
export type Tool = 'select' | 'draw' | 'namespace' | 'workload' | 'outside';

let tool: Tool = 'select';
const listeners = new Set<() => void>();

export function currentTool(): Tool {
  return tool;
}

export function chooseTool(next: Tool): void {
  if (next === tool) return;
  tool = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTool(): Tool {
  return useSyncExternalStore(subscribe, currentTool);
}
