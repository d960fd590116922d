import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze';
import type { Analysis } from '../analysis/types';
import { registry } from '../registry';
import type { SourceFile } from '../yaml/types';

const samples: readonly SourceFile[] = ['cluster', 'policies', 'expectations'].map((name) => ({
  id: name,
  name: `${name}.yaml`,
  text: readFileSync(join(import.meta.dirname, `../workspace/sample/${name}.yaml`), 'utf8'),
}));

/** Pieces that have broken readers of YAML or of Kubernetes objects before. */
const hostile = [
  '---\n',
  '- ',
  ': ',
  '{',
  ']',
  '\t',
  '"',
  "'",
  '|\n',
  '>-\n',
  '&a ',
  '*a',
  '<<: *a\n',
  '!!binary ',
  '%YAML 1.1\n',
  '#',
  '\r\n',
  '\u0000',
  '\u2028',
  '\ufeff',
  '\ud800',
  '__proto__: {polluted: true}\n',
  'constructor: {prototype: {polluted: true}}\n',
  '"__proto__": 1\n',
  '<img src=x onerror=alert(1)>',
  '{{ .Values.x }}',
  'null',
  '~',
  '[]',
  '{}',
  '-1',
  '65536',
  '1e999',
  '0x1F',
  'yes',
  '10.0.0.0/33',
  '::ffff:10.0.0.0/104',
  '999.1.1.1/8',
  'x'.repeat(5000),
  '  '.repeat(200),
  '[['.repeat(300),
];

type Mutation =
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'copy'; readonly at: number; readonly from: number; readonly length: number };

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), text: fc.constantFrom(...hostile) }),
  fc.record({ kind: fc.constant('delete' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 400 }) }),
  fc.record({
    kind: fc.constant('copy' as const),
    at: fc.nat(),
    from: fc.nat(),
    length: fc.integer({ min: 1, max: 400 }),
  }),
);

function mutate(text: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((before, change) => {
    const at = change.at % (before.length + 1);
    switch (change.kind) {
      case 'insert':
        return before.slice(0, at) + change.text + before.slice(at);
      case 'delete':
        return before.slice(0, at) + before.slice(at + change.length);
      case 'copy': {
        const from = change.from % (before.length + 1);
        return before.slice(0, at) + before.slice(from, from + change.length) + before.slice(at);
      }
    }
  }, text);
}

/** Asks the analysis everything that a screen asks at once, so that a fault deep inside shows. */
function walk(analysis: Analysis): void {
  const { evaluator, files } = analysis.snapshot;
  for (let end = 0; end < evaluator.ends; end += 1) {
    for (const { to, meanings } of analysis.meaningsFrom(end, { unguarded: true })) {
      expect(to).toBeLessThan(evaluator.ends);
      expect(meanings.length).toBeGreaterThan(0);
    }
  }
  for (const { place, message } of analysis.summary.problems) {
    const text = files.find(({ id }) => id === place.file)?.text ?? '';
    expect(message.length).toBeGreaterThan(0);
    expect(place.start).toBeGreaterThanOrEqual(0);
    expect(place.end).toBeLessThanOrEqual(text.length);
    expect(place.start).toBeLessThanOrEqual(place.end);
  }
  // What crosses the thread boundary must be plain data.
  structuredClone(analysis.summary);
}

describe('hostile input', () => {
  it('a mutated workspace is analyzed without a fault, fresh and after the one before', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.nat({ max: samples.length - 1 }), fc.array(mutation, { minLength: 1, maxLength: 6 })),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
        (changes) => {
          let files = samples;
          let previous = analyze(files, 0, registry);
          for (const [index, [which, mutations]] of changes.entries()) {
            files = files.map((file, position) =>
              position === which ? { ...file, text: mutate(file.text, mutations) } : file,
            );
            walk(analyze(files, index + 1, registry));
            previous = analyze(files, index + 1, registry, previous);
            walk(previous);
          }
        },
      ),
      { seed: 20260, numRuns: 150 },
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('an alias bomb is refused, and the documents around it are read', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let level = 1; level < 9; level += 1) {
      const last = String.fromCharCode(96 + level);
      const name = String.fromCharCode(97 + level);
      bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${last}`).join(',')}]`);
    }
    const text = `apiVersion: v1\nkind: Namespace\nmetadata: {name: before}\n---\n${bomb.join('\n')}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: after}\n`;
    const { summary } = analyze([{ id: 'f', name: 'f.yaml', text }], 0, registry);
    expect(summary.namespaces.map(({ name }) => name)).toEqual(['after', 'before']);
    expect(summary.problems.filter(({ severity }) => severity === 'error')).toHaveLength(1);
  });

  it('keys of the prototype stay keys', () => {
    const text = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: __proto__, labels: {__proto__: x, constructor: y, app: a}}
spec: {containers: [{name: a}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: constructor, namespace: __proto__}
spec: {podSelector: {matchLabels: {constructor: y}}}
`;
    const { summary } = analyze([{ id: '__proto__', name: 'f.yaml', text }], 0, registry);
    expect(summary.workloads.map(({ namespace }) => namespace)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('a file of ten megabytes is read', () => {
    const one = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {text: "${'y'.repeat(900)}"}\n---\n`;
    const text = one.repeat(Math.ceil(10_000_000 / one.length));
    const { summary } = analyze([{ id: 'f', name: 'f.yaml', text }], 0, registry);
    expect(summary.unused).toEqual([{ kind: 'ConfigMap', count: Math.ceil(10_000_000 / one.length) }]);
  });
});
