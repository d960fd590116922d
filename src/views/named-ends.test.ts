import { describe, expect, test } from 'vitest';
import type { Analysis } from '../analysis/types';
import { settingsOf } from '../cli/verdicts';
import { analyzed, manifestText } from '../testing/analyzed';
import { endsOf } from '../testing/ask-flows';
import { recordedText, verdictCases } from '../testing/cases';
import { checkPath } from './check-path';
import { outsideDetail, policyDetail } from './detail';
import { explain } from './explanation';
import { buildGraph } from './graph';
import { plainRequest } from './graph/picture-fixture';
import type { GraphRequest } from './graph-types';
import { limitWords } from './limits';
import { matrixView } from './matrix';
import type { MatrixRequest } from './matrix-types';
import { spoken } from './sentences';

const workload = (namespace: string, name: string, port: number) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: c, image: x, ports: [{containerPort: ${port}}, {containerPort: 9090}]}]}
---`;

const networkPolicy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}`;

const cilium = `${workload('shop', 'web', 8080)}${workload('shop', 'api', 8080)}
apiVersion: cilium.io/v2
kind: CiliumCIDRGroup
metadata: {name: payments}
spec: {externalCIDRs: [203.0.113.0/24]}
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: api, namespace: shop}
spec:
  endpointSelector: {matchLabels: {app: api}}
  ingress:
    - fromEndpoints: [{matchLabels: {app: web}}]
      toPorts:
        - ports: [{port: "8080", protocol: TCP}]
          rules: {http: [{method: GET, path: "/v1/.*"}]}
        - ports: [{port: "9090", protocol: TCP}]
    - fromEntities: [kube-apiserver]
      toPorts: [{ports: [{port: "9090", protocol: TCP}]}]
  egress:
    - toFQDNs: [{matchName: api.example.com}, {matchPattern: "*.example.org"}]
      toPorts: [{ports: [{port: "443", protocol: TCP}]}]
    - toCIDRSet: [{cidrGroupRef: payments}]
      toPorts: [{ports: [{port: "8443", protocol: TCP}]}]
---
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: {name: web-out}
spec: {endpointSelector: {matchLabels: {app: web}}, egress: [{toEntities: [world]}, {toEndpoints: [{matchLabels: {app: api}}]}]}`;

const calico = `${workload('shop', 'web', 8080)}${workload('data', 'db', 5432)}
apiVersion: v1
kind: Node
metadata: {name: node-1}
status: {addresses: [{type: InternalIP, address: 10.0.4.11}]}
---
apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata: {name: node-1-eth0, labels: {host: edge}}
spec: {node: node-1, interfaceName: eth0, expectedIPs: [10.0.4.11]}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkSet
metadata: {name: partners, labels: {kind: partner}}
spec: {nets: [203.0.113.0/24, 198.51.100.0/24]}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: out}
spec: {selector: "app in {'web', 'db'}", types: [Egress], egress: [{action: Allow, protocol: TCP, destination: {selector: kind == 'partner', ports: [443]}}]}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: hosts}
spec: {selector: host == 'edge', types: [Ingress], ingress: [{action: Allow, protocol: TCP, destination: {ports: [9100]}}]}`;

const draw = (analysis: Analysis, request: Partial<GraphRequest> = {}) =>
  buildGraph(analysis, { ...plainRequest, ...request });
const pills = (analysis: Analysis) =>
  draw(analysis).nodes.flatMap((node) =>
    node.kind === 'outside' ? [`${node.outsideKind} ${node.title} ${node.side}`] : [],
  );
