import { expect, test } from 'vitest';
import type { EngineOption } from '../../model/engine-option';
import { itemsOf, readTyped, shownText, switchedOn } from './option-words';

const option = (kind: EngineOption['kind'], values?: readonly string[]): EngineOption => ({
  name: 'x',
  title: 'x',
  about: 'x',
  kind,
  default: '',
  ...(values === undefined ? {} : { values }),
});

test('values read as a field shows them', () => {
  expect([true, false, 4789, 'auto', ['tcp:22', 'udp:53']].map(shownText)).toEqual([
    'on',
    'off',
    '4789',
    'auto',
    'tcp:22, udp:53',
  ]);
});

test('switches may be words', () => {
  expect([true, 'true', 'Enabled', 'false', 'maybe', 1].map(switchedOn)).toEqual([
    true,
    true,
    true,
    false,
    undefined,
    undefined,
  ]);
});

test('an emptied list is an empty list, an emptied text the default', () => {
  expect(readTyped(option('list'), ' tcp:22 ,, udp:53')).toEqual({ value: ['tcp:22', 'udp:53'] });
  expect(readTyped(option('list'), '')).toEqual({ value: [] });
  expect(readTyped(option('text'), ' ')).toEqual({ value: undefined });
  expect(itemsOf('nodes,pods')).toEqual(['nodes', 'pods']);
});

test('what is no number of a port, and no known choice, is refused', () => {
  expect(readTyped(option('number'), '8472')).toEqual({ value: 8472 });
  for (const typed of ['x', '-1', '65536', '1.5']) {
    expect(readTyped(option('number'), typed)).toHaveProperty('problem');
  }
  expect(readTyped(option('choice', ['a', 'b']), 'c')).toEqual({ problem: 'This is none of a, b.' });
});
