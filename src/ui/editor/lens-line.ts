import type { Lens } from '../../language/types';
import styles from './decorations.module.css';

/** What each element says, so that it is written only when that changes. */
const written = new WeakMap<HTMLElement, string>();

/** Writes a lens into its element, indented by characters of the text. Texts of the user stay text. */
export function writeLens(node: HTMLElement, lens: Lens, indent: number): void {
  const words = JSON.stringify([lens.parts, lens.tone, indent]);
  if (written.get(node) === words) return;
  written.set(node, words);
  const line = document.createElement('span');
  for (const part of lens.parts) {
    if (part.name === true) {
      const name = document.createElement('b');
      name.textContent = part.text;
      line.append(name);
    } else line.append(part.text);
  }
  node.replaceChildren(line);
  node.className = [styles.lens, lens.tone === 'warning' && styles.warning].filter(Boolean).join(' ');
  node.style.paddingLeft = `${indent}ch`;
}
