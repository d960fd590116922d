import { describe, expect, test } from 'vitest';
import { compileEvaluator } from '../../evaluator/compile';
import { deriveFacts } from '../../evaluator/facts';
import { traceFlow } from '../../evaluator/trace';
import { flowOf, worldOf } from '../../testing/case-runner';
import type { RecordedQuery } from '../../testing/cases';
import type { JsonObject } from '../../yaml/types';

type Asked = Partial<RecordedQuery> & { readonly from: string; readonly to: string };

/** The verdicts of both sides, which both evaluators give alike. */
function ask(
  resources: readonly JsonObject[],
  asked: Asked,
  options: Record<string, string | number | boolean> = {},
  cni = 'calico-3.32',
): string {
  const world = worldOf({ id: 'x', cni, resources, options, queries: [] });
  const flow = flowOf(world.cluster, { protocol: 'TCP', port: 80, ...asked } as RecordedQuery);
  const traced = traceFlow(deriveFacts(world.cluster), world.arrangement, flow);
  const compiled = compileEvaluator(world.cluster, world.policies, world.arrangement).verdict(flow);
  const of = ({ egress, ingress }: { egress: { kind: string }; ingress: { kind: string } }) =>
    `${egress.kind} ${ingress.kind}`;
  const story = of({ egress: traced.egress.verdict, ingress: traced.ingress.verdict });
  expect(of(compiled)).toBe(story);
  expect(compiled.verdict).toEqual(traced.verdict);
  const conditions = traced.verdict.kind === 'allowed' ? traced.verdict.conditions : undefined;
  return conditions === undefined ? story : `${story} if ${conditions.join(' or ')}`;
}

function pod(
  name: string,
  ip: string,
  more: JsonObject = {},
  labels: JsonObject = { app: name },
): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'red', labels },
    spec: { containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 8080 }] }], ...more },
    status: { phase: 'Running', podIP: ip },
  };
}

const onNode = { nodeName: 'n1' };
const web = pod('web', '10.0.0.1', onNode);
const api = pod('api', '10.0.0.2', onNode);
const node: JsonObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n1' },
  status: {
    addresses: [
      { type: 'InternalIP', address: '192.168.0.10' },
      { type: 'InternalIP', address: 'fd00::10' },
    ],
  },
};

function calico(kind: string, spec: JsonObject, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'projectcalico.org/v3', kind, metadata: { name: 'p', ...metadata }, spec };
}

const policy = (spec: JsonObject, name = 'p') => calico('NetworkPolicy', spec, { name, namespace: 'red' });

describe('staged policies', () => {
  const staged = calico('StagedNetworkPolicy', { selector: "app == 'web'" }, { namespace: 'red' });
  const flow = { from: 'red/api', to: 'red/web' };

  test('[CAL-7] decide only where they are asked to', () => {
    expect(ask([web, api, staged], flow)).toBe('allowed allowed');
    expect(ask([web, api, staged], flow, { StagedAsEnforced: true })).toBe('allowed denied');
  });
});

describe('HTTP', () => {
  const rules = policy({
    selector: "app == 'web'",
    ingress: [
      { action: 'Allow', protocol: 'TCP', http: { methods: ['GET'], paths: [{ prefix: '/v1' }] } },
      { action: 'Allow', protocol: 'TCP', destination: { ports: [81] } },
    ],
  });
  const flow = { from: 'red/api', to: 'red/web' };
  const layer = { PolicySyncPathPrefix: '/var/run/nodeagent' };

  test('[CAL-35] is not looked at by the packet filter', () => {
    expect(ask([web, api, rules], flow)).toBe('allowed allowed');
  });

  test('[CAL-36] with an application layer is a condition, exact for a request', () => {
    expect(ask([web, api, rules], flow, layer)).toBe('allowed allowed if GET /v1/…');
    const asked = (method: string, path: string) =>
      ask([web, api, rules], { ...flow, http: { method, path } }, layer);
    expect(asked('GET', '/v1/items')).toBe('allowed allowed');
    expect(asked('POST', '/v1/items')).toBe('allowed denied');
    expect(asked('GET', '/v2')).toBe('allowed denied');
    expect(ask([web, api, rules], { ...flow, port: 81 }, layer)).toBe('allowed allowed');
  });
});

