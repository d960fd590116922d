import { skipBlank } from './blanks';
import { breakLength, isBlankOrEnd, isBreak, isMarker } from './characters';
import { ReadProblem } from './outcome';
import { scanBlockScalar } from './scan-block-scalar';
import { scanPlain } from './scan-plain';
import { scanAnchor, scanDirective, scanTag } from './scan-properties';
import { scanQuoted } from './scan-quoted';
import {
  addToken,
  beginToken,
  closeFlow,
  confirmKey,
  createScanner,
  fail,
  failTooLong,
  firstOpenKey,
  isStillKey,
  openFlow,
  removeKey,
  rollIndent,
  saveKey,
  unrollIndent,
} from './scanner';
import type { Scanner } from './scanner';
import * as T from './tokens';
import type { Tokens } from './tokens';

/**
 * Cuts one document into tokens after the rules of libyaml's scanner, YAML 1.1, as go.yaml.in/yaml/v2 has them.
 * The text must end in a line break. A problem does not throw: it is noted with the first token that cannot be
 * known because of it, since kubectl never looks at what stands behind a complete document.
 */
export function scan(text: string): Tokens {
  const s = createScanner(text);
  try {
    while (scanNext(s));
  } catch (error) {
    if (!(error instanceof ReadProblem)) throw error;
    noteProblem(s, error);
  }
  return s.tokens;
}

/** A token that may still begin a key is not given out before that is known. */
function noteProblem(s: Scanner, error: ReadProblem): void {
  const { tokens } = s;
  tokens.problem = error.problem;
  tokens.problemAt = Math.min(tokens.problemAt, tokens.kind.length, firstOpenKey(s));
}

/** Scans one token, or the few that belong to it; false at the end of the text. */
function scanNext(s: Scanner): boolean {
  beginToken(s);
  skipToToken(s);
  const { text } = s;
  const column = s.at - s.lineStart;
  if (s.indent > column) unrollIndent(s, column);
  const c = text.charCodeAt(s.at);
  if (Number.isNaN(c)) return scanEnd(s);
  if (column === 0 && scanAtLineStart(s, c)) return true;
  switch (c) {
    case 91:
      return openCollection(s, T.FLOW_LIST_START);
    case 123:
      return openCollection(s, T.FLOW_MAP_START);
    case 93:
      return closeCollection(s, T.FLOW_LIST_END);
    case 125:
      return closeCollection(s, T.FLOW_MAP_END);
    case 44:
      removeKey(s);
      s.isKeyAllowed = true;
      return mark(s, T.FLOW_ENTRY);
    case 45:
      if (isBlankOrEnd(text.charCodeAt(s.at + 1))) return scanDash(s);
      break;
    case 63:
      if (s.flow > 0 || isBlankOrEnd(text.charCodeAt(s.at + 1))) return scanQuestionMark(s);
      break;
    case 58:
      if (s.flow > 0 || isBlankOrEnd(text.charCodeAt(s.at + 1))) return scanColon(s);
      break;
    case 42:
    case 38:
      saveKey(s);
      s.isKeyAllowed = false;
      scanAnchor(s, c === 42 ? T.ALIAS : T.ANCHOR);
      return true;
    case 33:
      saveKey(s);
      s.isKeyAllowed = false;
      scanTag(s);
      return true;
    case 124:
    case 62:
      if (s.flow > 0) return failAtCharacter(s);
      removeKey(s);
      s.isKeyAllowed = true;
      scanBlockScalar(s, c === 124);
      return true;
    case 39:
    case 34:
      saveKey(s);
      s.isKeyAllowed = false;
      scanQuoted(s, c);
      return true;
    case 35:
    case 37:
    case 64:
    case 96:
    case 9:
      return failAtCharacter(s);
  }
  saveKey(s);
  s.isKeyAllowed = false;
  scanPlain(s);
  return true;
}

/** Goes over spaces, comments and line ends. A tab may stand in flow, and where no key could begin. */
function skipToToken(s: Scanner): void {
  const { text } = s;
  for (;;) {
    let c = text.charCodeAt(s.at);
    while (c === 32 || (c === 9 && (s.flow > 0 || !s.isKeyAllowed))) c = text.charCodeAt(++s.at);
    if (c === 35) {
      while (!isBreak(c) && !Number.isNaN(c)) c = text.charCodeAt(++s.at);
    }
    if (!isBreak(c)) return;
    s.at += breakLength(text, s.at);
    s.line++;
    s.lineStart = s.at;
    if (s.flow === 0) s.isKeyAllowed = true;
  }
}

