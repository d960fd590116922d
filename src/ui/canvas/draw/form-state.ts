import { useSyncExternalStore } from 'react';

/** What is being added, where on the screen it was asked for. */
export type OpenForm =
  | { readonly kind: 'namespace'; readonly x: number; readonly y: number }
  | {
      readonly kind: 'workload';
      readonly namespace: string | undefined;
      readonly x: number;
      readonly y: number;
    }
  | { readonly kind: 'outside'; readonly x: number; readonly y: number }
  | undefined;

let open: OpenForm;
const listeners = new Set<() => void>();

export function openForm(form: OpenForm): void {
  open = form;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useForm(): OpenForm {
  return useSyncExternalStore(subscribe, () => open);
}
