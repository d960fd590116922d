/** Opens and focuses Check a path, wherever the room has put it. */
export function focusCheckPath(): void {
  const slot = document.querySelector<HTMLElement>('[data-slot="check-path"]');
  const field = slot?.querySelector<HTMLElement>('input') ?? slot?.querySelector<HTMLElement>('button');
  if (field === null || field === undefined) return;
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  } else {
    field.click();
  }
}