describe('options of the engine', () => {
  const toHost = { from: 'red/web', to: '192.168.0.10' };
  const star = calico('HostEndpoint', { node: 'n1', interfaceName: '*' }, { name: 'star' });

  test('[CAL-56] DefaultEndpointToHostAction decides what a pod sends to its own host', () => {
    expect(ask([web, node], toHost)).toBe('allowed allowed');
    expect(ask([web, node], toHost, { DefaultEndpointToHostAction: 'Drop' })).toBe('allowed denied');
    expect(ask([web, node, star], toHost, { DefaultEndpointToHostAction: 'Return' })).toBe('allowed denied');
    expect(ask([web, node], { ...toHost, to: '192.168.0.11' }, { DefaultEndpointToHostAction: 'Drop' })).toBe(
      'allowed allowed',
    );
  });

  test('[CAL-56] failsafe ports are those of the option', () => {
    const host = calico('HostEndpoint', { node: 'n1', interfaceName: 'eth0' }, { name: 'h' });
    const to = { from: '203.0.113.9', to: '192.168.0.10' };
    expect(ask([node, host], { ...to, port: 22 })).toBe('allowed allowed');
    const own = { FailsafeInboundHostPorts: 'tcp:203.0.113.0/24:8022, udp:53' };
    expect(ask([node, host], { ...to, port: 22 }, own)).toBe('allowed denied');
    expect(ask([node, host], { ...to, port: 8022 }, own)).toBe('allowed allowed');
    expect(ask([node, host], { from: '198.51.100.7', to: to.to, port: 8022 }, own)).toBe('allowed denied');
    expect(ask([node, host], { ...to, protocol: 'UDP', port: 53 }, own)).toBe('allowed allowed');
    expect(ask([node, host], { ...to, port: 22 }, { FailsafeInboundHostPorts: 'none' })).toBe(
      'allowed denied',
    );
  });

  test('[CAL-56] tunnels from pods are dropped unless they are allowed or eBPF is on', () => {
    const tunnel = { from: 'red/web', to: 'red/api', protocol: 'UDP', port: 4789 };
    expect(ask([web, api], tunnel)).toBe('denied allowed');
    expect(ask([web, api], tunnel, { AllowVXLANPacketsFromWorkloads: true })).toBe('allowed allowed');
    expect(ask([web, api], tunnel, { BPFEnabled: true })).toBe('allowed allowed');
    expect(ask([web, api], tunnel, { VXLANPort: 8472 })).toBe('allowed allowed');
    expect(ask([web, api], { ...tunnel, port: 8472 }, { VXLANPort: 8472 })).toBe('denied allowed');
  });
});

test('[CAL-46] what finds a pod’s own host by IPv6 is accepted before policy', () => {
  const six = pod('six', 'fd00::1', onNode);
  const shut = policy({ types: ['Egress'] });
  const asked = (to: string, icmpType: number) =>
    ask([six, node, shut], { from: 'red/six', to, protocol: 'ICMPv6', icmpType });
  expect(asked('fd00::10', 135)).toBe('allowed allowed');
  expect(asked('fd00::10', 128)).toBe('denied allowed');
  expect(asked('fd00::11', 135)).toBe('denied allowed');
});

test('[CAL-34] a Service without slices has the backends that it selects', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'red' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
  };
  const to = policy({
    selector: "app == 'api'",
    egress: [{ action: 'Allow', destination: { services: { name: 'web', namespace: 'red' } } }],
  });
  const asked = (port: number) => ask([web, api, service, to], { from: 'red/api', to: 'red/web', port });
  expect(asked(8080)).toBe('allowed allowed');
  expect(asked(80)).toBe('denied allowed');
});

describe('accounts and namespaces that nobody declares', () => {
  test('[CAL-45] every namespace is there where none is declared', () => {
    expect(ask([web, api], { from: 'red/api', to: 'red/web' })).toBe('allowed allowed');
    const other = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'blue' } };
    expect(ask([web, api, other], { from: 'red/api', to: 'red/web' })).toBe('denied denied');
  });

  test('[CAL-15] an account that is not declared where others are gives no labels', () => {
    const worker = pod('worker', '10.0.0.3', { serviceAccountName: 'runner' });
    const account = (name: string) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: 'red' },
    });
    const to = policy({
      selector: "app == 'web'",
      ingress: [
        { action: 'Allow', source: { serviceAccounts: { selector: "projectcalico.org/name == 'runner'" } } },
      ],
    });
    const flow = { from: 'red/worker', to: 'red/web' };
    expect(ask([web, worker, to], flow)).toBe('allowed allowed');
    expect(ask([web, worker, to, account('runner')], flow)).toBe('allowed allowed');
    expect(ask([web, worker, to, account('other')], flow)).toBe('allowed denied');
  });
});

test('hosts that share an address with a set of names keep apart', () => {
  const host = calico(
    'HostEndpoint',
    {
      node: 'vm',
      interfaceName: 'eth0',
      expectedIPs: ['192.168.0.20'],
      ports: [{ name: 'http', protocol: 'TCP', port: 7777 }],
    },
    { name: 'h', labels: { host: 'vm' } },
  );
  const to = calico('GlobalNetworkPolicy', {
    selector: "app == 'api'",
    egress: [{ action: 'Allow', protocol: 'TCP', destination: { notPorts: ['http'] } }],
  });
  const profile = {
    ...host,
    spec: { ...(host['spec'] as JsonObject), profiles: ['projectcalico-default-allow'] },
  };
  const asked = (end: string, port: number) =>
    ask([web, api, profile, to], { from: 'red/api', to: end, port });
  expect(asked('192.168.0.20', 7777)).toBe('denied allowed');
  expect(asked('192.168.0.20', 8080)).toBe('allowed allowed');
  expect(asked('red/web', 8080)).toBe('denied allowed');
  expect(asked('red/web', 7777)).toBe('allowed allowed');
});

test('[CAL-30] protocols that have no ports are told apart', () => {
  const but = (notProtocol: number, name: string, order: number) =>
    policy({ order, selector: "app == 'web'", ingress: [{ action: 'Allow', notProtocol }] }, name);
  const flow = { from: 'red/api', to: 'red/web' };
  const only47 = [web, api, but(47, 'a', 1)];
  expect(ask(only47, { ...flow, protocol: '47' })).toBe('allowed denied');
  expect(ask(only47, { ...flow, protocol: '50' })).toBe('allowed allowed');
  const both = [...only47, but(50, 'b', 2)];
  expect(ask(both, { ...flow, protocol: '47' })).toBe('allowed allowed');
  expect(ask(both, { ...flow, protocol: '50' })).toBe('allowed allowed');
});
