import { hexDigit, isBlankOrEnd, isWord } from './characters';
import { decodeUtf8 } from './decode-bytes';
import { addToken, fail } from './scanner';
import type { Scanner } from './scanner';
import { ALIAS, DIRECTIVE, TAG } from './tokens';

/** Scans `&name` or `*name`; the name is the token's text. */
export function scanAnchor(s: Scanner, kind: number): void {
  const { text } = s;
  const start = s.at++;
  while (isWord(text.charCodeAt(s.at))) s.at++;
  const name = text.slice(start + 1, s.at);
  const c = text.charCodeAt(s.at);
  if (name === '' || (!isBlankOrEnd(c) && !'?:,]}%@`'.includes(text.charAt(s.at)))) {
    const what = kind === ALIAS ? 'An alias (“*”)' : 'An anchor (“&”)';
    const hint = kind === ALIAS ? '; text that begins with “*” must be quoted' : '';
    fail(`${what} needs a name of letters, digits, “-” and “_”${hint}.`, start, Math.max(start + 1, s.at));
  }
  addToken(s, kind, start, s.at, name);
}

const YAML_TAGS = 'tag:yaml.org,2002:';

/** Scans a tag; the token's text is the tag in full, or what follows the `!` of a local one. */
export function scanTag(s: Scanner): void {
  const { text } = s;
  const start = s.at;
  let tag: string;
  if (text.charCodeAt(start + 1) === 60) {
    s.at += 2;
    tag = scanUri(s, true);
    if (text.charCodeAt(s.at) !== 62) fail('The “>” of this tag is missing.', start, s.at);
    s.at++;
  } else {
    tag = scanShortTag(s);
  }
  if (!isBlankOrEnd(text.charCodeAt(s.at))) fail('A space is missing behind this tag.', start, s.at);
  addToken(s, TAG, start, s.at, tag);
}

/** `!suffix`, `!!suffix`, or `!handle!suffix`, which nothing can declare: directives end at the separator. */
function scanShortTag(s: Scanner): string {
  const { text } = s;
  const start = s.at++;
  while (isWord(text.charCodeAt(s.at))) s.at++;
  if (text.charCodeAt(s.at) !== 33) return text.slice(start, s.at) + scanUri(s, false);
  s.at++;
  const handle = text.slice(start, s.at);
  const suffix = scanUri(s, true);
  if (handle !== '!!') fail(`The tag prefix “${handle}” is not declared.`, start, s.at);
  return YAML_TAGS + suffix;
}

function scanUri(s: Scanner, isNeeded: boolean): string {
  const { text } = s;
  const start = s.at;
  let uri = '';
  for (;;) {
    const c = text.charCodeAt(s.at);
    if (c === 37) uri += scanUriEscape(s);
    else if (isWord(c) || ";/?:@&=+$.,!~*'()[]".includes(text.charAt(s.at) || ' ')) {
      uri += text.charAt(s.at++);
    } else break;
  }
  if (isNeeded && s.at === start) fail('A tag needs a name.', start, start + 1);
  return uri;
}

/** One character as `%` and two hexadecimal digits for each of its bytes. */
function scanUriEscape(s: Scanner): string {
  const start = s.at;
  const bytes: number[] = [];
  let width = 1;
  while (bytes.length < width) {
    const [high, low] = [hexDigit(s.text.charCodeAt(s.at + 1)), hexDigit(s.text.charCodeAt(s.at + 2))];
    if (s.text.charCodeAt(s.at) !== 37 || high < 0 || low < 0) {
      fail('This escape in a tag is incomplete.', start, s.at + 1);
    }
    const byte = high * 16 + low;
    if (bytes.length === 0) {
      width = byte < 0x80 ? 1 : byte >> 5 === 6 ? 2 : byte >> 4 === 14 ? 3 : byte >> 3 === 30 ? 4 : 0;
    }
    if (width === 0 || (bytes.length > 0 && byte >> 6 !== 2)) {
      fail('This escape in a tag is not UTF-8.', start, s.at + 3);
    }
    bytes.push(byte);
    s.at += 3;
  }
  return decodeUtf8(Uint8Array.from(bytes));
}

const DIRECTIVES =
  /%(?:YAML[ \t]+[0-9]{1,9}\.[0-9]{1,9}|TAG[ \t]+!(?:[\w-]*!)?[ \t]+[\w\-;/?:@&=+$.,!~*'()[\]%]+)[ \t]*(?:#.*)?(?=[\r\n\x85\u2028\u2029]|$)/y;

/** Scans a directive. kubectl refuses those before a document, and drops those behind one. */
export function scanDirective(s: Scanner): void {
  DIRECTIVES.lastIndex = s.at;
  const written = DIRECTIVES.exec(s.text)?.[0];
  if (written === undefined) fail('This directive (“%”) is not known.', s.at, s.at + 1);
  addToken(s, DIRECTIVE, s.at, s.at + written.length);
  s.at += written.length;
}
