import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addressSet,
  cidrAddresses,
  cidrRange,
  fewestCidrs,
  hasAddress,
  intersectAddresses,
  subtractAddresses,
  unionAddresses,
} from './address-set';
import type { AddressSet } from './address-set';
import { formatCidr, parseCidr } from './address';

const set: fc.Arbitrary<AddressSet> = fc
  .array(
    fc.record({
      family: fc.constantFrom<4 | 6>(4, 6),
      first: fc.bigInt(0n, 60n),
      length: fc.bigInt(0n, 20n),
    }),
    { maxLength: 5 },
  )
  .map((ranges) =>
    addressSet(ranges.map(({ family, first, length }) => ({ family, first, last: first + length }))),
  );

const members = (of: AddressSet) => {
  const found: string[] = [];
  for (const family of [4, 6] as const) {
    for (let value = 0n; value <= 90n; value++) {
      if (hasAddress(of, { family, value })) found.push(`${family}:${value}`);
    }
  }
  return found;
};

test('union, intersection and difference are those of the members', () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      const inA = new Set(members(a));
      const inB = new Set(members(b));
      const both = [...new Set([...inA, ...inB])];
      expect(new Set(members(unionAddresses(a, b)))).toEqual(new Set(both));
      expect(new Set(members(intersectAddresses(a, b)))).toEqual(
        new Set(both.filter((x) => inA.has(x) && inB.has(x))),
      );
      expect(new Set(members(subtractAddresses(a, b)))).toEqual(new Set([...inA].filter((x) => !inB.has(x))));
      expect(addressSet(subtractAddresses(a, b))).toEqual(subtractAddresses(a, b));
      expect(addressSet(intersectAddresses(a, b))).toEqual(intersectAddresses(a, b));
    }),
    { seed: 21 },
  );
});

test('the fewest CIDRs make up the set again, and no two of them could be one', () => {
  fc.assert(
    fc.property(set, (a) => {
      const cidrs = fewestCidrs(a);
      expect(addressSet(cidrs.map(cidrRange))).toEqual(a);
      for (const [at, cidr] of cidrs.entries()) {
        const next = cidrs[at + 1];
        if (next === undefined || next.family !== cidr.family || next.prefix !== cidr.prefix) continue;
        const half = cidrRange(cidr).last - cidr.value + 1n;
        expect(next.value === cidr.value + half && cidr.value % (2n * half) === 0n).toBe(false);
      }
    }),
    { seed: 22 },
  );
});

test('an except takes its addresses out of the block', () => {
  const parse = (text: string) => parseCidr(text)?.cidr ?? expect.fail(text);
  const left = cidrAddresses(parse('10.0.0.0/8'), [parse('10.0.0.0/9'), parse('10.128.0.0/10')]);
  expect(fewestCidrs(left).map(formatCidr)).toEqual(['10.192.0.0/10']);
  expect(fewestCidrs(cidrAddresses(parse('::/0'), [])).map(formatCidr)).toEqual(['::/0']);
});
