import { expect, test } from 'vitest';
import { registry } from '../registry';
import { buildSnapshot } from '../snapshot/build';
import type { Snapshot } from '../snapshot/types';

const cluster = `
apiVersion: drawbridge.internal/v1alpha1
kind: Settings
metadata: {name: settings}
spec: {podCIDRs: [10.42.0.0/16], serviceCIDRs: [10.43.0.0/16]}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: shop}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: frontend, namespace: shop}
spec: {selector: {matchLabels: {app: frontend}}, template: {metadata: {labels: {app: frontend}}, spec: {containers: [{name: c, image: x}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: c, image: x, ports: [{name: http, containerPort: 8080}, {containerPort: 9090}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{name: web, port: 80, targetPort: http}]}
---
apiVersion: v1
kind: Service
metadata: {name: bank, namespace: shop}
spec: {type: ExternalName, externalName: bank.example}
---
apiVersion: v1
kind: Service
metadata: {name: nobody, namespace: shop}
spec: {selector: {app: gone}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: postgres, namespace: data}
spec: {selector: {matchLabels: {app: postgres}}, template: {metadata: {labels: {app: postgres}}, spec: {containers: [{name: c, image: x, ports: [{containerPort: 5432}]}]}}}
`;

const policies = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api, namespace: shop}
spec:
  podSelector: {matchLabels: {app: api}}
  policyTypes: [Ingress]
  ingress:
    - from: [{podSelector: {matchLabels: {app: frontend}}}]
      ports: [{port: 8080}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: frontend, namespace: shop}
spec:
  podSelector: {matchLabels: {app: frontend}}
  policyTypes: [Egress]
  egress:
    - to: [{podSelector: {matchLabels: {app: api}}}]
    - to: [{ipBlock: {cidr: 203.0.113.0/24}}]
`;

function snapshot(statements: string, spec = '', cni = 'kubernetes'): Snapshot {
  const expectations = `apiVersion: drawbridge.internal/v1alpha1
kind: Expectations
metadata: {name: shop, namespace: shop}
spec:
${spec}  expect:
${statements
  .trim()
  .split('\n')
  .map((line) => `    - {${line.trim()}}`)
  .join('\n')}
