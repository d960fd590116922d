import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, formatAddress, formatCidr, maskTo, parseAddress, parseCidr } from './address';
import type { Address } from './address';

const anyAddress: fc.Arbitrary<Address> = fc.oneof(
  fc.bigInt(0n, 0xffff_ffffn).map((value) => ({ family: 4 as const, value })),
  fc
    .array(fc.oneof(fc.constant(0n), fc.bigInt(0n, 0xffffn)), { minLength: 8, maxLength: 8 })
    .map((groups) => ({
      family: 6 as const,
      value: groups.reduce((value, group) => (value << 16n) | group, 0n),
    }))
    .filter(({ value }) => value >> 32n !== 0xffffn),
);

describe('addresses', () => {
  test('format then parse is the identity', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        expect(parseAddress(formatAddress(address))).toEqual(address);
      }),
      { seed: 11 },
    );
  });

  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::FFFF:a00:1', '10.0.0.1'],
    ['64:ff9b::10.0.0.1', '64:ff9b::a00:1'],
  ])('%s reads as %s', (text, canonical) => {
    const address = parseAddress(text);
    expect(address && formatAddress(address)).toBe(canonical);
  });

  test.each([
    '',
    '010.0.0.1',
    '127.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '1.2.3.-4',
    '0x7f.0.0.1',
    ' 1.2.3.4',
    '1.2.3.4 ',
    'fe80::1%eth0',
    ':1',
    '1:',
    ':::',
    '1:::2',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '::00001',
    '::g',
    '1.2.3.4::',
    '::1.2.3.04',
    '[::1]',
    'a',
  ])('%j is no address', (text) => expect(parseAddress(text)).toBeUndefined());
});

describe('CIDRs', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.0/8', ''],
    ['10.0.0.7/24', '10.0.0.0/24', 'host bits'],
    ['010.000.0.0/8', '10.0.0.0/8', 'leading zeros'],
    ['10.0.0.0/08', '10.0.0.0/8', 'leading zeros'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8', 'mapped'],
    ['::ffff:a00:7/120', '10.0.0.0/24', 'mapped, host bits'],
    ['::ffff:10.0.0.0/8', '::/8', 'mapped, host bits'],
    ['2001:DB8::/32', '2001:db8::/32', ''],
    ['0.0.0.0/0', '0.0.0.0/0', ''],
    ['::/0', '::/0', ''],
    ['::00001/128', '::1/128', 'leading zeros'],
  ])('%s means %s (%s)', (text, canonical, flags) => {
    const parsed = parseCidr(text);
    const found = [
      parsed?.leadingZeros === true ? 'leading zeros' : '',
      parsed?.mappedV6 === true ? 'mapped' : '',
      parsed?.hostBits === true ? 'host bits' : '',
    ];
    expect(parsed?.canonical).toBe(canonical);
    expect(found.filter((flag) => flag !== '').join(', ')).toBe(flags);
  });

  test.each([
    '',
    '/',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    'x/8',
    '10.0.0.0/8 ',
  ])('%j is no CIDR', (text) => expect(parseCidr(text)).toBeUndefined());

  test('a block holds exactly the addresses that share its prefix', () => {
    fc.assert(
      fc.property(anyAddress, anyAddress, fc.nat(128), (a, b, bits) => {
        const prefix = Math.min(bits, a.family === 4 ? 32 : 128);
        const block = maskTo(a, prefix);
        expect(contains(block, a)).toBe(true);
        const same = a.family === b.family && formatCidr(maskTo(b, prefix)) === formatCidr(block);
        expect(contains(block, b)).toBe(same);
      }),
      { seed: 12 },
    );
  });
});
