/** The first offset that is neither white space nor inside a comment. */
export function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    const c = text.charCodeAt(at);
    if (c === 32 || c === 10 || c === 9 || c === 13) {
      at++;
    } else if (c === 35) {
      const end = text.indexOf('\n', at);
      if (end === -1) return text.length;
      at = end + 1;
    } else {
      return at;
    }
  }
}

/** The `|` or `>` of a block scalar that follows an offset, behind colons and dashes. */
export function blockHeader(text: string, from: number): number {
  for (let at = skipBlank(text, from); at < text.length; at = skipBlank(text, at + 1)) {
    const c = text.charCodeAt(at);
    if (c === 124 || c === 62) return at;
  }
  return from;
}

/** End of the last line of a block scalar that is not blank; the end of its header where there is none. */
export function blockScalarEnd(text: string, header: number, start: number, end: number): number {
  let last = end;
  while (last > start && isSpace(text.charCodeAt(last - 1))) last--;
  if (last <= start) {
    const line = text.indexOf('\n', header);
    last = line === -1 ? text.length : line;
    while (last > header && isSpace(text.charCodeAt(last - 1))) last--;
    return last;
  }
  while (last < end && !isBreak(text.charCodeAt(last))) last++;
  return last;
}

function isSpace(c: number): boolean {
  return c === 32 || c === 9 || isBreak(c);
}

function isBreak(c: number): boolean {
  return c === 10 || c === 13;
}

/** A written tag in full: `!!int` is `tag:yaml.org,2002:int`. */
export function fullTag(raw: string): string {
  if (raw.startsWith('!<') && raw.endsWith('>')) return raw.slice(2, -1);
  if (raw.startsWith('!!')) return `tag:yaml.org,2002:${raw.slice(2)}`;
  return raw;
}
