import { describe, expect, test } from 'vitest';
import { readResources } from '../../resources/read';
import type { JsonObject } from '../../yaml/types';
import { calicoDialect } from './dialect';
import type { CalicoPolicySpec } from './spec';

function decode(value: JsonObject, cni = 'calico-3.32') {
  const [resource] = readResources(value, { file: 'f', document: 0, path: [] }).resources;
  if (resource === undefined) throw new Error('no resource');
  return calicoDialect.decode(resource, { cni, options: new Map() });
}

function policy(spec: JsonObject, kind = 'NetworkPolicy', apiVersion = 'projectcalico.org/v3'): JsonObject {
  return { apiVersion, kind, metadata: { name: 'p', namespace: 'red' }, spec };
}

function specOf(value: JsonObject): CalicoPolicySpec | undefined {
  return decode(value).policy?.spec as CalicoPolicySpec | undefined;
}

const stored = 'crd.projectcalico.org/v1';

describe('what is refused', () => {
  const broken = { selector: 'app == ', ingress: [{ action: 'Deny' }] };

  test('[CAL-1] [CAL-2] a policy that the API refuses does not exist, and is told', () => {
    const { policy: found, errors } = decode(policy(broken));
    expect(found).toBeUndefined();
    expect(errors.map(({ message }) => message)).toEqual([
      "Selector = 'app == ' (Reason: failed to validate Field: Selector because of Tag: selector )",
    ]);
  });

  test('[CAL-1] in Calico’s storage nothing is told, and Felix passes over what it cannot read', () => {
    expect(decode(policy(broken, 'NetworkPolicy', stored))).toMatchObject({ policy: undefined, errors: [] });
    expect(calicoDialect.validate(policy(broken, 'NetworkPolicy', stored), around)).toEqual([]);
    const ports = { ingress: [{ action: 'Allow', destination: { ports: [80] } }] };
    expect(decode(policy(ports, 'NetworkPolicy', stored)).policy).toBeUndefined();
    const refused = { ingress: [{ action: 'Allow', source: { nets: ['10.0.0.1/8'] } }] };
    expect(decode(policy(refused)).policy).toBeUndefined();
    expect(decode(policy(refused, 'NetworkPolicy', stored)).policy).toBeDefined();
  });

  test('[CAL-8] a release decides what is refused', () => {
    const elsewhere = policy({ tier: 'security' });
    expect(decode(elsewhere, 'calico-3.32').errors).toEqual([]);
    expect(decode(elsewhere, 'calico-3.31').errors.map(({ message }) => message)).toEqual([
      'Incorrectly formatted policy name p',
    ]);
  });
});

const around = { cni: 'calico-3.32', options: new Map() };

describe('what is read', () => {
  test('[CAL-3] keys match without regard to case, and null is absent', () => {
    const spec = specOf(policy({ Selector: "app == 'a'", ingress: null, Types: ['Egress'] }));
    expect(spec).toMatchObject({ selector: "app == 'a'", types: { ingress: false, egress: true } });
  });

  test('[CAL-4] absent types are what the rules say, in storage both', () => {
    expect(specOf(policy({ egress: [{ action: 'Allow' }] }))?.types).toEqual({
      ingress: false,
      egress: true,
    });
    expect(specOf(policy({ egress: [] }))?.types).toEqual({ ingress: true, egress: false });
    expect(specOf(policy({ egress: [] }, 'NetworkPolicy', stored))?.types).toEqual({
      ingress: true,
      egress: true,
    });
  });

  test('a simple selector is told as labels, another one in words', () => {
    const { policy: simple } = decode(
      policy({
        selector: "app == 'api' && !has(old)",
        ingress: [{ action: 'Allow', source: { selector: "a in {'b','c'}" } }],
      }),
    );
    expect(
      simple?.subject?.pods.requirements.map(({ key, operator, values }) => [key, operator, values]),
    ).toEqual([
      ['app', 'In', ['api']],
      ['old', 'DoesNotExist', []],
    ]);
    expect(simple?.ingress.rules[0]?.peers).toMatchObject([{ kind: 'pods', namespaces: { kind: 'own' } }]);
    const { policy: other } = decode(
      policy({
        selector: "a == 'x' || b == 'y'",
        ingress: [{ action: 'Deny', source: { notSelector: 'has(z)' } }],
      }),
    );
    expect(other?.subject).toBeUndefined();
    expect(other?.ingress.rules[0]?.peers).toMatchObject([{ kind: 'other', words: 'not has(z)' }]);
  });

  test('objects that are no policies are objects', () => {
    const tier = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'Tier',
      metadata: { name: 't' },
      spec: { order: 5 },
    };
    expect(decode(tier)).toMatchObject({
      policy: undefined,
      object: { kind: 'Tier', name: 't', spec: { order: 5, defaultAction: 'deny' } },
    });
    expect(calicoDialect.isPolicy?.('Tier')).toBe(false);
    expect(calicoDialect.isPolicy?.('GlobalNetworkPolicy')).toBe(true);
  });

  test('[CAL-6] a staged policy of Kubernetes’ form is converted and staged', () => {
    const value = policy({ podSelector: { matchLabels: { a: 'b' } } }, 'StagedKubernetesNetworkPolicy');
    expect(specOf(value)).toMatchObject({
      staged: true,
      order: 1000,
      selector: `projectcalico.org/orchestrator == 'k8s' && a == "b"`,
      types: { ingress: true, egress: false },
    });
  });

  test('hostile keys and types neither throw nor pass', () => {
    const parts: readonly JsonObject[] = [
      { ingress: 7, egress: 'x', selector: {}, types: [[]], order: 'high' },
      { ingress: [null, 3, [], { action: [], source: 'x', destination: { ports: [null, {}, [], 'a b'] } }] },
      JSON.parse(
        '{"__proto__": {"selector": "x"}, "constructor": 1, "ingress": [{"__proto__": []}]}',
      ) as JsonObject,
    ];
    for (const part of parts) {
      expect(() => decode(policy(part))).not.toThrow();
      expect(() => decode(policy(part, 'NetworkPolicy', stored))).not.toThrow();
      expect(() => decode(policy(part, 'StagedKubernetesNetworkPolicy', stored))).not.toThrow();
      expect(() => decode(policy(part, 'HostEndpoint', stored))).not.toThrow();
    }
  });
});
