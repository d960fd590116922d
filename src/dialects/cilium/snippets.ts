import type { Snippet } from '../dialect';

function policy(name: string, ...spec: readonly string[]): string {
  return document('CiliumNetworkPolicy', name, '  namespace: default', ...['spec:', ...indented(spec)]);
}

function clusterwide(name: string, ...spec: readonly string[]): string {
  return document('CiliumClusterwideNetworkPolicy', name, 'spec:', ...indented(spec));
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function document(kind: string, name: string, ...rest: readonly string[]): string {
  return ['apiVersion: cilium.io/v2', `kind: ${kind}`, 'metadata:', `  name: ${name}`, ...rest, ''].join(
    '\n',
  );
}

const everyPod = 'endpointSelector: {}';
const api = ['endpointSelector:', '  matchLabels:', '    app: api'];
const dnsRule = [
  '- toEndpoints:',
  '  - matchLabels:',
  '      k8s:io.kubernetes.pod.namespace: kube-system',
  '      k8s-app: kube-dns',
  '  toPorts:',
  '  - ports:',
  '    - port: "53"',
  '      protocol: ANY',
  '    rules:',
  '      dns:',
  '      - matchPattern: "*"',
];

/** Whole documents offered by completion. */
export const ciliumSnippets: readonly Snippet[] = [
  {
    label: 'Cilium default deny ingress',
    doc: 'Isolates every pod of the namespace for connections to it. The item `{}` admits nobody.',
    body: policy('default-deny-ingress', everyPod, 'ingress:', '- {}'),
  },
  {
    label: 'Cilium default deny egress',
    doc: 'Isolates every pod of the namespace for connections from it. Name resolution stops too, unless it is allowed.',
    body: policy('default-deny-egress', everyPod, 'egress:', '- {}'),
  },
  {
    label: 'Cilium allow DNS',
    doc: 'Lets every pod of the namespace ask the cluster’s DNS, and lets Cilium learn the names.',
    body: policy('allow-dns', everyPod, 'egress:', ...dnsRule),
  },
  {
    label: 'Cilium allow from pods',
    doc: 'Lets some pods of the namespace connect to one port of others.',
    body: policy(
      'api-from-frontend',
      ...api,
      'ingress:',
      '- fromEndpoints:',
      '  - matchLabels:',
      '      app: frontend',
      '  toPorts:',
      '  - ports:',
      '    - port: "8080"',
      '      protocol: TCP',
    ),
  },
  {
    label: 'Cilium allow HTTP requests',
    doc: 'Lets through only some HTTP requests; expressions must match the whole path.',
    body: policy(
      'api-read-only',
      ...api,
      'ingress:',
      '- fromEndpoints:',
      '  - matchLabels:',
      '      app: frontend',
      '  toPorts:',
      '  - ports:',
      '    - port: "8080"',
      '      protocol: TCP',
      '    rules:',
      '      http:',
      '      - path: /v1/.*',
      '        method: GET',
    ),
  },
  {
    label: 'Cilium allow to a domain',
    doc: 'Lets pods connect to addresses that DNS gives for a name, and ask for names.',
    body: policy(
      'api-to-example',
      ...api,
      'egress:',
      ...dnsRule,
      '- toFQDNs:',
      '  - matchName: api.example.com',
      '  toPorts:',
      '  - ports:',
      '    - port: "443"',
      '      protocol: TCP',
    ),
  },
  {
    label: 'Cilium deny to the metadata server',
    doc: 'Keeps every pod of the cluster from the cloud’s metadata server. It isolates nothing.',
    body: clusterwide(
      'deny-metadata-server',
      everyPod,
      'enableDefaultDeny:',
      '  egress: false',
      'egressDeny:',
      '- toCIDR:',
      '  - 169.254.169.254/32',
    ),
  },
  {
    label: 'Cilium CIDR group',
    doc: 'Blocks of addresses that policies name together.',
    body: document('CiliumCIDRGroup', 'partners', 'spec:', '  externalCIDRs:', '  - 203.0.113.0/24'),
  },
];
