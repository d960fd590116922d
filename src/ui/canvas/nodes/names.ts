import { nameWidth } from '../../../views/layout/sizes';

/** Cuts a name in its middle, so that its end, which tells names apart, stays. */
export function middleCut(name: string, most: number): string {
  if (name.length <= most) return name;
  const tail = Math.min(Math.floor((most - 1) / 2), 8);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(name.length - tail)}`;
}

/** Cuts a text at its end. */
export function endCut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}

/** Cuts the key of a label: its prefix says least. */
export function keyCut(key: string, most: number): string {
  if (key.length <= most) return key;
  const name = `…${key.slice(key.indexOf('/'))}`;
  return key.includes('/') && name.length < key.length ? endCut(name, most) : endCut(key, most);
}

/** A name in so many pixels of the interface's font, cut in its middle where it is longer. */
export function fitted(name: string, pixels: number): string {
  if (nameWidth(name) * 0.92 <= pixels) return name;
  return middleCut(name, Math.max(6, Math.floor(pixels / 7)));
}
