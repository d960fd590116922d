/** Start of the line that an offset is on. */
export function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** End of the line that an offset is on, before its line ending. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end === -1) return text.length;
  return end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

/** Start of the line after the one that an offset is on; the end of the text on the last line. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

/** Column of an offset, from 0. */
export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** The line that begins at an offset, without its ending. */
export function lineAt(text: string, start: number): string {
  return text.slice(start, lineEnd(text, start));
}

/** Number of spaces that a line begins with. */
export function indentOf(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 32) at++;
  return at;
}

export function isBlank(line: string): boolean {
  return /^[ \t\r]*$/.test(line);
}

export function isComment(line: string): boolean {
  return /^[ \t]*#/.test(line);
}

/** Whether only spaces stand before an offset on its line. */
export function isFirstOnLine(text: string, at: number): boolean {
  return isBlank(text.slice(lineStart(text, at), at));
}

/** A text with the line ending that most lines of its file have. */
export type EndedText = { readonly text: string; readonly ending: string };

/** The line ending to use at an offset: that of the line before it, on the first line the usual one (ED-10). */
export function endingAt({ text, ending }: EndedText, at: number): string {
  const start = lineStart(text, at);
  if (start === 0) return ending;
  return text.startsWith('\r\n', start - 2) ? '\r\n' : '\n';
}

/** The line ending that most lines of a text have. */
export function usualEnding(text: string): string {
  const crlf = text.split('\r\n').length - 1;
  const lf = text.split('\n').length - 1 - crlf;
  return crlf > lf ? '\r\n' : '\n';
}

export function spaces(count: number): string {
  return ' '.repeat(Math.max(0, count));
}

/** Whether a text holds nothing but spaces, tabs and line ends. */
export function onlyBlanks(text: string): boolean {
  return /^\s*$/.test(text);
}
