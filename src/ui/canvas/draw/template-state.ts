import { useSyncExternalStore } from 'react';
import type { TemplateRequest } from '../../../authoring/types';

/** The template that is being decided on. */
let open: TemplateRequest | undefined;
const listeners = new Set<() => void>();

/** Opens a template, or closes it; true where one was open. */
export function openTemplate(request: TemplateRequest | undefined): boolean {
  const was = open !== undefined;
  open = request;
  for (const listener of listeners) listener();
  return was;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTemplate(): TemplateRequest | undefined {
  return useSyncExternalStore(subscribe, () => open);
}
