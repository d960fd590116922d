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

/**
 * A name in one line of so many pixels of the interface's font, or else in two, parted between words; what is still too
 * long is cut in its middle.
 */
export function linesOf(name: string, pixels: number): readonly string[] {
  const fits = (text: string) => nameWidth(text) * 0.86 <= pixels;
  if (fits(name)) return [name];
  const most = Math.max(6, Math.floor(pixels / 7));
  const breaks = [...name.slice(0, 300).matchAll(/[-._/]/g)].map(({ index }) => index + 1);
  const at = breaks.findLast((end) => fits(name.slice(0, end))) ?? breaks[0];
  const lines = at === undefined ? [name] : [name.slice(0, at), name.slice(at)];
  return lines.map((line) => (fits(line) ? line : middleCut(line, most)));
}
