import { describe, expect, it } from 'vitest';
import { adminSpecOf } from '../../resources/admin-policy/policy';
import { readResources } from '../../resources/read';
import { readFile } from '../../yaml/read-file';
import type { JsonObject } from '../../yaml/types';
import type { Decoded } from '../dialect';
import { clusterNetworkPolicyDialect } from './dialect';

const everyone = { namespaces: {} };

function decode(value: JsonObject, crd?: string): Decoded {
  const [resource] = readResources(value, { file: 'f', document: 0, path: [] }).resources;
  if (resource === undefined) throw new Error('no resource');
  const around = { cni: 'kubernetes', options: new Map(), ...(crd === undefined ? {} : { crd }) };
  return clusterNetworkPolicyDialect.decode(resource, around);
}

function cluster(spec: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'guard' },
    spec: { tier: 'Admin', priority: 7, subject: everyone, ...spec },
    ...more,
  };
}

const specOf = ({ policy }: Decoded) => (policy === undefined ? undefined : adminSpecOf(policy));

describe('reading and refusing', () => {
  it('[CNP-1] refuses another version, and CRDs without it', () => {
    const message =
      'no matches for kind "ClusterNetworkPolicy" in version "policy.networking.k8s.io/v1alpha1"';
    const other = { ...cluster({}), apiVersion: 'policy.networking.k8s.io/v1alpha1' };
    expect(decode(other).errors).toMatchObject([{ message }]);
    expect(decode(cluster({}), '0.1.7-standard').errors).toMatchObject([
      { message: message.replace('alpha1', 'alpha2') },
    ]);
  });

  it('[CNP-3] [CNP-4] takes what either channel takes, unless it is told which is installed', () => {
    const named = cluster({
      egress: [
        {
          action: 'Accept',
          to: [{ networks: ['10.0.0.0/8'] }],
          protocols: [{ destinationNamedPort: 'web' }],
        },
      ],
    });
    const decoded = decode(named);
    expect(specOf(decoded)?.rules.egress[0]?.ports).toMatchObject([{ kind: 'named', name: 'web' }]);
    expect(decoded.errors).toMatchObject([{ field: 'spec.egress[0]', advisory: true }]);
    expect(decode(named, '0.2.0-standard').errors).toEqual([]);
    expect(decode(named, '0.2.0-experimental').policy).toBeUndefined();
    const nodes = cluster({ egress: [{ action: 'Accept', to: [{ nodes: {} }] }] });
    expect(decode(nodes).errors).toEqual([]);
    expect(decode(nodes, '0.2.0-standard').errors).toMatchObject([
      { message: 'unknown field "spec.egress[0].to[0].nodes"' },
    ]);
  });

  it('[CNP-5] keeps a policy with a peer of an unknown kind', () => {
    const decoded = decode(cluster({ ingress: [{ action: 'Deny', from: [{ futures: { a: 1 } }] }] }));
    expect(specOf(decoded)?.rules.ingress[0]?.peers).toMatchObject([{ kind: 'unknown' }]);
    const also = cluster({ foo: 1, ingress: [{ action: 'Deny', from: [{ futures: {} }] }] });
    expect(decode(also).policy).toBeUndefined();
  });

  it('[CNP-7] keeps one with a selector that cannot be read', () => {
    const subject = { pods: { podSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } } };
    const decoded = decode(cluster({ subject }));
    expect(specOf(decoded)?.subject.pods).toBe('unreadable');
    expect(decoded.policy?.subject).toBeUndefined();
  });

  it('[CNP-8] drops status', () => {
    expect(decode(cluster({}, { status: { conditions: [{ type: 7 }] } })).errors).toEqual([]);
  });

  it('reads every kind of port', () => {
    const protocols = [
      { tcp: { destinationPort: { number: 80 } } },
      { sctp: { destinationPort: { range: { start: 1, end: 9 } } } },
    ];
    const decoded = decode(cluster({ ingress: [{ action: 'Pass', from: [everyone], protocols }] }));
    expect(decoded.policy?.ingress).toMatchObject({
      applies: true,
      rules: [
        {
          action: 'pass',
          ports: [
            { kind: 'range', protocol: 'TCP', first: 80, last: 80 },
            { kind: 'range', protocol: 'SCTP', first: 1, last: 9 },
          ],
        },
      ],
    });
    expect(decoded.policy?.egress).toEqual({ applies: false, rules: [] });
  });
});

describe('snippets', () => {
  it.each(clusterNetworkPolicyDialect.snippets.map((snippet) => [snippet.label, snippet] as const))(
    '%s is accepted by both channels',
    (_, { body }) => {
      const [document] = readFile({ id: 'f', name: 'f', text: body }).documents;
      const value = document?.value as JsonObject;
      expect(decode(value, '0.2.0-standard').errors).toEqual([]);
      expect(decode(value).errors).toEqual([]);
    },
  );
});
