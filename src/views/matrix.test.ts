import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../analysis/types';
import { hasPort, portSetText } from '../model/ports';
import { analyzed, manifestText } from '../testing/analyzed';
import { clusterManifests } from '../testing/generate-cluster';
import { policyManifests } from '../testing/generate-policies';
import { explain } from './explanation';
import { matrixView } from './matrix';
import type { MatrixRequest, MatrixView } from './matrix-types';

const request: MatrixRequest = {
  rows: { first: 0, count: 200 },
  columns: { first: 0, count: 200 },
  sort: 'cluster',
  grouped: true,
  foldAlike: false,
  folded: [],
  filter: '',
  port: undefined,
  find: undefined,
};

const pod = (namespace: string, name: string, labels = `app: ${name}`) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {${labels}}}\nspec: {containers: [{name: c, image: i, ports: [{containerPort: 8080}]}]}\n`;

const shop = analyzed([
  [
    pod('data', 'db'),
    pod('shop', 'api'),
    pod('shop', 'batch'),
    pod('shop', 'web'),
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080}]}]}
`,
    `apiVersion: drawbridge.internal/v1alpha1
kind: Expectations
metadata: {name: e, namespace: shop}
spec:
  expect:
    - {from: {workload: batch}, to: {workload: api}, ports: [8080], verdict: allowed}
    - {from: {workload: web}, to: {workload: api}, ports: [8080], verdict: allowed}
    - {from: {workload: api}, to: {workload: db, namespace: data}, ports: [8080], verdict: denied}
`,
  ].join('---\n'),
]);

/** Rows as text: `batch: db=unguarded api=blocked`. */
function lines(view: MatrixView): readonly string[] {
  return view.cells.map((row, at) => {
    const cells = row.map((cell, column) => `${view.columns.heads[column]?.title}=${cell.meaning}`);
    return `${view.rows.heads[at]?.title}: ${cells.join(' ')}`;
  });
}

const workloadsOnly = (view: MatrixView) =>
  lines(view).map((line) => line.replace(/ Internet\S*=[\w ]+$/u, ''));

