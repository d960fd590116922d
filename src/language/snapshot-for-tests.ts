import { kubernetesCni } from '../cni/kubernetes/cni';
import { noneCni } from '../cni/none/cni';
import { networkPolicyDialect } from '../dialects/networkpolicy/dialect';
import { buildSnapshot } from '../snapshot/build';
import type { Registry, Snapshot } from '../snapshot/types';

/** What the language is asked with in tests. */
export const registry: Registry = {
  dialects: [networkPolicyDialect],
  cnis: [kubernetesCni, noneCni],
  titles: [kubernetesCni, noneCni],
};

/** A small shop: three namespaces, five workloads, a Service. */
export const shop = `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: Namespace
metadata: {name: data, labels: {tier: storage}}
---
apiVersion: v1
kind: Namespace
metadata: {name: ops, labels: {team: platform}}
---
${deployment('frontend', 'shop', 'app: front-end, tier: web', '{name: http, containerPort: 8080}')}
---
${deployment('api', 'shop', 'app: api, tier: backend', '{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}')}
---
${deployment('cart', 'shop', 'app: cart, tier: backend', '{containerPort: 8080}')}
---
${deployment('postgres', 'data', 'app.kubernetes.io/name: postgres', '{name: pg, containerPort: 5432}')}
---
${deployment('prometheus', 'ops', 'app: prometheus', '{containerPort: 9090}')}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec:
  selector: {app: api}
  ports:
  - {port: 80, targetPort: http}
`;

function deployment(name: string, namespace: string, labels: string, ports: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {${labels}}}
  template:
    metadata: {labels: {${labels}}}
    spec:
      containers:
      - {name: main, image: none, ports: [${ports}]}`;
}

export type Marked = {
  readonly snapshot: Snapshot;
  /** The text without its mark. */
  readonly text: string;
  /** Where the `|` stood; -1 without one. */
  readonly offset: number;
};

/** The shop with one more file, `policies.yaml`, in whose text a `|` marks the caret. */
export function withPolicies(marked: string, settings = ''): Marked {
  const offset = marked.indexOf('|');
  const text = offset === -1 ? marked : marked.slice(0, offset) + marked.slice(offset + 1);
  const files = [
    { id: 'c', name: 'cluster.yaml', text: settings + shop },
    { id: 'p', name: 'policies.yaml', text },
  ];
  return { snapshot: buildSnapshot({ files, revision: 1 }, registry), text, offset };
}

/** A NetworkPolicy of the shop with this spec, two columns deep. */
export function policyText(spec: string, name = 'backend'): string {
  const lines = spec.replace(/^\n|\n *$/g, '').split('\n');
  const deep = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  const body = lines.map((line) => `  ${line.slice(deep)}`).join('\n');
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: shop
spec:
${body}
`;
}
