const longest = 80;

/** A user's text as inline code: no Markdown in it counts, and it is no longer than a line. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const shown = line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
  if (shown.trim() === '') return '“”';
  return shown.includes('`') ? `\`\` ${shown.replaceAll('`', 'ˋ')} \`\`` : `\`${shown}\``;
}

/** A list in words: `a`, `b` and 3 more. Names are shown as code. */
export function list(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map(code);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}` : shown.join('');
}
