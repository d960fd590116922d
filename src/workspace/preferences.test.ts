import { expect, test } from 'vitest';
import { defaultPreferences, readPreferences, writePreferences } from './preferences';
import type { KeyValueStore } from './preferences';

function store(text: string | null): KeyValueStore & { kept: string | null } {
  const kept = {
    kept: text,
    getItem: () => kept.kept,
    setItem: (_name: string, value: string) => {
      kept.kept = value;
    },
  };
  return kept;
}

test('preferences come back as they were written', () => {
  const there = store(null);
  const wanted = { ...defaultPreferences, theme: 'dark', editorWidth: 500, panelOpen: false } as const;
  writePreferences(wanted, there);
  expect(readPreferences(there)).toEqual(wanted);
});

test('storage that is forbidden, full or odd gives the defaults and never throws', () => {
  const forbidden: KeyValueStore = {
    getItem: () => {
      throw new DOMException('no', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  expect(readPreferences(forbidden)).toEqual(defaultPreferences);
  expect(() => writePreferences(defaultPreferences, forbidden)).not.toThrow();
  expect(readPreferences(undefined)).toEqual(defaultPreferences);
  const odd = [
    '',
    'null',
    '[]',
    '{',
    '{"theme":"pink","editorWidth":"wide","panelHeight":-4,"__proto__":{"minimap":0}}',
  ];
  for (const text of odd) expect(readPreferences(store(text))).toEqual(defaultPreferences);
});
