import { expect, test } from 'vitest';
import type { Place } from '../analysis/types';
import { policiesOf } from './policies-of';

const at = (text: string, from: string, to: string): Place => {
  const start = text.indexOf(from);
  const end = text.indexOf(to) + to.length;
  return { file: 'f', fileName: 'f.yaml', line: 1, column: 1, endLine: 1, start, end };
};

test('policies are given as they are written, comments and all, one document each', () => {
  const text = [
    'kind: Namespace',
    '---',
    '# Nobody gets in.',
    'kind: NetworkPolicy',
    'metadata: {name: a} # here',
    '---',
    'kind: List',
    'items:',
    '  - kind: NetworkPolicy',
    '    metadata:',
    '      name: b',
    '  - kind: Pod',
    '',
  ].join('\n');
  const files = [{ id: 'f', name: 'f.yaml', text }];
  const places = [
    at(text, 'kind: NetworkPolicy\n    metadata', 'name: b'),
    at(text, 'kind: NetworkPolicy\nmetadata', '{name: a}'),
  ];
  expect(policiesOf(files, places)).toBe(
    '# Nobody gets in.\nkind: NetworkPolicy\nmetadata: {name: a} # here\n---\nkind: NetworkPolicy\nmetadata:\n  name: b\n',
  );
  expect(policiesOf(files, [])).toBe('');
});
