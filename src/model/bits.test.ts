import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bits } from './bits';

const members = fc.uniqueArray(fc.nat(199));

test('operations are those of the members', () => {
  fc.assert(
    fc.property(members, members, (a, b) => {
      const x = Bits.of(200, a);
      const y = Bits.of(200, b);
      const sorted = (of: readonly number[]) => [...of].sort((p, q) => p - q);
      expect(x.toArray()).toEqual(sorted(a));
      expect(x.size).toBe(a.length);
      expect(x.isEmpty()).toBe(a.length === 0);
      expect(x.overlap(y)).toBe(a.filter((i) => b.includes(i)).length);
      expect(x.overlap({ forEach: (visit) => b.forEach(visit) })).toBe(x.overlap(y));
      const union = x.copy();
      union.addAll(y);
      expect(union.toArray()).toEqual(sorted([...new Set([...a, ...b])]));
      const kept = x.copy();
      kept.keepAll(y);
      expect(kept.toArray()).toEqual(sorted(a.filter((i) => b.includes(i))));
      const left = x.copy();
      left.deleteAll(y);
      expect(left.toArray()).toEqual(sorted(a.filter((i) => !b.includes(i))));
      expect(x.equals(Bits.of(200, [...a].reverse()))).toBe(true);
      expect(x.copy(300).toArray()).toEqual(x.toArray());
      expect(x.has(a[0] ?? 500)).toBe(a.length > 0);
      a.forEach((index) => x.delete(index));
      expect(x.isEmpty()).toBe(true);
    }),
    { seed: 41 },
  );
});
