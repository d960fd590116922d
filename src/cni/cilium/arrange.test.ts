import { describe, expect, it } from 'vitest';
import { ciliumDialect } from '../../dialects/cilium/dialect';
import type { Policy } from '../../model/policy';
import type { WalkArrangement } from '../../model/tier';
import type { End } from '../../model/walk';
import { buildCluster } from '../../resources/build-cluster';
import { readResources } from '../../resources/read';
import type { JsonObject } from '../../yaml/types';
import { cilium119Cni, cilium120Cni } from './cni';

function pod(name: string, labels: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels: { app: name, ...labels } },
    spec: { containers: [{ name: 'c', ports: [{ name: 'http', containerPort: name === 'b' ? 81 : 80 }] }] },
  };
}

function policy(name: string, spec: JsonObject): JsonObject {
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec: { endpointSelector: {}, ...spec },
  };
}

function world(documents: readonly JsonObject[], cni = cilium120Cni) {
  const read = documents.flatMap(
    (value) => readResources(value, { file: 'f', document: 0, path: [] }).resources,
  );
  const around = { cni: cni.name, options: new Map() };
  const policies = read
    .filter(({ kind }) => kind.startsWith('Cilium'))
    .flatMap((resource): readonly Policy[] => {
      const { policy: found } = ciliumDialect.decode(resource, around);
      return found === undefined ? [] : [found];
    });
  const { cluster } = buildCluster(read.filter(({ kind }) => !kind.startsWith('Cilium')));
  const arrangement = cni.arrange(policies, cluster, []) as WalkArrangement;
  const end = (id: string): End => {
    const found = cluster.pods.find((one) => one.name === id);
    if (found === undefined) throw new Error(`no pod ${id}`);
    return { kind: 'pod', pod: found };
  };
  return { arrangement, end, gateOf: arrangement.gateOf ?? (() => undefined) };
}

describe('gates', () => {
  it('[CIL-37] subjects under the same rules share one gate, unless their port names differ', () => {
    const rule = { toPorts: [{ ports: [{ port: 'http', protocol: 'TCP' }] }] };
    const { gateOf, end } = world([pod('a'), pod('b'), pod('c'), policy('p', { ingress: [rule] })]);
    expect(gateOf(end('a'), 'ingress')).toBe(gateOf(end('c'), 'ingress'));
    expect(gateOf(end('a'), 'ingress')).not.toBe(gateOf(end('b'), 'ingress'));
    expect(gateOf(end('a'), 'egress')?.always).toMatchObject({ kind: 'allowed' });
  });

  it('[CIL-31] what depends on a group of a cloud is undetermined, what does not is not', () => {
    const groups = [{ aws: { securityGroupsIds: ['sg-1'] } }];
    const outside: End = { kind: 'outside', names: [] };
    const { gateOf, end } = world([
      pod('a'),
      policy('p', { egress: [{ toGroups: groups }, { toEntities: ['host'] }] }),
    ]);
    const gate = gateOf(end('a'), 'egress');
    expect(gate?.decide([0], outside, {})).toMatchObject({
      kind: 'undetermined',
      reason: 'toGroups without cloud data',
    });
    expect(gate?.decide([0, 1], outside, {})).toMatchObject({ kind: 'allowed' });
    expect(gate?.decide([], outside, {})).toMatchObject({ kind: 'denied' });
  });

  it('[CIL-52] a conflict leaves both directions of the endpoint undetermined', () => {
    const port = (rules: JsonObject) => ({
      toEndpoints: [{}],
      toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], rules }],
    });
    const egress = [port({ http: [{}] }), port({ dns: [{ matchPattern: '*' }] })];
    const { gateOf, end } = world([pod('a'), policy('p', { egress })]);
    const reason = 'policy conflict: conflicting L7 parsers of one peer and port';
    expect(gateOf(end('a'), 'ingress')?.always).toMatchObject({ kind: 'undetermined', reason });
    expect(gateOf(end('a'), 'egress')?.always).toMatchObject({ kind: 'undetermined', reason });
  });

  it('[CIL-52] two listeners of one priority, and contexts that differ, cannot be merged', () => {
    const listener = (name: string) => ({
      toEndpoints: [{}],
      toPorts: [
        {
          ports: [{ port: '80', protocol: 'TCP' }],
          listener: { envoyConfig: { kind: 'CiliumEnvoyConfig', name: 'e' }, name, priority: 7 },
        },
      ],
    });
    const context = (name: string) => ({
      toEndpoints: [{}],
      toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }], terminatingTLS: { secret: { name } } }],
    });
    const reasonOf = (...egress: JsonObject[]) => {
      const { gateOf, end } = world([pod('a'), policy('p', { egress })]);
      return gateOf(end('a'), 'egress')?.always?.reason;
    };
    expect(reasonOf(listener('one'), listener('two'))).toMatch('two listeners of one priority');
    expect(reasonOf(listener('one'), listener('one'))).toBeUndefined();
    expect(reasonOf(context('one'), context('two'))).toMatch('conflicting TLS contexts');
  });

  it('[CIL-41] 1.19 does not police a pod with a label of the key host', () => {
    const documents = [pod('a', { host: 'x' }), policy('p', { ingress: [{}] })];
    const old = world(documents, cilium119Cni);
    expect(old.gateOf(old.end('a'), 'ingress')?.always).toMatchObject({ kind: 'allowed' });
    const current = world(documents);
    expect(current.gateOf(current.end('a'), 'ingress')?.always).toBeUndefined();
  });

  it('a policy tells whom it selects and whom its rules name', () => {
    const { arrangement, end } = world([
      pod('a'),
      pod('b'),
      policy('p', { endpointSelector: { matchLabels: { app: 'a' } }, ingress: [{ fromEndpoints: [{}] }] }),
    ]);
    const [walked] = arrangement.policies;
    expect(['a', 'b'].map((name) => walked?.subject.holds(end(name)))).toEqual([true, false]);
    expect(walked?.sides.ingress).toMatchObject({ applies: true, isolates: true });
    expect(walked?.sides.ingress.entries).toHaveLength(1);
  });
});
