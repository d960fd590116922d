import { useSyncExternalStore } from 'react';
import type { TemplateRequest } from '../../../authoring/types';

/** The template that is being decided on. */
let open: TemplateRequest | undefined;
const listeners = new Set<() => void>();

export function openTemplate(request: TemplateRequest | undefined): void {
  open = request;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTemplate(): TemplateRequest | undefined {
  return useSyncExternalStore(subscribe, () => open);
}
