let text = '';
const listeners = new Set<() => void>();

/** Says something politely to a screen reader. The window has one live region for it. */
export function announce(words: string): void {
  // The same words twice in a row would not be read again.
  text = words === text ? `${words}\u00a0` : words;
  for (const listener of listeners) listener();
}

export function announced(): string {
  return text;
}

export function onAnnounce(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
