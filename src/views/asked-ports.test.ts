import { expect, test } from 'vitest';
import { analyzed } from '../testing/analyzed';
import { buildGraph } from './graph';
import { plainRequest } from './graph/picture-fixture';
import { matrixView } from './matrix';

const workload = (name: string, ports: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: c, image: x, ports: [${ports}]}]}
---`;

const toAll = (name: string, app: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec: {podSelector: {matchLabels: {app: ${app}}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}
---`;

const analysis = analyzed(
  [
    workload('web', ''),
    workload('api', '{containerPort: 53, protocol: UDP}, {containerPort: 8080}'),
    workload('mail', ''),
    toAll('api', 'api'),
    toAll('mail', 'mail'),
    `
apiVersion: drawbridge.internal/v1alpha1
kind: Expectations
metadata: {name: shop, namespace: shop}
spec: {expect: [{from: {workload: mail}, to: {workload: api}, verdict: denied}]}`,
  ],
  { cni: 'calico-3.32' },
);

test('a line of every port asks about one that its destination declares', () => {
  const { edges } = buildGraph(analysis, { ...plainRequest });
  const asked = edges.map(({ path }) => `${path.from} ${path.to} ${path.protocol} ${path.port}`);
  expect(asked).toContain('Deployment/shop/web Deployment/shop/api TCP 8080');
  expect(asked).toContain('Deployment/shop/web Deployment/shop/mail TCP 80');
});

test('so does a cell, open or shut, and a path of a bundle', () => {
  const whole = { first: 0, count: 20 };
  const { cells, rows, columns } = matrixView(analysis, {
    rows: whole,
    columns: whole,
    sort: 'cluster',
    grouped: false,
    foldAlike: false,
    folded: [],
    filter: '',
    port: undefined,
    find: undefined,
  });
  const at = (heads: typeof rows.heads, title: string) => heads.findIndex((head) => head.title === title);
  const toApi = (from: string) => cells[at(rows.heads, from)]?.[at(columns.heads, 'api')];
  expect(toApi('web')).toMatchObject({ meaning: 'admitted', path: { protocol: 'TCP', port: 8080 } });
  expect(toApi('mail')).toMatchObject({ path: { protocol: 'TCP', port: 8080 } });
  const view = buildGraph(analysis, {
    ...plainRequest,
    collapsed: ['shop'],
    meanings: ['unguarded', 'admitted'],
    openBundle: 'outside/Internet namespace/shop',
  });
  expect(view.bundlePaths?.paths.map(({ path }) => path.port)).toEqual([80]);
});

test('so does a statement of every port', () => {
  expect(analysis.summary.statements.map(({ status, example }) => ({ status, ...example }))).toEqual([
    {
      status: 'holds',
      from: 'Deployment/shop/mail',
      to: 'Deployment/shop/api',
      protocol: 'TCP',
      port: 8080,
    },
  ]);
});
