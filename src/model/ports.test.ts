import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  everyPort,
  hasPort,
  icmp,
  icmpv6,
  includesPorts,
  intersectPorts,
  noPorts,
  otherPort,
  otherPorts,
  portRange,
  portSet,
  portSetText,
  portsOf,
  protocols,
  subtractPorts,
  unionPorts,
} from './ports';
import type { PortSet } from './ports';

const set: fc.Arbitrary<PortSet> = fc
  .array(
    fc.tuple(fc.constantFrom(...protocols), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })),
    {
      maxLength: 5,
    },
  )
  .map((ranges) => portSet(ranges.flatMap(([protocol, first, last]) => portRange(protocol, first, last))));

test('union, intersection and difference are those of the members', () => {
  fc.assert(
    fc.property(
      set,
      set,
      fc.constantFrom(...protocols),
      fc.integer({ min: 0, max: 13 }),
      (a, b, protocol, port) => {
        const has = (of: PortSet) => hasPort(of, protocol, port);
        expect(has(unionPorts(a, b))).toBe(has(a) || has(b));
        expect(has(intersectPorts(a, b))).toBe(has(a) && has(b));
        expect(has(subtractPorts(a, b))).toBe(has(a) && !has(b));
        for (const made of [unionPorts(a, b), intersectPorts(a, b), subtractPorts(a, b)]) {
          expect(portSet(made)).toEqual(made);
        }
      },
    ),
    { seed: 31 },
  );
});

test('sets are said in words', () => {
  const tcp = portSet([
    ...portRange('TCP', 8080, 8090),
    ...portRange('TCP', 443, 443),
    ...portRange('TCP', 80, 80),
  ]);
  expect(portSetText(tcp)).toBe('TCP 80,443,8080-8090');
  expect(portSetText(unionPorts(tcp, portRange('UDP', 53, 53)))).toBe('TCP 80,443,8080-8090, UDP 53');
  expect(portSetText(everyPort)).toBe('every port');
  expect(portSetText(noPorts)).toBe('no port');
  expect(portSetText(portsOf('TCP'))).toBe('every TCP port');
  expect(portSetText(subtractPorts(everyPort, portsOf('other')))).toBe('every port of TCP, UDP and SCTP');
  expect(portSetText(subtractPorts(everyPort, portRange('TCP', 22, 22)))).toBe('every port but TCP 22');
  const capsules = unionPorts(portRange('UDP', 4789, 4789), otherPorts(4));
  expect(portSetText(subtractPorts(everyPort, capsules))).toBe('every port but UDP 4789, IPIP');
});

test('port 0 is no destination, and reversed ranges are empty', () => {
  expect(portRange('TCP', 0, 5)).toEqual([{ protocol: 'TCP', first: 1, last: 5 }]);
  expect(portRange('UDP', 9, 5)).toEqual([]);
  expect(portRange('other', 5, 2)).toEqual([]);
});

test('protocols without ports are told by number, and ICMP by type', () => {
  expect(portSetText(otherPorts(icmp))).toBe('ICMP');
  expect(portSetText(otherPorts(icmpv6, 128))).toBe('ICMPv6 type 128');
  expect(portSetText(unionPorts(portRange('TCP', 80, 80), otherPorts(47)))).toBe('TCP 80, GRE');
  expect(includesPorts(portsOf('other'), otherPorts(255))).toBe(true);
  expect(hasPort(otherPorts(icmp, 8), 'other', otherPort(icmp, 8, 3))).toBe(true);
  expect(hasPort(otherPorts(icmp, 8), 'other', otherPort(icmp, 0))).toBe(false);
  expect(portSetText(subtractPorts(portsOf('other'), otherPorts(icmp)))).toBe('some other protocols');
});
