import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from './input-error';
import { run } from './main';

let folder = '';

const cluster = `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: api, image: a, ports: [{containerPort: 8080}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: a}]}
`;
const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api, namespace: shop}
spec:
  podSelector: {matchLabels: {app: api}}
  ingress:
  - from: [{podSelector: {matchLabels: {app: web}}}]
    ports: [{port: 8080}]
`;
const wanted = (verdict: string) => `apiVersion: drawbridge.internal/v1alpha1
kind: Expectations
metadata: {name: shop, namespace: shop}
spec:
  expect:
  - {from: {workload: web}, to: {workload: api}, ports: [8080], verdict: ${verdict}}
  - {from: {workload: web}, to: {workload: api}, ports: [22], verdict: denied}
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drawbridge-'));
  mkdirSync(join(folder, 'nested'));
  writeFileSync(join(folder, 'cluster.yaml'), cluster);
  writeFileSync(join(folder, 'nested', 'policy.yml'), policy);
  writeFileSync(join(folder, 'notes.txt'), 'not a manifest');
  writeFileSync(join(folder, 'good.yaml.wanted'), wanted('allowed'));
  writeFileSync(join(folder, 'bad.yaml.wanted'), wanted('denied'));
  writeFileSync(join(folder, 'broken.yaml.text'), 'apiVersion: v1\nkind: [\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: readonly string[]) => join(folder, ...names);
const printed = (...words: readonly string[]) => [...run(words).out].join('');
const manifests = () => [at('cluster.yaml'), at('nested')];

describe('the command line', () => {
  it('lists who can reach whom, from files and folders', () => {
    const rows = JSON.parse(printed('list', '--format', 'json', folder)) as readonly {
      readonly from: string;
      readonly to: string;
      readonly connections: unknown;
    }[];
    expect(
      rows.find(({ from, to }) => from === 'shop/web[Deployment]' && to === 'shop/api[Deployment]'),
    ).toEqual({
      from: 'shop/web[Deployment]',
      to: 'shop/api[Deployment]',
      connections: [{ protocol: 'TCP', ports: '8080' }],
    });
    expect(
      rows.some(({ from, to }) => from === '0.0.0.0-255.255.255.255' && to === 'shop/api[Deployment]'),
    ).toBe(false);
  });

  it('lets --cni win over everything', () => {
    expect(printed('list', '--cni', 'none', '--format', 'json', ...manifests())).toContain(
      '"from":"0.0.0.0-255.255.255.255","to":"shop/api[Deployment]"',
    );
  });

  it('explains a path in the words of Why', () => {
    const text = printed(
      'explain',
      '--from',
      'web',
      '--to',
      'api',
      '--protocol',
      'TCP',
      '--port',
      '22',
      ...manifests(),
    );
    expect(text).toContain('`web` cannot reach `api` on TCP 22');
    expect(text).toContain('policy.yml');
  });

  it('explains flows of identities, domains and addresses, with ICMP, requests and names', () => {
    const explained = (...words: readonly string[]) => printed('explain', ...words, ...manifests());
    expect(explained('--from', 'entity:host', '--to', 'api', '--port', '8080')).toContain(
      'denied: entity:host to api, TCP 8080',
    );
    expect(explained('--from', 'web', '--to', 'fqdn:api.example.com', '--port', '443')).toContain(
      'allowed: web to api.example.com, TCP 443',
    );
    expect(explained('--from', 'web', '--to', '203.0.113.7', '--icmp-type', '8')).toContain(
      ', ICMP type 8\n',
    );
    expect(explained('--from', 'web', '--to', 'api', '--protocol', 'gre')).toContain(', GRE\n');
    const request = [
      '--http-method',
      'POST',
      '--http-path',
      '/v1',
      '--http-header',
      'X-A: 1',
      '--http-header',
      'X-B: 2',
    ];
    expect(explained('--from', 'web', '--to', 'api', '--port', '8080', ...request)).toContain(
      'TCP 8080 POST /v1\n',
    );
    expect(explained('--from', 'web', '--to', 'api', '--port', '8080', '--sni', 'A.example')).toContain(
      'TCP 8080 SNI a.example\n',
    );
    expect(
      explained('--from', 'web', '--to', 'api', '--protocol', 'UDP', '--port', '53', '--dns', 'a.b'),
    ).toContain('UDP 53 DNS a.b\n');
    expect(explained('--from', 'web', '--to', 'api', '--port', '8080', '--source-port', '53')).toContain(
      'TCP 8080 from port 53\n',
    );
  });

  it.each([
    ['--protocol', 'TCPX'],
    ['--protocol', 'ICMP', '--port', '80'],
    ['--icmp-type', '256'],
    ['--icmp-type', 'echo'],
    ['--protocol', 'ICMP', '--icmp-code', '1'],
    ['--protocol', 'TCP', '--port', '80', '--icmp-type', '8'],
    ['--port', '80', '--source-port', '0'],
    ['--port', '80', '--http-path', 'v1'],
    ['--port', '80', '--http-header', 'no colon'],
    ['--port', '80', '--dns', ''],
    ['--port', '80', '--to', 'entity:hots'],
    ['--port', '80', '--to', 'entity:'],
    ['--port', '80', '--to', 'fqdn:..'],
  ])('explain %s %s is bad input', (...flags) => {
    expect(() => run(['explain', '--from', 'web', '--to', 'api', ...flags, ...manifests()])).toThrow(
      InputError,
    );
  });

  it('[EX-8] tests expectations and tells by the exit code', () => {
    expect(run(['test', ...manifests(), at('good.yaml.wanted')]).exitCode).toBe(0);
    const failed = run(['test', ...manifests(), at('bad.yaml.wanted')]);
    expect(failed.exitCode).toBe(1);
    expect([...failed.out].join('')).toContain('FAILS');
    expect(run(['test', '--waive', 'fails', ...manifests(), at('bad.yaml.wanted')]).exitCode).toBe(0);
  });

  it('leaves out a document that cannot be read, and says so', () => {
    const { warnings, exitCode } = run(['list', ...manifests(), at('broken.yaml.text')]);
    expect(exitCode).toBe(0);
    expect(warnings.join('\n')).toContain('broken.yaml.text:');
  });

  it.each([
    [['list']],
    [['list', '/does/not/exist']],
    [['list', '--format', 'xml', '.']],
    [['list', '--cni', 'weave', '.']],
    [['list', '--frmat', 'json', '.']],
    [['list', '--format']],
    [['explain', '--from', 'a', '.']],
    [['explain', '--from', 'a', '--to', 'b', '--port', '70000', '.']],
    [['test', '--waive', 'everything', '.']],
    [['frobnicate']],
  ])('%s is bad input', (words) => {
    expect(() => run(words)).toThrow(InputError);
  });

  it('takes an unknown end of explain as bad input', () => {
    expect(() => run(['explain', '--from', 'nobody', '--to', 'api', '--port', '80', ...manifests()])).toThrow(
      InputError,
    );
  });

  it('takes nothing to test as bad input', () => {
    expect(() => run(['test', ...manifests()])).toThrow(InputError);
  });
});
