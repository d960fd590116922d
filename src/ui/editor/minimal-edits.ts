/** A change of a text: offsets are in the text before. */
export type Replacement = { readonly start: number; readonly end: number; readonly text: string };

/** Changed regions with more lines than this are replaced as one. */
const mostLines = 50_000;
/** As are regions that differ in more lines than this. */
const mostDifferences = 400;

/**
 * Replacements that turn one text into the other and leave alone what both share, so that carets, marks and scroll
 * position outside them stay where they are. In the order of the text, not overlapping.
 */
export function minimalEdits(before: string, after: string): readonly Replacement[] {
  if (before === after) return [];
  const head = commonHead(before, after);
  let tail = commonTail(before, after, Math.min(before.length, after.length) - head);
  // Whole lines, so that no line break or surrogate pair is cut in two.
  const start = head === 0 ? 0 : before.lastIndexOf('\n', head - 1) + 1;
  const lineBreak = before.indexOf('\n', before.length - tail);
  tail = tail === 0 || lineBreak === -1 ? 0 : before.length - lineBreak - 1;
  tail = Math.min(tail, before.length - start, after.length - start);
  const old = before.slice(start, before.length - tail);
  const fresh = after.slice(start, after.length - tail);
  return byLines(old, fresh).map((edit) => trimmed(old, edit, start));
}

/** Texts are compared in blocks of this length first, which is far quicker than by character. */
const block = 8192;

function commonHead(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head + block <= shorter && a.slice(head, head + block) === b.slice(head, head + block)) {
    head += block;
  }
  while (head < shorter && a.charCodeAt(head) === b.charCodeAt(head)) head += 1;
  return head;
}

/** At most `most` characters. */
function commonTail(a: string, b: string, most: number): number {
  const ends = (tail: number, text: string) => text.slice(text.length - tail - block, text.length - tail);
  let tail = 0;
  while (tail + block <= most && ends(tail, a) === ends(tail, b)) tail += block;
  while (tail < most && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail += 1;
  return tail;
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Differences of two texts in whole lines: the shortest script, after Myers. */
function byLines(old: string, fresh: string): readonly Replacement[] {
  const a = splitLines(old);
  const b = splitLines(fresh);
  const whole = [{ start: 0, end: old.length, text: fresh }];
  if (a.length > mostLines || b.length > mostLines) return whole;
  const kept = keptLines(a, b);
  if (kept === undefined) return whole;
  const edits: Replacement[] = [];
  let [i, j, offset] = [0, 0, 0];
  for (const [nextI, nextJ] of [...kept, [a.length, b.length] as const]) {
    const removed = a.slice(i, nextI).join('').length;
    const text = b.slice(j, nextJ).join('');
    if (removed > 0 || text !== '') edits.push({ start: offset, end: offset + removed, text });
    offset += removed + (a[nextI]?.length ?? 0);
    i = nextI + 1;
    j = nextJ + 1;
  }
  return edits;
}

/** Pairs of line numbers of a longest common subsequence; undefined where the texts differ too much to look for it. */
function keptLines(
  a: readonly string[],
  b: readonly string[],
): readonly (readonly [number, number])[] | undefined {
  const furthest = new Map<number, number>([[1, 0]]);
  const history: Map<number, number>[] = [];
  const most = Math.min(a.length + b.length, mostDifferences);
  for (let d = 0; d <= most; d += 1) {
    history.push(new Map(furthest));
    for (let k = -d; k <= d; k += 2) {
      let x = stepDown(furthest, k, d) ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return trackBack(history, a.length, b.length);
    }
  }
  return undefined;
}

function stepDown(furthest: ReadonlyMap<number, number>, k: number, d: number): boolean {
  return k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
}

function trackBack(
  history: readonly ReadonlyMap<number, number>[],
  endX: number,
  endY: number,
): [number, number][] {
  const kept: [number, number][] = [];
  let [x, y] = [endX, endY];
  for (let d = history.length - 1; d >= 0; d -= 1) {
    const furthest = history[d] ?? new Map<number, number>();
    const k = x - y;
    const before = stepDown(furthest, k, d) ? k + 1 : k - 1;
    const beforeX = furthest.get(before) ?? 0;
    const beforeY = beforeX - before;
    while (x > beforeX && y > beforeY && x > 0 && y > 0) {
      x -= 1;
      y -= 1;
      kept.push([x, y]);
    }
    if (d > 0) [x, y] = [beforeX, beforeY];
  }
  return kept.reverse();
}

/** Takes equal beginnings and ends of the lines themselves off a replacement. */
function trimmed(old: string, edit: Replacement, shift: number): Replacement {
  const removed = old.slice(edit.start, edit.end);
  let head = commonHead(removed, edit.text);
  let tail = commonTail(removed, edit.text, Math.min(removed.length, edit.text.length) - head);
  // A pair of surrogates, or CR and LF, must not be parted.
  if (head > 0 && isFirstHalf(removed.charCodeAt(head - 1))) head -= 1;
  const partedTail = removed.charCodeAt(removed.length - tail - 1);
  if (tail > 0 && tail < removed.length && isFirstHalf(partedTail)) tail -= 1;
  const partedText = edit.text.charCodeAt(edit.text.length - tail - 1);
  if (tail > 0 && tail < edit.text.length && isFirstHalf(partedText)) tail -= 1;
  return {
    start: shift + edit.start + head,
    end: shift + edit.end - tail,
    text: edit.text.slice(head, edit.text.length - tail),
  };
}

function isFirstHalf(code: number): boolean {
  return code === 13 || (code >= 0xd800 && code < 0xdc00);
}

/** The text after replacements in the order of the text. */
export function applyReplacements(text: string, edits: readonly Replacement[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
