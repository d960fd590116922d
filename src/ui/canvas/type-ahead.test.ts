import { expect, test } from 'vitest';
import { titleFor, typedWith } from './type-ahead';

const titles = ['Internet', 'api', 'postgres', 'api-docs'];

test('one letter goes through all that begin with it', () => {
  expect(titleFor(titles, -1, 'a')).toBe(1);
  expect(titleFor(titles, 1, 'aa')).toBe(3);
  expect(titleFor(titles, 3, 'aaa')).toBe(1);
  expect(titleFor(titles, 1, 'x')).toBe(-1);
});

test('a longer text stays where it fits', () => {
  expect(titleFor(titles, 1, 'ap')).toBe(1);
  expect(titleFor(titles, 1, 'api-')).toBe(3);
  expect(titleFor(titles, 0, 'post')).toBe(2);
  expect(titleFor([], -1, 'p')).toBe(-1);
});

test('letters after a pause begin anew', () => {
  expect(typedWith('A', 10_000)).toBe('a');
  expect(typedWith('p', 10_400)).toBe('ap');
  expect(typedWith('i', 12_000)).toBe('i');
});
