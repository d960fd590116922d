import fc from 'fast-check';
import type { Json } from '../yaml/types';

/** Generators for the laws of this folder. */

const awkward = [
  '',
  'yes',
  '012',
  '1e3',
  '12:30',
  '2024-01-01',
  '- a',
  'a: b',
  ' #',
  '...',
  '---',
  '*x',
  '__proto__',
  "it's",
  '"',
  '\\',
  'é😀',
  '\u0085',
  '\u2028',
  '\ufeff',
  'a\nb',
  '\t',
  'a ',
  '{{ x }}',
  '0x1',
  '~',
  '.5',
  '1_0',
  'a:',
  ':',
  '?',
  '=',
  '<<',
];

const texts = fc.oneof(
  fc.constantFrom('app', 'api', 'kubernetes.io/metadata.name', '10.0.0.0/8', 'TCP', ...awkward),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

const scalars = fc.oneof(
  texts,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  fc.boolean(),
  fc.constant(null),
);

/** Any JSON value, of awkward texts and keys, not very deep. */
export const jsonValues: fc.Arbitrary<Json> = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.array(fc.tuple(texts, tie('node')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).node;

/** Ways of indenting that occur in files. */
export const layouts = fc.record({
  indent: fc.integer({ min: 1, max: 4 }),
  dashIndent: fc.integer({ min: 0, max: 4 }),
  dashWidth: fc.integer({ min: 2, max: 4 }),
});
