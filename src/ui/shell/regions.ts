/** The regions of the frame in the order in which F6 goes through them. */
export const regionNames = ['top', 'rail', 'main', 'editor', 'panel', 'status'] as const;
export type RegionName = (typeof regionNames)[number];

const focusable = [
  '[data-region-focus]',
  '[tabindex="0"]:not([role="separator"])',
  'button:not(:disabled):not([tabindex="-1"])',
  'input:not(:disabled):not([tabindex="-1"])',
  'textarea:not(:disabled)',
  'a[href]',
];

/** Puts the focus into a region. False where it has nothing to focus or is not there. */
export function focusRegion(name: RegionName): boolean {
  const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
  if (region === null) return false;
  for (const kind of focusable) {
    const found = [...region.querySelectorAll<HTMLElement>(kind)].find(
      (element) => element.offsetParent !== null,
    );
    if (found === undefined) continue;
    found.focus();
    return document.activeElement === found || found.contains(document.activeElement);
  }
  return false;
}

/** Goes to the next region (or back); false at the end, where the browser's own parts are next. */
export function stepRegion(back: boolean): boolean {
  const here = document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset.region;
  const at = regionNames.findIndex((name) => name === here);
  const ahead = back
    ? regionNames.slice(0, at === -1 ? regionNames.length : at).reverse()
    : regionNames.slice(at + 1);
  return ahead.some((name) => focusRegion(name));
}
