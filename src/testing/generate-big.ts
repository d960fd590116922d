import { Random } from './random';

/** How large a generated cluster is. */
export type BigSize = { readonly workloads: number; readonly policies: number; readonly seed: number };

/** A generated cluster as the texts of two files. */
export type BigCluster = { readonly cluster: string; readonly policies: string };

type Workload = {
  readonly namespace: string;
  readonly name: string;
  readonly team: string;
  readonly tier: string;
  readonly port: number;
  readonly named: boolean;
};

const kinds = [
  'api',
  'web',
  'worker',
  'cache',
  'db',
  'gateway',
  'search',
  'mail',
  'billing',
  'auth',
] as const;
const teams = ['payments', 'orders', 'people', 'platform', 'data'] as const;
const tiers = ['frontend', 'backend', 'storage'] as const;
const ports = [80, 443, 3000, 5432, 6379, 8080, 8443, 9000, 9090] as const;

/**
 * A large cluster as people write one: namespaces of about twenty Deployments with common labels. Most namespaces deny
 * by default, a third both ways and then with a DNS rule, and let monitoring in; the other policies let one app into
 * another, near or across namespaces (with the leaving rule where it takes one), or speak of addresses.
 */
export function generateBig({ workloads, policies, seed }: BigSize): BigCluster {
  const random = new Random(seed);
  const namespaces = Array.from({ length: Math.max(2, Math.round(workloads / 20)) }, (_, at) => ({
    name: `${random.pick(teams)}-${at}`,
    team: random.pick(teams),
    env: random.pick(['prod', 'staging', 'dev']),
  }));
  const all = Array.from({ length: workloads }, (_, at): Workload => {
    const { name, team } = namespaces[at % namespaces.length] ?? { name: 'default', team: 'none' };
    return {
      namespace: name,
      name: `${random.pick(kinds)}-${at}`,
      team,
      tier: random.pick(tiers),
      port: random.pick(ports),
      named: random.chance(0.5),
    };
  });
  const cluster = [
    ...namespaces.map(({ name, team, env }) => namespaceText(name, { team, env })),
    ...['kube-system', 'monitoring'].map((name) => namespaceText(name, { team: 'platform', env: 'prod' })),
    ...all.map((workload) => deploymentText(workload, random)),
  ];
  const texts: string[] = [];
  const leavingShut = new Set<string>();
  for (const { name } of namespaces) {
    const roll = random.next();
    if (roll < 0.05) continue;
    const both = roll < 0.35;
    texts.push(defaultDeny(name, both), monitoringRule(name));
    if (!both) continue;
    leavingShut.add(name);
    texts.push(dnsRule(name));
  }
  const byNamespace = new Map<string, Workload[]>();
  for (const workload of all) {
    byNamespace.set(workload.namespace, [...(byNamespace.get(workload.namespace) ?? []), workload]);
  }
  while (texts.length < policies) {
    const subject = random.pick(all);
    const roll = random.next();
    const from = random.pick(roll < 0.6 ? (byNamespace.get(subject.namespace) ?? all) : all);
    if (roll < 0.9) {
      texts.push(ingressRule(subject, from, texts.length));
      if (leavingShut.has(from.namespace)) texts.push(egressRule(from, subject, texts.length));
    } else {
      texts.push(addressRule(subject, texts.length, leavingShut.has(subject.namespace), random));
    }
  }
  return { cluster: cluster.join('---\n'), policies: texts.slice(0, policies).join('---\n') };
}

function namespaceText(name: string, labels: Readonly<Record<string, string>>): string {
  const lines = Object.entries(labels).map(([key, value]) => `    ${key}: ${value}\n`);
  return `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels:\n${lines.join('')}`;
}

function deploymentText({ namespace, name, team, tier, port, named }: Workload, random: Random): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  replicas: ${random.below(4) + 1}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
        app.kubernetes.io/part-of: ${namespace}
        team: ${team}
        tier: ${tier}
    spec:
      containers:
        - name: main
          image: registry.example.com/${team}/${name}:1.${random.below(9)}.0
          ports:
            - containerPort: ${port}${named ? '\n              name: main' : ''}
`;
}

function head(namespace: string, name: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
`;
}

function defaultDeny(namespace: string, both: boolean): string {
  const types = both ? '    - Ingress\n    - Egress\n' : '    - Ingress\n';
  return `${head(namespace, 'default-deny')}  podSelector: {}\n  policyTypes:\n${types}`;
}

function dnsRule(namespace: string): string {
  return `${head(namespace, 'allow-dns')}  podSelector: {}
  policyTypes:
    - Egress
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
          podSelector:
            matchLabels:
              k8s-app: kube-dns
      ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 53
`;
}

function monitoringRule(namespace: string): string {
  return `${head(namespace, 'allow-monitoring')}  podSelector: {}
  policyTypes:
    - Ingress
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: monitoring
      ports:
        - port: 9090
`;
}

/** A peer that is one workload, in one of the ways people write it. */
function peerText(peer: Workload, subject: Workload, at: number): string {
  const near = peer.namespace === subject.namespace;
  const namespace = near
    ? '        - podSelector:\n'
    : `        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ${peer.namespace}
          podSelector:
`;
  if (at % 5 === 0) {
    return `${namespace}            matchExpressions:
              - key: app.kubernetes.io/name
                operator: In
                values:
                  - ${peer.name}
                  - ${peer.name}-canary
`;
  }
  const tier = at % 3 === 0 ? `              tier: ${peer.tier}\n` : '';
  return `${namespace}            matchLabels:
              app.kubernetes.io/name: ${peer.name}
${tier}`;
}

function ingressRule(subject: Workload, from: Workload, at: number): string {
  return `${head(subject.namespace, `to-${subject.name}-${at}`)}  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${subject.name}
  policyTypes:
    - Ingress
  ingress:
    - from:
${peerText(from, subject, at)}      ports:
        - protocol: TCP
          port: ${subject.named ? 'main' : subject.port}
`;
}

function egressRule(subject: Workload, to: Workload, at: number): string {
  return `${head(subject.namespace, `from-${subject.name}-${at}`)}  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${subject.name}
  policyTypes:
    - Egress
  egress:
    - to:
${peerText(to, subject, at)}      ports:
        - protocol: TCP
          port: ${to.port}
`;
}

function addressRule(subject: Workload, at: number, leavingShut: boolean, random: Random): string {
  const direction = leavingShut || random.chance(0.1) ? 'Egress' : 'Ingress';
  const block = random.chance(0.3)
    ? `cidr: 0.0.0.0/0
            except:
              - 10.0.0.0/8
              - 172.16.0.0/12
              - 192.168.0.0/16`
    : `cidr: ${random.pick(['203.0.113', '198.51.100', `52.${random.below(250)}.${random.below(250)}`])}.${random.below(16) * 16}/28`;
  return `${head(subject.namespace, `outside-${subject.name}-${at}`)}  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${subject.name}
  policyTypes:
    - ${direction}
  ${direction.toLowerCase()}:
    - ${direction === 'Egress' ? 'to' : 'from'}:
        - ipBlock:
            ${block}
      ports:
        - protocol: TCP
          port: 443
`;
}
