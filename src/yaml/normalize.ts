import { ReadProblem } from './outcome';

// The reader's alphabet is libyaml's: tab, line ends, and what is printable.
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;
const DOCUMENT_END = /^\.\.\.(?=[ \t\r\n\x85\u2028\u2029]|$)/m;
const ODD_BREAK = /\r(?!\n)|[\x85\u2028\u2029]/;

/**
 * Makes of a piece what a YAML 1.2 parser reads as libyaml reads the piece. Offsets stay: characters are only
 * replaced one by one, or cut off at the end.
 */
export function normalize(text: string): string {
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden !== null) {
    const { index } = forbidden;
    throw new ReadProblem(
      'YAML-SYNTAX',
      `${characterName(text, index)} is not allowed here.`,
      index,
      index + 1,
    );
  }
  let normal = text;
  if (ODD_BREAK.test(normal)) normal = normal.replace(/\r(?!\n)|[\x85\u2028\u2029]/g, '\n');
  if (normal.startsWith('\ufeff')) normal = ` ${normal.slice(1)}`;
  if (normal.includes('...')) {
    const end = DOCUMENT_END.exec(normal);
    if (end !== null) normal = normal.slice(0, end.index);
  }
  return normal;
}

function characterName(text: string, at: number): string {
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return `The control character U+${code}`;
}