`;
  const files = [
    { id: 'c', name: 'cluster.yaml', text: cluster },
    { id: 'p', name: 'policies.yaml', text: policies },
    { id: 'e', name: 'expectations.yaml', text: expectations },
  ];
  return buildSnapshot({ files, revision: 1, cni }, registry);
}

function outcomes(statements: string, spec?: string, cni?: string): readonly string[] {
  return snapshot(statements, spec, cni).statements.map(({ status, weak, reason }) =>
    [weak ? `${status} weakly` : status, ...(reason === undefined ? [] : [reason])].join(': '),
  );
}

function codes(statements: string): readonly string[] {
  return snapshot(statements)
    .diagnostics.filter(({ code }) => code.startsWith('EXP'))
    .map(({ code, message }) => `${code} ${message}`);
}

test('[EX-7] a Service is checked on the own port of each pod behind it', () => {
  expect(
    outcomes(`from: {workload: frontend}, to: {service: api}, ports: [80], verdict: allowed
              from: {workload: frontend}, to: {service: api}, ports: [web], verdict: allowed
              from: {workload: frontend}, to: {service: api}, verdict: allowed
              from: {workload: frontend}, to: {service: api}, ports: [8080], verdict: allowed
              from: {workload: frontend}, to: {service: nobody}, verdict: denied`),
  ).toEqual([
    'holds',
    'holds',
    'holds',
    'vacuous: the Service has no such port',
    'vacuous: the Service `nobody` has no endpoint',
  ]);
});

test('[EX-8] a failing statement tells which gate is shut, by which policy', () => {
  expect(
    outcomes('from: {workload: frontend}, to: {workload: api}, ports: [9090], verdict: allowed'),
  ).toEqual([
    'fails: `frontend` cannot reach `api` on TCP 9090: `api` is isolated for ingress by `api`, and no rule admits `frontend`',
  ]);
  expect(
    outcomes(
      'from: {workload: api}, to: {workload: postgres, namespace: data}, ports: [5432], verdict: denied',
    ),
  ).toEqual([
    'fails: `api` can reach `data/postgres` on TCP 5432: nothing isolates `api` for egress, and nothing isolates `data/postgres` for ingress',
  ]);
});

test('[EX-5] Else gives way per flow, not per peer', () => {
  const denied = 'from: AnyoneElse, to: {workload: api}, verdict: denied';
  const allowed = 'from: {workload: frontend}, to: {workload: api}, ports: [8080], verdict: allowed';
  expect(outcomes(`${allowed}\n${denied}`)).toEqual(['holds', 'holds']);
  expect(outcomes(denied)[0]).toContain('`frontend` can reach `api` on TCP 8080');
  const wide = 'from: {workload: frontend}, to: {workload: api}, verdict: allowed';
  expect(snapshot(`${wide}\n${denied}`).statements[1]?.pairs.some(({ from }) => from === 2)).toBe(false);
  expect(outcomes(`from: Anyone, to: {workload: api}, verdict: allowed\n${denied}`)[1]).toBe(
    'vacuous: nobody else is left: every such connection is expected to be allowed',
  );
});

test('[EX-6] unmentioned: denied looks at the statements of all documents', () => {
  const spec = '  unmentioned: denied\n  scope: {namespaces: [shop], directions: [Ingress]}\n';
  const results = snapshot(
    'from: {workload: frontend}, to: {workload: api}, ports: [8080], verdict: allowed',
    spec,
  ).statements;
  expect(results.map(({ status, from, to }) => [status, from, to])).toEqual([
    ['holds', 'frontend', 'api'],
    // The ingress gate of frontend is open.
    ['fails', 'anyone else', 'shop'],
  ]);
  const open = results[1]?.pairs ?? [];
  expect(new Set(open.map(({ to }) => to))).toEqual(new Set([2]));
});

test('[EX-10] what says nothing is vacuous', () => {
  expect(
    outcomes(`from: {workload: gone}, to: {workload: api}, verdict: denied
              from: {pods: {app: gone}}, to: {workload: api}, verdict: denied
              from: {workload: frontend}, to: {workload: api}, ports: [nope], verdict: allowed
              from: {cidr: 10.42.0.0/24}, to: {domain: x.example}, verdict: allowed`).slice(0, 3),
  ).toEqual([
    'vacuous: no workload `shop/gone` is in the cluster',
    'vacuous: no pod carries these labels',
    'vacuous: no destination declares a port called `nope`',
  ]);
});

test('[EX-10] what holds only by accident holds weakly', () => {
  expect(
    outcomes(`from: {workload: api}, to: {workload: postgres, namespace: data}, ports: [5432], verdict: allowed
              from: {workload: frontend}, to: {workload: api}, ports: [8080], verdict: allowed`),
  ).toEqual(['holds weakly: it holds only since no policy isolates either end', 'holds']);
  expect(
    outcomes('from: {workload: frontend}, to: {workload: api}, ports: [8080], verdict: allowed', '', 'none'),
  ).toEqual(['holds weakly: it holds only since no policy isolates either end']);
});

test('a domain is known only where all addresses fare alike', () => {
  expect(
    outcomes(`from: {workload: frontend}, to: {domain: bank.example}, ports: [443], verdict: allowed
              from: {workload: api}, to: {domain: bank.example}, ports: [443], verdict: allowed
              from: {workload: frontend}, to: {service: bank}, ports: [443], verdict: denied`),
  ).toEqual([
    'cannotTell: no document says which addresses `bank.example` has',
    'holds weakly: it holds only since no policy isolates either end',
    'cannotTell: no document says which addresses `bank.example` has',
  ]);
});

test('an entity means its addresses', () => {
  expect(
    outcomes(`from: {workload: frontend}, to: {entity: Internet}, ports: [443], verdict: denied
              from: {entity: Internet}, to: {workload: api}, verdict: denied
              from: {entity: Host}, to: {workload: api}, verdict: allowed
              from: {entity: Host}, to: {workload: api}, verdict: denied`).map((text) =>
      text.replace(/:.*/, ''),
    ),
  ).toEqual(['fails', 'holds', 'holds weakly', 'fails']);
});

test('[EX-9] EXP-6 a name that nothing bears is told with the nearest one', () => {
  const extra = 'from: Anyone, to: {workload: api}, ports: [1], verdict: denied';
  expect(codes(`from: {workload: frontent}, to: {workload: api}, verdict: allowed\n${extra}`)).toEqual([
    'EXP-6 no workload `frontent` is in the cluster: did you mean `frontend`?',
  ]);
  expect(codes(`from: {workload: postgres}, to: {workload: api}, verdict: allowed\n${extra}`)).toEqual([
    'EXP-6 no workload `postgres` is in namespace `shop`; one is in `data`',
  ]);
  expect(codes(`from: {workload: api}, to: {service: apy}, verdict: allowed\n${extra}`)).toEqual([
    'EXP-6 no Service `apy` is in the cluster: did you mean `api`?',
  ]);
});

test('[EX-9] EXP-8 two statements that want opposites are both told', () => {
  const told = codes(`from: {workload: frontend}, to: {workload: api}, ports: [8080], verdict: allowed
                      name: nobody, from: AnyPod, to: {workload: api}, ports: ['8000-8100'], verdict: denied`);
  expect(told).toEqual([
    'EXP-8 `nobody` wants the opposite for `frontend` → `api` on TCP 8080',
    'EXP-8 statement 1 wants the opposite for `frontend` → `api` on TCP 8080',
  ]);
});

test('[EX-9] EXP-4 HTTP rules are told to be unenforced', () => {
  const told =
    codes(`from: {workload: frontend}, to: {workload: api}, ports: [8080], http: [{method: GET}], verdict: allowed
                      from: Anyone, to: {workload: api}, ports: [1], verdict: denied`);
  expect(told).toEqual(['EXP-4 no policy of this CNI tells HTTP requests apart: only the port is checked']);
});
