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

/** Opens a form, or closes it; true where one was open. */
export function openForm(form: OpenForm): boolean {
  const was = open !== undefined;
  open = form;
  for (const listener of listeners) listener();
  return was;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useForm(): OpenForm {
  return useSyncExternalStore(subscribe, () => open);
}