describe('the matrix', () => {
  it('has the worst meaning of every pair, outside senders first and receivers last', () => {
    expect(lines(matrixView(shop, request))).toEqual([
      'Internet: db=unguarded api=closed batch=unguarded web=unguarded Internet=itself',
      'db: db=itself api=closed batch=unguarded web=unguarded Internet=unguarded',
      'api: db=unwanted api=itself batch=unguarded web=unguarded Internet=unguarded',
      'batch: db=unguarded api=blocked batch=itself web=unguarded Internet=unguarded',
      'web: db=unguarded api=works batch=unguarded web=itself Internet=unguarded',
    ]);
  });

  it('counts pairs by meaning and finds what is not as wanted in reading order', () => {
    const view = matrixView(shop, request);
    expect(view.counts).toEqual({
      works: 1,
      blocked: 1,
      unwanted: 1,
      admitted: 0,
      depends: 0,
      unguarded: 15,
    });
    expect(view.pairs).toBe(20);
    expect(view.mismatches).toEqual([
      { row: 2, column: 0 },
      { row: 3, column: 1 },
    ]);
  });

  it('says whom a row reaches and by whom a column is reached', () => {
    const view = matrixView(shop, request);
    expect(view.rows.heads.map(({ total }) => total)).toEqual([3, 3, 4, 3, 4]);
    expect(view.columns.heads.map(({ total }) => total)).toEqual([4, 1, 4, 4, 4]);
  });

  it('speaks every cell, with its ports', () => {
    const cell = matrixView(shop, request).cells[3]?.[1];
    expect(cell?.spoken).toBe('batch to api: wanted, blocked, TCP 8080');
    expect(cell?.path).toEqual({ from: 'Pod/shop/batch', to: 'Pod/shop/api', protocol: 'TCP', port: 8080 });
  });

  it('answers windows of itself', () => {
    const whole = matrixView(shop, request);
    const part = matrixView(shop, {
      ...request,
      rows: { first: 2, count: 2 },
      columns: { first: 1, count: 3 },
    });
    expect(part.rowCount).toBe(5);
    expect(part.rows.heads).toEqual(whole.rows.heads.slice(2, 4));
    expect(part.cells).toEqual(whole.cells.slice(2, 4).map((row) => row.slice(1, 4)));
    const beyond = matrixView(shop, {
      ...request,
      rows: { first: 90, count: 9 },
      columns: { first: -3, count: 0 },
    });
    expect([beyond.cells, beyond.rows.heads, beyond.columns.heads]).toEqual([[], [], []]);
  });

  it('finds the cell of a path', () => {
    const find = { from: 'Pod/shop/batch', to: 'Pod/shop/api' };
    expect(matrixView(shop, { ...request, find }).found).toEqual({ row: 3, column: 1 });
    expect(matrixView(shop, { ...request, find, filter: 'to:web' }).found).toBeUndefined();
    expect(matrixView(shop, { ...request, find: { from: 'x', to: '__proto__' } }).found).toBeUndefined();
  });

  it('filters by words of names, namespaces and labels, by row or column alone, and by port', () => {
    expect(matrixView(shop, { ...request, filter: 'app=api' }).rows.heads.map(({ title }) => title)).toEqual([
      'api',
    ]);
    const one = matrixView(shop, { ...request, filter: 'from:batch to:shop' });
    expect(lines(one)).toEqual(['batch: api=blocked batch=itself web=unguarded']);
    const other = matrixView(shop, { ...request, port: { protocol: 'TCP', port: 22 }, filter: 'shop' });
    expect(lines(other)).toEqual([
      'api: api=itself batch=unguarded web=unguarded',
      'batch: api=closed batch=itself web=unguarded',
      'web: api=closed batch=unguarded web=itself',
    ]);
    expect(matrixView(shop, { ...request, filter: 'nothing' }).empty).toBeDefined();
  });

  it('sorts within namespaces, or all in one list', () => {
    const titles = (options: Partial<MatrixRequest>) =>
      matrixView(shop, { ...request, filter: 'shop', ...options }).rows.heads.map(({ title }) => title);
    expect(titles({ sort: 'reaches' })).toEqual(['api', 'web', 'batch']);
    expect(titles({ sort: 'name', grouped: false })).toEqual(['api', 'batch', 'web']);
    expect(
      matrixView(shop, { ...request, grouped: false }).rowGroups.map(({ namespace }) => namespace),
    ).toEqual([undefined, undefined]);
  });

  it('folds a namespace to one row and column with counts', () => {
    const view = matrixView(shop, { ...request, folded: ['shop'], filter: 'from:pod to:pod' });
    expect(workloadsOnly(view)).toEqual(['db: db=itself shop=unguarded', 'shop: db=unwanted shop=blocked']);
    expect(view.cells[1]?.[1]).toMatchObject({ mixed: true, pairs: 6, worst: 1 });
    expect(view.cells[1]?.[1]?.spoken).toBe('shop to shop: 1 of 6 pairs wanted, blocked');
    expect(view.rowGroups[1]).toMatchObject({ title: 'shop', folded: true, count: 1 });
  });

  it('folds alike workloads into one row', () => {
    const alike = analyzed([
      [pod('a', 'one'), pod('a', 'two', 'app: one'), pod('a', 'three', 'app: x')].join('---\n'),
    ]);
    const view = matrixView(alike, { ...request, foldAlike: true, filter: 'from:pod to:pod' });
    expect(view.rows.heads.map(({ title, count }) => `${title} ${count}`)).toEqual(['one 2', 'three 1']);
    expect(view.cells[0]?.[0]).toMatchObject({ meaning: 'unguarded', pairs: 2 });
  });

  it('says why there is nothing to see', () => {
    expect(matrixView(analyzed(['']), request).empty).toBeDefined();
  });
});

