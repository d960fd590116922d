import { expect, test } from 'vitest';
import type { CniChange } from '../analysis/cni-change';
import type { Analysis } from '../analysis/types';
import { createEngine } from './engine';
import { engineCalls } from './engine-calls';
import type { Parts } from './parts';
import { serve } from './serve';

const unused = () => {
  throw new Error('not part of this test');
};

function parts(change: Partial<Parts> = {}): Parts {
  return {
    registry: () => Promise.resolve({ dialects: [], cnis: [], titles: [] }),
    analyze: (files, revision, _registry, previous) =>
      ({
        summary: { revision, milliseconds: files.length, cni: String(previous?.summary.revision) },
      }) as unknown as Analysis,
    graph: { graph: unused },
    compareCnis: () =>
      Promise.resolve(
        (before, after) => ({ pairs: before.summary.revision + after.summary.revision }) as CniChange,
      ),
    views: unused,
    language: () =>
      Promise.resolve({
        hover: unused,
        complete: unused,
        lenses: (analysis, file) => {
          if (file === 'broken') throw new RangeError('beyond the end');
          return [
            {
              start: analysis.summary.revision,
              about: 'rule' as const,
              parts: [],
              tone: 'plain' as const,
              workloads: [file],
            },
          ];
        },
        outline: unused,
        quickFixes: unused,
        shapes: unused,
        selectorAt: unused,
      }),
    authoring: unused,
    ...change,
  };
}

test('an update hands the previous analysis on, and questions are about the newest', async () => {
  const engine = createEngine(parts());
  const early = engine.lenses('a');
  expect((await engine.update({ revision: 4, files: [] }))?.cni).toBe('undefined');
  expect((await early)[0]?.start).toBe(4);
  expect((await engine.update({ revision: 5, files: [] }))?.cni).toBe('4');
  expect((await engine.lenses('a'))[0]?.start).toBe(5);
});

test('whatever a part throws becomes an answer, and the engine goes on', async () => {
  const engine = createEngine(parts());
  await engine.update({ revision: 1, files: [] });
  expect(await serve(engine, { id: 9, call: 'lenses', arguments: ['broken'] })).toEqual({
    id: 9,
    ok: false,
    message: 'beyond the end',
  });
  expect(await serve(engine, { id: 10, call: 'lenses', arguments: ['a'] })).toMatchObject({ ok: true });
  const odd = { id: 11, call: 'toString', arguments: [] } as unknown as Parameters<typeof serve>[1];
  expect(await serve(engine, odd)).toMatchObject({ ok: false });
});

test('a failing analysis is a rejection and keeps the last one', async () => {
  let fail = false;
  const base = parts();
  const engine = createEngine({
    ...base,
    analyze: (...told) => {
      if (fail) throw new Error('too deep');
      return base.analyze(...told);
    },
  });
  await engine.update({ revision: 1, files: [] });
  fail = true;
  await expect(engine.update({ revision: 2, files: [] })).rejects.toThrow('too deep');
  expect((await engine.lenses('a'))[0]?.start).toBe(1);
});

test('the engine answers every call of the protocol', () => {
  expect(Object.keys(createEngine(parts())).sort()).toEqual([...engineCalls].sort());
});

test('what another CNI changed is told once, and not of texts under the same one', async () => {
  const texts = (revision: number) => ({ revision, files: [] });
  const engine = createEngine(parts());
  await engine.update(texts(1));
  expect(await engine.cniChange()).toBeUndefined();
  await engine.update(texts(2));
  expect(await engine.cniChange()).toEqual({ pairs: 3 });
  expect(await engine.cniChange()).toBeUndefined();
});
