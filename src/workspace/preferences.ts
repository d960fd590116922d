import type { Preferences } from './types';

/** As much of the Web's Storage as preferences need. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

export const defaultPreferences: Preferences = {
  theme: 'system',
  editorOpen: true,
  panelOpen: true,
  editorWidth: 436,
  panelHeight: 264,
  minimap: 'auto',
};

const key = 'drawbridge.preferences';
const lastKey = 'drawbridge.last';

/** What the person preferred last time. Storage that is forbidden or holds something odd gives the defaults. */
export function readPreferences(store: KeyValueStore | undefined): Preferences {
  const kept = parsed(read(store, key));
  const fitting = Object.entries(defaultPreferences).map(([name, usual]) => {
    const value = Object.hasOwn(kept, name) ? kept[name] : undefined;
    return [name, isFitting(name, value, usual) ? value : usual];
  });
  return Object.fromEntries(fitting) as Preferences;
}

export function writePreferences(preferences: Preferences, store: KeyValueStore | undefined): void {
  write(store, key, JSON.stringify(preferences));
}

/** Id of the workspace that was open last. */
export function readLastWorkspace(store: KeyValueStore | undefined): string | undefined {
  return read(store, lastKey) ?? undefined;
}

export function writeLastWorkspace(id: string, store: KeyValueStore | undefined): void {
  write(store, lastKey, id);
}

function isFitting(name: string, value: unknown, usual: unknown): boolean {
  if (name === 'theme') return value === 'light' || value === 'dark' || value === 'system';
  if (name === 'minimap') return value === 'auto' || value === 'shown' || value === 'hidden';
  if (typeof value === 'number') return typeof usual === 'number' && Number.isFinite(value) && value >= 0;
  return typeof value === typeof usual;
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function read(store: KeyValueStore | undefined, name: string): string | null {
  try {
    return store?.getItem(name) ?? null;
  } catch {
    return null;
  }
}

function write(store: KeyValueStore | undefined, name: string, value: string): void {
  try {
    store?.setItem(name, value);
  } catch {
    // Preferences are a comfort: without storage they last for this sitting.
  }
}
