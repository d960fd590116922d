import { useSyncExternalStore } from 'react';

/** What is open over the frame; at most one. */
export type OpenDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'engine options' }
  | { readonly kind: 'new workspace' }
  | { readonly kind: 'rename workspace' }
  | { readonly kind: 'rename file'; readonly file: string }
  | { readonly kind: 'paste'; readonly text: string }
  | undefined;

let open: OpenDialog;
const listeners = new Set<() => void>();

export function openDialog(dialog: OpenDialog): void {
  open = dialog;
  for (const listener of listeners) listener();
}

export function closeDialog(): void {
  openDialog(undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useOpenDialog(): OpenDialog {
  return useSyncExternalStore(subscribe, () => open);
}
