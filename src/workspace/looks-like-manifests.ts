/** Whether a pasted text is worth a file: YAML or JSON with at least one key. */
export function looksLikeManifests(text: string): boolean {
  return /^\s*("?[\w./-]+"?\s*:(\s|$)|- |\{|\[|---)/m.test(text.slice(0, 10_000)) && text.trim().length > 3;
}