function scanEnd(s: Scanner): boolean {
  unrollIndent(s, -1);
  removeKey(s);
  addToken(s, T.STREAM_END, s.at, s.at);
  return false;
}

/** Directives and document markers stand at the start of a line. */
function scanAtLineStart(s: Scanner, c: number): boolean {
  const { text } = s;
  if (c === 37) {
    leaveBlock(s);
    scanDirective(s);
    return true;
  }
  if ((c !== 45 && c !== 46) || !isMarker(text, s.at)) return false;
  leaveBlock(s);
  addToken(s, c === 45 ? T.DOCUMENT_START : T.DOCUMENT_END, s.at, s.at + 3);
  s.at += 3;
  return true;
}

function leaveBlock(s: Scanner): void {
  unrollIndent(s, -1);
  removeKey(s);
  s.isKeyAllowed = false;
}

function mark(s: Scanner, kind: number): true {
  addToken(s, kind, s.at, s.at + 1);
  s.at++;
  return true;
}

function openCollection(s: Scanner, kind: number): true {
  saveKey(s);
  openFlow(s);
  s.isKeyAllowed = true;
  return mark(s, kind);
}

function closeCollection(s: Scanner, kind: number): true {
  removeKey(s);
  closeFlow(s);
  s.isKeyAllowed = false;
  return mark(s, kind);
}

function scanDash(s: Scanner): true {
  if (s.flow === 0) {
    if (!s.isKeyAllowed) {
      fail('A list item (“-”) cannot stand here; put it on a line of its own.', s.at, s.at + 1);
    }
    if (rollIndent(s, s.at - s.lineStart)) addToken(s, T.BLOCK_LIST_START, s.at, s.at);
  }
  removeKey(s);
  s.isKeyAllowed = true;
  return mark(s, T.BLOCK_ENTRY);
}

function scanQuestionMark(s: Scanner): true {
  if (s.flow === 0) {
    if (!s.isKeyAllowed) fail('A key (“?”) cannot stand here.', s.at, s.at + 1);
    if (rollIndent(s, s.at - s.lineStart)) addToken(s, T.BLOCK_MAP_START, s.at, s.at);
  }
  removeKey(s);
  s.isKeyAllowed = s.flow === 0;
  return mark(s, T.KEY);
}

function scanColon(s: Scanner): true {
  const key = s.keys[s.flow];
  if (key !== undefined && isStillKey(s, key)) {
    confirmKey(s, key);
    s.isKeyAllowed = false;
    return mark(s, T.VALUE);
  }
  if (s.flow === 0) {
    if (!s.isKeyAllowed) {
      if (key?.isTooLong === true) failTooLong(s, key);
      failAtColon(s);
    }
    if (rollIndent(s, s.at - s.lineStart)) addToken(s, T.BLOCK_MAP_START, s.at, s.at);
  }
  s.isKeyAllowed = s.flow === 0;
  return mark(s, T.VALUE);
}

/** The colon of what cannot be a key. */
function failAtColon(s: Scanner): never {
  const { start, end, kind } = s.tokens;
  const last = kind.length - 1;
  const continues =
    kind[last] === T.PLAIN && (start[last] ?? 0) < s.lineStart && (end[last] ?? 0) > s.lineStart;
  if (!continues) {
    return fail(
      'A second key cannot stand on this line; put quotes around text with a colon.',
      s.at,
      s.at + 1,
    );
  }
  const message =
    'This line continues the text above it, so it cannot be a key: check its indentation, or whether a colon is missing above.';
  return fail(message, skipBlank(s.text, s.lineStart), s.at);
}

function failAtCharacter(s: Scanner): never {
  const c = s.text.charAt(s.at);
  if (c === '\t') return fail('A tab stands where only spaces may indent.', s.at, s.at + 1);
  return fail(`Text cannot begin with “${c}”; put it in quotes.`, s.at, s.at + 1);
}
