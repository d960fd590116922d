import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits, applyToText, cleanName, freeName } from './content';
import type { Content } from './content';
import { emptyHistory, redo, remember, sameContent, seal, typingPause, undo } from './history';
import type { History } from './history';
import { applyPatch, diffContent } from './patch';

const text = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'b', '\n', '-', '🦆') });
const content: fc.Arbitrary<Content> = fc.record({
  files: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('1', '2', '3', '4'),
      name: fc.constantFrom('x', 'y', '__proto__'),
      text,
    }),
    { selector: (file) => file.id },
  ),
  positions: fc.dictionary(fc.constantFrom('a', 'b'), fc.record({ x: fc.nat(9), y: fc.nat(9) })),
});
const seed = { seed: 20261121, numRuns: 500 };

test('a patch between two contents makes the second of the first', () => {
  fc.assert(
    fc.property(content, content, (from, to) => {
      expect(applyPatch(from, diffContent(from, to))).toEqual(to);
    }),
    seed,
  );
});

test('undo after any run of changes gives back every content in turn, and redo goes forth again', () => {
  const change = fc.record({ to: content, merge: fc.constantFrom(undefined, 'type 1'), wait: fc.nat(2000) });
  fc.assert(
    fc.property(content, fc.array(change, { maxLength: 12 }), (start, changes) => {
      let history: History = emptyHistory;
      let now = start;
      let at = 0;
      const stops: Content[] = [];
      for (const { to, merge, wait } of changes) {
        at += wait;
        const before = history.past.length;
        const next = remember(history, {
          label: 'x',
          before: now,
          after: to,
          at,
          ...(merge === undefined ? {} : { merge }),
        });
        if (next.past.length > before) stops.push(now);
        history = next;
        now = to;
      }
      const end = now;
      for (const stop of [...stops].reverse()) {
        const moved = undo(history, now);
        expect(moved?.content).toEqual(stop);
        if (moved === undefined) return;
        ({ history, content: now } = moved);
      }
      expect(undo(history, now)).toBeUndefined();
      for (let moved = redo(history, now); moved !== undefined; moved = redo(history, now)) {
        ({ history, content: now } = moved);
      }
      expect(sameContent(now, end) || changes.length === 0 || stops.length === 0).toBe(true);
      if (stops.length > 0) expect(now).toEqual(end);
    }),
    seed,
  );
});

const one = (value: string): Content => ({ files: [{ id: 'f', name: 'f', text: value }], positions });
const positions = {};

test('typing without a pause is one step, a pause or another act begins the next', () => {
  let history = emptyHistory;
  const typed = (before: string, after: string, at: number) => {
    history = remember(history, { label: 'typing', before: one(before), after: one(after), at, merge: 'f' });
  };
  typed('', 'a', 0);
  typed('a', 'ab', typingPause);
  expect(history.past).toHaveLength(1);
  typed('ab', 'abc', 2 * typingPause + 1);
  expect(history.past).toHaveLength(2);
  history = seal(history);
  typed('abc', 'abcd', 2 * typingPause + 2);
  expect(history.past).toHaveLength(3);
  expect(undo(history, one('abcd'))?.content).toEqual(one('abc'));
});

test('typing that comes back to where it began leaves nothing between', () => {
  let history = remember(emptyHistory, {
    label: 't',
    before: one('a'),
    after: one('ab'),
    at: 0,
    merge: 'f',
  });
  history = remember(history, { label: 't', before: one('ab'), after: one('a'), at: 1, merge: 'f' });
  expect(undo(history, one('a'))?.content).toEqual(one('a'));
});

test('memory has a bound: old steps go first, the newest always stays', () => {
  let history: History = emptyHistory;
  const big = (fill: string) => one(fill.repeat(20_000_000));
  const [a, b] = [big('a'), big('b')];
  for (let round = 0; round < 4; round++) {
    const [before, after] = round % 2 === 0 ? [a, b] : [b, a];
    history = remember(history, { label: 'paste', before, after, at: round });
  }
  expect(history.past.length).toBeGreaterThanOrEqual(1);
  expect(history.past.length).toBeLessThan(4);
});

test('edits that do not fit change nothing at all', () => {
  const files = [{ id: 'f', name: 'f', text: 'hello' }];
  expect(applyEdits(files, [{ file: 'f', start: 3, end: 9, text: '' }])).toBeUndefined();
  expect(applyEdits(files, [{ file: 'gone', start: 0, end: 0, text: '' }])).toBeUndefined();
  expect(applyToText('hello', [{ start: 0, end: 3, text: 'a' }, { start: 2, end: 4, text: 'b' }])).toBeUndefined(); // prettier-ignore
  expect(applyToText('hello', [{ start: 5, end: 5, text: '!' }, { start: 0, end: 1, text: 'J' }])).toBe('Jello!'); // prettier-ignore
  expect(applyToText('ab', [{ start: 1, end: 1, text: '1' }, { start: 1, end: 1, text: '2' }])).toBe('a12b'); // prettier-ignore
});

test('names of files stay inside the workspace and are told apart', () => {
  expect(cleanName('../../etc/passwd')).toBe('etc/passwd');
  expect(cleanName('a\\..\\b\u0000.yaml')).toBe('a/b.yaml');
  expect(cleanName(' / ')).toBe('untitled.yaml');
  expect(cleanName('x'.repeat(5000)).length).toBe(200);
  const files = [{ name: 'a.yaml' }, { name: 'a-2.yaml' }, { name: 'dir.v1/x' }];
  expect(freeName('a.yaml', files)).toBe('a-3.yaml');
  expect(freeName('dir.v1/x', files)).toBe('dir.v1/x-2');
});