const wholeMatrix: MatrixRequest = {
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

const underCilium = analyzed([cilium], { cni: 'cilium-1.20' });
const underCalico = analyzed([calico], { cni: 'calico-3.32' });

describe('cards', () => {
  test('NetworkPolicies name nobody outside: the picture has the Internet alone', () => {
    const text = `${workload('shop', 'web', 80)}${workload('shop', 'api', 80)}${networkPolicy}`;
    for (const cni of ['kubernetes', 'calico-3.32', 'cilium-1.20']) {
      expect(pills(analyzed([text], { cni }))).toEqual(['internet Internet left']);
    }
  });

  test('a domain, a pattern, an identity and a group of blocks that a policy names are cards', () => {
    expect(pills(underCilium).sort()).toEqual([
      'domain *.example.org right',
      'domain api.example.com right',
      'entity API server left',
      'internet Internet left',
      'internet Internet right',
      'set payments right',
    ]);
  });

  test('what the chosen CNI does not enforce names nobody', () => {
    expect(pills(analyzed([cilium], { cni: 'calico-3.32' }))).toEqual(['internet Internet left']);
  });

  test('`world` is the Internet where the two may do the same', () => {
    const [internet] = draw(underCilium).nodes.filter((node) => node.id === 'outside/Internet to');
    expect(internet).toMatchObject({ title: 'Internet', detail: 'world, but payments' });
    expect(internet).toHaveProperty('parts', ['outside/Internet', 'entity:world']);
  });

  test('a network set is a card by its name, and a host endpoint one by its node', () => {
    const nodes = draw(underCalico).nodes.filter(({ kind }) => kind === 'outside');
    expect(nodes).toContainEqual(expect.objectContaining({ title: 'partners', outsideKind: 'set' }));
    expect(underCalico.summary.outside).toContainEqual(
      expect.objectContaining({ id: 'node:node-1', detail: 'host endpoint 10.0.4.11' }),
    );
  });

  test('a few domains with the same lines each have a card, many share one', () => {
    const names = (count: number) =>
      Array.from({ length: count }, (_, at) => `{matchName: n${at}.example.com}`).join(', ');
    const of = (count: number) =>
      pills(
        analyzed(
          [
            `${workload('shop', 'web', 80)}
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: out, namespace: shop}
spec: {endpointSelector: {}, egress: [{toFQDNs: [${names(count)}]}]}`,
          ],
          { cni: 'cilium-1.20' },
        ),
      ).filter((pill) => pill.startsWith('domain'));
    expect(of(6)).toHaveLength(6);
    expect(of(7)).toEqual(['domain n0.example.com right']);
  });

  test('selecting one shows who reaches it and fades the rest', () => {
    const { nodes } = draw(underCilium, { selection: { kind: 'outside', id: 'fqdn:api.example.com' } });
    const toneOf = (id: string) => nodes.find((node) => node.id === id)?.tone;
    expect(toneOf('fqdn:api.example.com to')).toBe('normal');
    expect(toneOf('Deployment/shop/api')).toBe('normal');
    expect(toneOf('entity:kube-apiserver')).toBe('faded');
    const lines = outsideDetail(underCilium, 'fqdn:api.example.com')?.reachedBy.items ?? [];
    expect(lines.map(({ end, meaning, ports }) => `${end.title} ${meaning} ${ports}`)).toEqual([
      'api depends TCP 8443',
      'api admitted TCP 443',
      'web admitted every port',
    ]);
  });

  test('a line to a domain that depends on its address is drawn when it is asked about', () => {
    const path = { from: 'Deployment/shop/api', to: 'fqdn:api.example.com', protocol: 'TCP', port: 8443 };
    const meanings = (request: Partial<GraphRequest>) =>
      draw(underCilium, request)
        .edges.filter(({ to }) => to === 'fqdn:api.example.com to')
        .map(({ meaning }) => meaning);
    expect(meanings({})).not.toContain('depends');
    expect(meanings({ selection: { kind: 'path', path } })).toContain('depends');
  });
});

describe('limits', () => {
  test('a line of which a proxy lets only some requests through says by which port, and leads to why', () => {
    const edge = draw(underCilium).edges.find(
      ({ from, to }) => from === 'Deployment/shop/web' && to === 'Deployment/shop/api',
    );
    expect(edge).toMatchObject({
      label: '8080 9090',
      limits: { words: 'only some HTTP requests', letters: 4 },
    });
    expect(edge?.description).toContain('only some HTTP requests on TCP 8080: GET /v1/.*');
    expect(edge?.path.port).toBe(8080);
    expect(draw(underCilium).limited).toBe(1);
  });

  test('no line has the sign where nothing is looked into', () => {
    expect(draw(underCalico)).toMatchObject({ limited: 0 });
    expect(draw(underCalico).edges.every(({ limits }) => limits === undefined)).toBe(true);
    expect(matrixView(underCalico, wholeMatrix).limited).toBe(false);
  });

  test('a cell carries it for the port that is asked about, and for no other', () => {
    const cell = (port: number) => {
      const request = { ...wholeMatrix, port: { protocol: 'TCP', port } };
      const { cells, rows, columns, limited } = matrixView(underCilium, request);
      const at = (heads: typeof rows.heads, title: string) => heads.findIndex((head) => head.title === title);
      return { limits: cells[at(rows.heads, 'web')]?.[at(columns.heads, 'api')]?.limits, limited };
    };
    expect(cell(8080)).toEqual({ limits: 'only some HTTP requests: GET /v1/.*', limited: true });
    expect(cell(9090)).toEqual({ limits: undefined, limited: false });
  });

  test('the words tell names from requests', () => {
    expect(limitWords(['DNS name *.example.com'])).toBe('only some DNS names');
    expect(limitWords(['server name a.example.com'])).toBe('only some TLS server names');
    expect(limitWords(['GET /v1/.*', 'POST /v1'])).toBe('only some HTTP requests');
    expect(limitWords(['GET /', 'DNS name a'])).toBe('only some requests');
    expect(limitWords([])).toBe('only some requests');
  });
});

describe('rows and columns', () => {
  test('a domain has a column and no row: nothing is known to come from a name', () => {
    const { rows, columns } = matrixView(underCilium, wholeMatrix);
    expect(columns.heads.map(({ title }) => title)).toContain('api.example.com');
    expect(rows.heads.map(({ title }) => title)).not.toContain('api.example.com');
    expect(rows.heads.map(({ title }) => title)).toContain('API server');
  });

  test('a filter finds them by name and by kind', () => {
    const found = matrixView(underCilium, { ...wholeMatrix, filter: 'to:domain' }).columns.heads;
    expect(found.map(({ title }) => title)).toEqual(['*.example.org', 'api.example.com']);
  });
});

describe('a chosen policy', () => {
  const lit = (analysis: Analysis, key: string) =>
    draw(analysis, { selection: { kind: 'policy', key } }).nodes.flatMap((node) =>
      node.lit ? [node.id] : [],
    );

  test('a global policy lights up its pods and their namespaces', () => {
    expect(lit(underCalico, 'calico GlobalNetworkPolicy /out').sort()).toEqual([
      'Deployment/data/db',
      'Deployment/shop/web',
      'namespace/data',
      'namespace/shop',
    ]);
    expect(lit(underCilium, 'cilium CiliumClusterwideNetworkPolicy /web-out')).toEqual([
      'namespace/shop',
      'Deployment/shop/web',
    ]);
  });

  test('a policy of hosts selects their nodes', () => {
    const detail = policyDetail(underCalico, 'calico GlobalNetworkPolicy /hosts');
    expect(spoken(detail?.sentence ?? [])).toBe('Selects node-1; isolates it for ingress.');
    expect(underCalico.subjects(1)).toEqual([underCalico.endOf('node:node-1')]);
  });

  test('more workloads than a summary names are all lit', () => {
    const many = Array.from({ length: 60 }, (_, at) => workload('shop', `w${at}`, 80)).join('');
    const text = `${many}
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: all}
spec: {selector: all(), types: [Ingress]}`;
    expect(lit(analyzed([text], { cni: 'calico-3.32' }), 'calico GlobalNetworkPolicy /all')).toHaveLength(61);
  });

  test('its rules name what they hold outside', () => {
    const rules = (analysis: Analysis, key: string, side: number) =>
      policyDetail(analysis, key)?.sides[side]?.rules.map(({ admits }) =>
        admits.items.map(({ title }) => title),
      );
    expect(rules(underCalico, 'calico GlobalNetworkPolicy /out', 0)).toEqual([['partners']]);
    const out = rules(underCilium, 'cilium CiliumNetworkPolicy shop/api', 1);
    expect(out).toEqual([['*.example.org', 'api.example.com'], ['payments']]);
  });
});

test('Check a path reads a pattern that a policy names, and says which name stands for it', () => {
  const answer = checkPath(underCilium, 'api to fqdn:*.example.org 443');
  if (answer.kind !== 'paths') throw new Error('no path was understood');
  expect(answer.paths[0]).toMatchObject({ verdict: 'allowed', to: '*.example.org' });
});

describe('law: a line or a cell with an end that is told by name says what tracing says', () => {
  test.each(['kubernetes-anp', 'calico-3.32-directed', 'cilium-1.20'])('%s', (file) => {
    const naming = /toFQDNs|fromEntities|toEntities|domainNames|HostEndpoint|"nodes"/;
    const cases = verdictCases(recordedText(file)).filter((one) =>
      naming.test(JSON.stringify(one.resources)),
    );
    const step = Math.max(1, Math.floor(cases.length / 8));
    let compared = 0;
    for (const { resources, cni, options = {}, names = {} } of cases.filter((_, at) => at % step === 0)) {
      const analysis = analyzed([manifestText([...settingsOf({ options, names }), ...resources])], { cni });
      const { cluster, evaluator } = analysis.snapshot;
      const isNamed = (id: string) => analysis.namedEnd(analysis.endOf(id) ?? -1) !== undefined;
      const flowEnds = (id: string) => {
        const end = analysis.endOf(id) ?? -1;
        const named = analysis.namedEnd(end);
        return named === undefined ? endsOf(cluster, evaluator, end) : [named];
      };
      const kindsOf = (path: { from: string; to: string; protocol: string; port: number }) => {
        const protocol = path.protocol as 'TCP' | 'UDP' | 'SCTP' | 'other';
        return flowEnds(path.from).flatMap((from) =>
          flowEnds(path.to).map((to) => evaluator.trace({ from, to, protocol, port: path.port }).verdict),
        );
      };
      const port = { protocol: 'TCP', port: 443 };
      const { cells } = matrixView(analysis, { ...wholeMatrix, port });
      for (const { path, meaning, limits } of cells.flat()) {
        if (path === undefined || (!isNamed(path.from) && !isNamed(path.to))) continue;
        const verdicts = kindsOf(path);
        const some = (kind: string) => verdicts.some((verdict) => verdict.kind === kind);
        if (meaning === 'closed') expect(some('allowed') || some('undetermined')).toBe(false);
        else if (meaning === 'depends') expect(some('undetermined') || some('allowed')).toBe(true);
        else expect(some('allowed')).toBe(true);
        const bound = verdicts.some(
          (verdict) => verdict.kind === 'allowed' && verdict.conditions !== undefined,
        );
        expect(limits !== undefined).toBe(bound);
        compared++;
      }
      for (const { path, meaning } of draw(analysis).edges) {
        if (!isNamed(path.from) && !isNamed(path.to)) continue;
        const shown = explain(analysis, path)?.verdict;
        expect(meaning === 'depends' ? 'undetermined' : 'allowed').toBe(shown);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(10);
  });
});
