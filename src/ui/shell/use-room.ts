import { useSyncExternalStore } from 'react';

/**
 * How much room the window gives. `wide`: everything stands side by side. `medium` (under 1200): the editor is a third
 * segment. `narrow` (under 1024): the rail hides behind a button and the panel is a sheet. `phone` (under 700): to
 * read only.
 */
export type Room = 'wide' | 'medium' | 'narrow' | 'phone';

const steps = [
  [1200, 'wide'],
  [1024, 'medium'],
  [700, 'narrow'],
] as const;

export function roomOf(width: number): Room {
  return steps.find(([least]) => width >= least)?.[1] ?? 'phone';
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

export function useRoom(): Room {
  return useSyncExternalStore(subscribe, () => roomOf(window.innerWidth));
}

/** The inner size of the window in px. */
export function useWindowSize(): { readonly width: number; readonly height: number } {
  const width = useSyncExternalStore(subscribe, () => window.innerWidth);
  const height = useSyncExternalStore(subscribe, () => window.innerHeight);
  return { width, height };
}
