const items = '[role^="menuitem"]:not(:disabled)';

/** Moves the focus inside a menu: arrows, Home, End, and the first letter of an item. True where the key was one. */
export function moveInMenu(menu: HTMLElement, key: string): boolean {
  const all = [...menu.querySelectorAll<HTMLElement>(items)];
  if (all.length === 0) return false;
  const at = all.findIndex((item) => item === document.activeElement);
  const to = indexFor(key, at, all.length) ?? letterIndex(all, at, key);
  if (to === undefined) return false;
  all[to]?.focus();
  return true;
}

function indexFor(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return at <= 0 ? count - 1 : at - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

function letterIndex(all: readonly HTMLElement[], at: number, key: string): number | undefined {
  if (key.length !== 1 || key === ' ') return undefined;
  const found = all
    .map((item, index) => ({ index, text: (item.textContent ?? '').trim().toLowerCase() }))
    .filter(({ text }) => text.startsWith(key.toLowerCase()));
  return (found.find(({ index }) => index > at) ?? found[0])?.index;
}
