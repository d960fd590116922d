import { expect, test } from 'vitest';
import { everyPort, portRange, subtractPorts } from './ports';
import { tellingPort } from './telling-port';

const told = (...parameters: Parameters<typeof tellingPort>) => {
  const { protocol, port } = tellingPort(...parameters);
  return `${protocol} ${port}`;
};

test('every port is asked about by one that is declared, of TCP first', () => {
  const declared = [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 8080 },
  ];
  expect(told(everyPort, declared)).toBe('TCP 8080');
  expect(told(subtractPorts(everyPort, portRange('TCP', 8080, 8080)), declared)).toBe('UDP 53');
});

test('where none is declared it is TCP 80 if the set has it, else the lowest', () => {
  expect(told(everyPort, [])).toBe('TCP 80');
  expect(told(everyPort, [{ protocol: 'DCCP', port: 5 }])).toBe('TCP 80');
  expect(told(portRange('TCP', 443, 8443), [{ protocol: 'UDP', port: 443 }])).toBe('TCP 443');
  expect(told(portRange('UDP', 53, 53), [])).toBe('UDP 53');
  expect(told([], [])).toBe('TCP 80');
});
