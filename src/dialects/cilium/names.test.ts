import { describe, expect, it } from 'vitest';
import { nameMatch, serverNameMatch } from './names';

describe('names', () => {
  it('[CIL-49] a star of a server name stays within a label, two cross dots', () => {
    expect(['a.com', 'A.com', 'b.a.com'].map(serverNameMatch('a.com'))).toEqual([true, true, false]);
    expect(['a.com', 'b.a.com', 'c.b.a.com'].map(serverNameMatch('*.a.com'))).toEqual([false, true, false]);
    expect(['a.com', 'b.a.com', 'c.b.a.com'].map(serverNameMatch('**.a.com'))).toEqual([false, true, true]);
    expect(['', 'x.y.z'].map(serverNameMatch('*'))).toEqual([true, true]);
  });

  it('[CIL-45] hostile patterns cost no time', () => {
    const match = nameMatch({ kind: 'pattern', pattern: `${'*a'.repeat(100)}` }, 'rule');
    expect(match('a'.repeat(5000))).toBe(true);
    expect(match(`${'a'.repeat(5000)}!`)).toBe(false);
  });
});
