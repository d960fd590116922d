import { describe, expect, test } from 'vitest';
import { jsonLines, recordedText } from '../../../testing/cases';
import { canonicalText, withPrefix } from './canonical';
import { matchesSelector } from './matches';
import { compareByBytes, parseSelector } from './parse';

type RecordedSelector = {
  readonly selector: string;
  readonly valid: boolean;
  readonly canonical?: string;
  readonly error?: string;
  readonly labels?: readonly Readonly<Record<string, string>>[];
  readonly matches?: readonly boolean[];
};

const cases = jsonLines(recordedText('calico-selectors')) as unknown as readonly RecordedSelector[];

describe('recorded selectors', () => {
  test('all are there', () => {
    expect(cases.length).toBe(940);
  });

  test('[CAL-9] [CAL-10] what is no selector is refused in Calico’s words', () => {
    const wrong = cases.flatMap(({ selector, valid, error }) => {
      const parsed = parseSelector(selector);
      const got = parsed.kind === 'error' ? parsed.message : undefined;
      return got === (valid ? undefined : error) ? [] : [{ selector, error, got }];
    });
    expect(wrong).toEqual([]);
  });

  test('[CAL-11] the canonical form', () => {
    const wrong = cases.flatMap(({ selector, canonical }) => {
      const parsed = parseSelector(selector);
      const got = parsed.kind === 'error' ? undefined : canonicalText(parsed.node);
      return got === canonical ? [] : [{ selector, canonical, got }];
    });
    expect(wrong).toEqual([]);
  });

  test('[CAL-12] what labels meet it', () => {
    const wrong = cases.flatMap(({ selector, labels = [], matches = [] }) => {
      const parsed = parseSelector(selector);
      if (parsed.kind === 'error') return [];
      const got = labels.map((one) => matchesSelector(parsed.node, new Map(Object.entries(one))));
      return JSON.stringify(got) === JSON.stringify(matches) ? [] : [{ selector, matches, got }];
    });
    expect(wrong).toEqual([]);
  });

  test('[CAL-11] the canonical form means the same', () => {
    for (const { canonical, labels = [], matches } of cases) {
      if (canonical === undefined) continue;
      const parsed = parseSelector(canonical);
      if (parsed.kind === 'error') throw new Error(`${canonical}: ${parsed.message}`);
      expect(labels.map((one) => matchesSelector(parsed.node, new Map(Object.entries(one))))).toEqual(
        matches,
      );
    }
  });
});

test('[CAL-13] a prefix goes before every label', () => {
  const parsed = parseSelector("all() && !(a in {'x'} || has(b)) && c contains 'y'");
  if (parsed.kind === 'error') throw new Error(parsed.message);
  expect(canonicalText(withPrefix(parsed.node, 'pcns.'))).toBe(
    '(all() && !(pcns.a in {"x"} || has(pcns.b)) && pcns.c contains "y")',
  );
});

test('hostile selectors end in an error, not in a full stack', () => {
  for (const text of ['('.repeat(100_000), `${'('.repeat(50_000)}a${')'.repeat(50_000)}`]) {
    expect(parseSelector(text).kind).toBe('error');
  }
  expect(parseSelector('!'.repeat(100_000)).kind).toBe('error');
  expect(parseSelector("has(__proto__) && constructor == 'a'").kind).toBe('selector');
});

test('texts are compared by their bytes', () => {
  expect(compareByBytes('\uffff', '\u{10000}')).toBeLessThan(0);
  expect(compareByBytes('a', 'ab')).toBeLessThan(0);
  expect(compareByBytes('b', 'a')).toBeGreaterThan(0);
});
