/** A name for a pasted text, after what is in it. */
export function nameForPaste(text: string): string {
  const kinds = [...text.slice(0, 200_000).matchAll(/(?:^|[{,])[^\S\n]*"?kind"?\s*:\s*"?([A-Za-z]+)/gm)].map(
    (match) => match[1] ?? '',
  );
  const ending = text.trimStart().startsWith('{') ? 'json' : 'yaml';
  if (kinds.length === 0) return `pasted.${ending}`;
  if (kinds.every((kind) => kind.endsWith('NetworkPolicy'))) return `policies.${ending}`;
  if (kinds.every((kind) => kind === 'Expectations')) return `expectations.${ending}`;
  return kinds.length === 1 ? `${kinds[0]?.toLowerCase() ?? 'pasted'}.${ending}` : `pasted.${ending}`;
}

/** A text with another appended as documents of their own. */
export function appended(text: string, more: string): string {
  if (text.trim() === '') return more;
  const first = text.endsWith('\n') ? text : `${text}\n`;
  return /^---/.test(more) ? first + more : `${first}---\n${more}`;
}
