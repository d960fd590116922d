import { describe, expect, it } from 'vitest';
import { jsonLines, recordedText } from '../../testing/cases';
import { nameMatch, patternError, serverNameMatch } from './names';
import type { NameSelector } from './names';

type NameCase = {
  readonly matchName?: string;
  readonly matchPattern?: string;
  readonly names: readonly string[];
  readonly matches: readonly boolean[];
  readonly rule?: readonly boolean[];
  readonly error?: string;
};

describe('DNS names', () => {
  it('[CNP-30] names and patterns match what the agent was seen to match', () => {
    const cases = jsonLines(recordedText('cilium-fqdn')) as unknown as readonly NameCase[];
    expect(cases).toHaveLength(142);
    for (const { matchName, matchPattern, names, matches, rule, error } of cases) {
      const selector: NameSelector =
        matchName === undefined
          ? { kind: 'pattern', pattern: matchPattern ?? '' }
          : { kind: 'name', name: matchName };
      if (selector.kind === 'pattern') {
        expect([selector.pattern, patternError(selector.pattern)]).toEqual([selector.pattern, error]);
      }
      if (error !== undefined) continue;
      const chosen = nameMatch(selector, 'selector');
      expect([selector, names.map(chosen)]).toEqual([selector, matches]);
      expect([selector, names.map(nameMatch(selector, 'rule'))]).toEqual([selector, rule ?? matches]);
    }
  });

  it('[CNP-31] a star of a server name stays within a label, two cross dots', () => {
    expect(['a.com', 'A.com', 'b.a.com'].map(serverNameMatch('a.com'))).toEqual([true, true, false]);
    expect(['a.com', 'b.a.com', 'c.b.a.com'].map(serverNameMatch('*.a.com'))).toEqual([false, true, false]);
    expect(['a.com', 'b.a.com', 'c.b.a.com'].map(serverNameMatch('**.a.com'))).toEqual([false, true, true]);
    expect(['', 'x.y.z'].map(serverNameMatch('*'))).toEqual([true, true]);
  });

  it('[CNP-30] hostile patterns cost no time', () => {
    const match = nameMatch({ kind: 'pattern', pattern: `${'*a'.repeat(100)}` }, 'rule');
    expect(match('a'.repeat(5000))).toBe(true);
    expect(match(`${'a'.repeat(5000)}!`)).toBe(false);
  });
});
