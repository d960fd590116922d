import { useSyncExternalStore } from 'react';

/** The namespace whose menu is open, and the place on the screen that it opens at. */
export type OpenMenu = { readonly name: string; readonly x: number; readonly y: number } | undefined;

let open: OpenMenu;
const listeners = new Set<() => void>();

export function openNamespaceMenu(menu: OpenMenu): void {
  open = menu;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useNamespaceMenu(): OpenMenu {
  return useSyncExternalStore(subscribe, () => open);
}
