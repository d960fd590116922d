import { useSyncExternalStore } from 'react';

/** Which node the keyboard is on, and the line along which it came there. */
export type FocusState = {
  readonly node: string | undefined;
  /** Walking along lines: where the walk began, the line, and its direction. */
  readonly walk: { readonly from: string; readonly edge: string; readonly out: boolean } | undefined;
  /** Counts requests to put the browser's focus on the node. */
  readonly request: number;
};

let state: FocusState = { node: undefined, walk: undefined, request: 0 };
const listeners = new Set<() => void>();

export function focusState(): FocusState {
  return state;
}

function set(next: FocusState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The keyboard goes to a node; its element takes the focus when it is there. */
export function focusNode(node: string, walk?: FocusState['walk']): void {
  set({ node, walk, request: state.request + 1 });
}

/** The node has the focus already, by pointer or by Tab. */
export function noteFocus(node: string): void {
  if (state.node === node) return;
  set({ ...state, node, walk: undefined });
}

export function endWalk(): void {
  if (state.walk !== undefined) set({ ...state, walk: undefined });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useFocusState<T>(select: (state: FocusState) => T): T {
  return useSyncExternalStore(subscribe, () => select(state));
}
