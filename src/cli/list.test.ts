import { expect, test } from 'vitest';
import { compileEvaluator } from '../evaluator/compile';
import { buildWorld } from '../testing/case-runner';
import type { JsonObject } from '../yaml/types';
import { listPieces } from './list';
import type { ListFormat } from './list-formats';

function list(resources: readonly JsonObject[], format: ListFormat, cni = 'kubernetes'): string {
  const { cluster, policies, arrangement } = buildWorld(resources, cni);
  const evaluator = compileEvaluator(cluster, policies, arrangement);
  return [...listPieces({ cluster, evaluator }, format)].join('');
}

const rows = (resources: readonly JsonObject[], cni?: string) =>
  JSON.parse(list(resources, 'json', cni)) as unknown;

const deployment = (name: string, ports: readonly JsonObject[] = []): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, ports }] } },
  },
});
const pod = (name: string, address: string, labels: JsonObject, owner?: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'shop',
    labels,
    ...(owner !== undefined && {
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'StatefulSet', name: owner, uid: '1', controller: true },
      ],
    }),
  },
  spec: { containers: [{ name: 'a' }] },
  status: { phase: 'Running', podIP: address, podIPs: [{ ip: address }] },
});
const policy = (name: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec,
});

const shop = [
  deployment('front'),
  deployment('api', [{ name: 'web', containerPort: 8080 }]),
  policy('api', {
    podSelector: { matchLabels: { app: 'api' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: [{ podSelector: { matchLabels: { app: 'front' } } }],
        ports: [{ port: 'web' }, { port: 80 }, { port: 443 }, { port: 8081, endPort: 8090 }],
      },
    ],
    egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] } }] }],
  }),
];

test('rows name owners, ports and the largest ranges, and leave out what has nothing to say', () => {
  expect(rows(shop)).toEqual([
    {
      from: 'shop/api[Deployment]',
      to: '203.0.113.0-203.0.113.127',
      connections: [{ protocol: 'All' }],
    },
    {
      from: 'shop/front[Deployment]',
      to: 'shop/api[Deployment]',
      connections: [{ protocol: 'TCP', ports: '80,443,8080-8090' }],
    },
    { from: 'shop/front[Deployment]', to: '0.0.0.0-255.255.255.255', connections: [{ protocol: 'All' }] },
    { from: '0.0.0.0-255.255.255.255', to: 'shop/front[Deployment]', connections: [{ protocol: 'All' }] },
  ]);
});

test('the other formats say the same', () => {
  expect(list(shop, 'text').split('\n')).toEqual([
    'shop/api[Deployment] => 203.0.113.0-203.0.113.127 : every port',
    'shop/front[Deployment] => shop/api[Deployment] : TCP 80,443,8080-8090',
    'shop/front[Deployment] => 0.0.0.0-255.255.255.255 : every port',
    '0.0.0.0-255.255.255.255 => shop/front[Deployment] : every port',
    '',
  ]);
  expect(list(shop, 'csv').split('\n').slice(0, 3)).toEqual([
    'from,to,connections,partial,undetermined,conditional',
    '"shop/api[Deployment]","203.0.113.0-203.0.113.127","every port",,"",""',
    '"shop/front[Deployment]","shop/api[Deployment]","TCP 80,443,8080-8090",,"",""',
  ]);
  expect(list(shop, 'md').split('\n')[3]).toBe(
    '| shop/front[Deployment] | shop/api[Deployment] | TCP 80,443,8080-8090 |',
  );
});

test('ports on which a proxy looks at requests are told apart', () => {
  const manifests = [
    pod('web', '10.0.0.1', { app: 'web' }),
    pod('api', '10.0.0.2', { app: 'api' }),
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'api', namespace: 'shop' },
      spec: {
        endpointSelector: { matchLabels: { app: 'api' } },
        ingress: [
          {
            fromEndpoints: [{}],
            toPorts: [
              { ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ method: 'GET' }] } },
              { ports: [{ port: '90', protocol: 'TCP' }] },
            ],
          },
        ],
      },
    },
  ];
  expect(rows(manifests, 'cilium-1.20')).toContainEqual({
    from: 'shop/web[Pod]',
    to: 'shop/api[Pod]',
    connections: [{ protocol: 'TCP', ports: '80,90' }],
    conditional: [{ protocol: 'TCP', ports: '80' }],
  });
});

test('an empty list is an empty list', () => {
  expect(list([], 'json')).toBe('[]\n');
  expect(list([], 'text')).toBe('');
});

test('pods of one owner that differ give the union, and say so', () => {
  const differ = [
    pod('db-0', '10.0.0.1', { app: 'db', role: 'primary' }, 'db'),
    pod('db-1', '10.0.0.2', { app: 'db', role: 'standby' }, 'db'),
    pod('web', '10.0.0.3', { app: 'web' }),
    policy('shut', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [{}] }),
    policy('primary', {
      podSelector: { matchLabels: { role: 'primary' } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 5432 }] }],
    }),
  ];
  expect(rows(differ)).toContainEqual({
    from: 'shop/web[Pod]',
    to: 'shop/db[StatefulSet]',
    connections: [{ protocol: 'TCP', ports: '5432' }],
    partial: true,
  });
});

test('what hangs on unknown addresses is told apart', () => {
  const open = policy('some', {
    podSelector: { matchLabels: { app: 'api' } },
    ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 80 }] }],
  });
  expect(rows([deployment('front'), deployment('api'), open])).toContainEqual({
    from: 'shop/front[Deployment]',
    to: 'shop/api[Deployment]',
    connections: [],
    undetermined: [{ protocol: 'TCP', ports: '80' }],
  });
});

test('ranges run over the addresses of pods, and IPv6 comes only where it is spoken of', () => {
  const only = (cidr: string) =>
    policy('p', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr } }] }] });
  const to = (resources: readonly JsonObject[]) =>
    (rows(resources) as { from: string; to: string }[])
      .filter(({ from }) => from === 'shop/web[Pod]')
      .map((row) => row.to);
  const web = pod('web', '10.0.0.5', { app: 'web' });
  const other = policy('q', {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '10.0.0.5/32' } }] }],
  });
  expect(to([web, only('10.0.0.0/24')])).toEqual(['10.0.0.0-10.0.0.255']);
  expect(to([web, only('10.0.0.0/24'), other])).toEqual(['10.0.0.0-10.0.0.255']);
  expect(to([web])).toEqual(['0.0.0.0-255.255.255.255']);
  const both = { ...web, status: { phase: 'Running', podIPs: [{ ip: '10.0.0.5' }, { ip: 'fd00::5' }] } };
  expect(to([both])).toEqual(['0.0.0.0-255.255.255.255', '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']);
  const alone = { ...pod('old', '10.0.0.6', {}), status: { phase: 'Running', podIP: '10.0.0.6' } };
  const rowsOfBoth = rows([both, alone]) as { from: string; to: string }[];
  expect(rowsOfBoth.filter(({ from }) => from === 'shop/old[Pod]').map((row) => row.to)).toEqual([
    'shop/web[Pod]',
    '0.0.0.0-255.255.255.255',
  ]);
});
