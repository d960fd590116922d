import type { Json } from './types';

/** A JSON object under construction. */
export type OpenObject = { [key: string]: Json };

/** Sets a key as JSON.parse does: `__proto__` becomes an own property like any other. */
export function setOwn(object: OpenObject, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}
