import { useSyncExternalStore } from 'react';

/** Whether the search field of the canvas is open; counts requests, so that each one focuses it again. */
let state = { open: false, request: 0 };
const listeners = new Set<() => void>();

export function openSearch(): void {
  state = { open: true, request: state.request + 1 };
  for (const listener of listeners) listener();
}

export function isSearching(): boolean {
  return state.open;
}

export function closeSearch(): void {
  state = { ...state, open: false };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSearch(): { readonly open: boolean; readonly request: number } {
  return useSyncExternalStore(subscribe, () => state);
}
