import { expect } from 'vitest';
import type { Json, JsonObject } from '../yaml/types';
import { evaluators, runCase } from './case-runner';
import type { RecordedCase } from './cases';
import type { Random } from './random';

/** Holds the recorded verdicts against manifests that were changed in a way that changes no verdict. */
export function holds(
  cases: readonly RecordedCase[],
  change: (one: RecordedCase) => readonly JsonObject[],
): void {
  const wrong = cases.flatMap((one) =>
    (['tracing', 'compiled'] as const).flatMap((name) =>
      runCase({ ...one, resources: change(one) }, evaluators[name]),
    ),
  );
  expect(wrong.map(({ of, query, got }) => [of.id, query, got])).toEqual([]);
}

export function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** The same with every list below one of these keys made anew from its items. */
export function inLists(
  value: Json,
  keys: ReadonlySet<string>,
  items: (item: Json) => readonly Json[],
  key = '',
): Json {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    return keys.has(key) ? list.flatMap(items) : list.map((item) => inLists(item, keys, items));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, inLists(item, keys, items, name)]),
  );
}

/** An IPv4 block in two halves; what cannot be halved, or is everything, as it is. */
export function halves(cidr: string): readonly string[] {
  const [address = '', prefix = ''] = cidr.split('/');
  const length = Number(prefix);
  const octets = address.split('.').map(Number);
  if (octets.length !== 4 || prefix === '' || length === 0 || length > 31) return [cidr];
  const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - length);
  const first = value - (value % size);
  const text = (number: number) =>
    [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
  return [`${text(first)}/${length + 1}`, `${text(first + size / 2)}/${length + 1}`];
}
