import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceFile } from '../yaml/types';
import { createPacker, createUnpacker } from './texts';

const files = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('1', '2', '__proto__'),
    name: fc.constantFrom('a', 'b'),
    text: fc.constantFrom('', 'x', 'y'),
  }),
  { selector: (file) => file.id },
);

test('what was packed and sent comes out whole, over any run of updates', () => {
  fc.assert(
    fc.property(fc.array(files, { maxLength: 8 }), (updates) => {
      const pack = createPacker();
      const unpack = createUnpacker();
      let before: readonly SourceFile[] = [];
      updates.forEach((sent, revision) => {
        const message = structuredClone({
          id: 1,
          call: 'update' as const,
          arguments: [pack({ revision, files: sent })],
        });
        const [{ files: got }] = unpack(message).arguments as [{ files: readonly SourceFile[] }];
        expect(got).toEqual(sent);
        for (const file of got) {
          const old = before.find((other) => other.id === file.id);
          if (old?.text === file.text && old.name === file.name) expect(file).toBe(old);
        }
        before = got;
      });
    }),
    { seed: 11, numRuns: 300 },
  );
});

test('a text travels once', () => {
  const pack = createPacker();
  const file = { id: '1', name: 'a', text: 'long' };
  expect(pack({ revision: 1, files: [file] }).files).toEqual([file]);
  expect(pack({ revision: 2, files: [file] }).files).toEqual([{ id: '1', name: 'a' }]);
});
