import type { EngineClient } from '../worker/client';
import type { Ground } from './desk';
import { browserStorage } from './storage';
import { browserTabs } from './tabs';

/** The workspace's ground in a browser. */
export function browserGround(engine: EngineClient): Ground {
  return {
    engine,
    storage: browserStorage(),
    tabs: browserTabs(),
    preferences: localStore(),
    now: () => performance.now(),
    newId: () => crypto.getRandomValues(new BigUint64Array(1))[0]?.toString(36) ?? '0',
    saveAs,
  };
}

/** Reading `localStorage` itself throws where it is forbidden. */
function localStore(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** Hands a file to the person as a download. */
export function saveAs(name: string, bytes: Uint8Array | string, type: string): void {
  const part = typeof bytes === 'string' ? bytes : new Uint8Array(bytes);
  const url = URL.createObjectURL(new Blob([part], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