describe('laws of the matrix', () => {
  const clusters = fc.tuple(clusterManifests, policyManifests);
  const made = ([objects, policies]: [readonly object[], readonly object[]]): Analysis =>
    analyzed([manifestText(objects), manifestText(policies)]);

  it('law: a cell is the worst meaning of its pair, and what it offers to explain agrees with it', () => {
    fc.assert(
      fc.property(clusters, (pair) => {
        const analysis = made(pair);
        const view = matrixView(analysis, request);
        for (const [at, row] of view.cells.entries()) {
          for (const [column, cell] of row.entries()) {
            const from = analysis.endOf(view.rows.heads[at]?.key ?? '') ?? -1;
            const to = analysis.endOf(view.columns.heads[column]?.key ?? '') ?? -1;
            if (cell.meaning === 'itself' || cell.meaning === 'no path') continue;
            const [worst] = analysis.meanings(from, to);
            expect(cell.meaning).toBe(worst?.meaning ?? 'closed');
            expect(cell.ports).toBe(worst === undefined ? '' : portSetText(worst.ports));
            const verdict = cell.path === undefined ? undefined : explain(analysis, cell.path)?.verdict;
            if (cell.meaning === 'closed' || cell.meaning === 'blocked') expect(verdict).not.toBe('allowed');
            if (cell.meaning === 'unguarded') expect(verdict).toBe('allowed');
          }
        }
      }),
      { numRuns: 15, seed: 31 },
    );
  });

  it('law: a row reaches exactly the ends to which some port is allowed for some pair', () => {
    fc.assert(
      fc.property(clusters, (pair) => {
        const analysis = made(pair);
        const { evaluator, cluster } = analysis.snapshot;
        const view = matrixView(analysis, request);
        for (const head of view.rows.heads) {
          const from = analysis.endOf(head.key) ?? -1;
          let reached = 0;
          for (let to = 0; to < evaluator.ends; to++) {
            if (to === from || (from >= cluster.workloads.length && to >= cluster.workloads.length)) continue;
            const { allowed, partial } = evaluator.connection(from, to);
            if (allowed.length + partial.length > 0) reached += 1;
          }
          expect(head.total).toBe(reached);
        }
      }),
      { numRuns: 20, seed: 32 },
    );
  });

  it('law: every order, grouping and folding shows the same pairs, and one port is a part of all', () => {
    fc.assert(
      fc.property(
        clusters,
        fc.constantFrom('name', 'reaches', 'reached by', 'alike' as const),
        fc.boolean(),
        (pair, sort, grouped) => {
          const analysis = made(pair);
          const plain = matrixView(analysis, request);
          const folded = analysis.summary.namespaces.map(({ name }) => name);
          expect(matrixView(analysis, { ...request, sort, grouped }).counts).toEqual(plain.counts);
          expect(matrixView(analysis, { ...request, sort, foldAlike: true }).counts).toEqual(plain.counts);
          expect(matrixView(analysis, { ...request, folded }).counts).toEqual(plain.counts);
          const port = { protocol: 'TCP', port: 80 } as const;
          const narrow = matrixView(analysis, { ...request, port });
          for (const [at, row] of narrow.cells.entries()) {
            for (const [column, cell] of row.entries()) {
              const from = analysis.endOf(narrow.rows.heads[at]?.key ?? '') ?? -1;
              const to = analysis.endOf(narrow.columns.heads[column]?.key ?? '') ?? -1;
              const some = analysis.meanings(from, to).filter(({ ports }) => hasPort(ports, 'TCP', 80));
              if (cell.meaning !== 'itself' && cell.meaning !== 'no path') {
                expect(cell.meaning).toBe(some[0]?.meaning ?? 'closed');
              }
            }
          }
        },
      ),
      { numRuns: 20, seed: 33 },
    );
  });
});
