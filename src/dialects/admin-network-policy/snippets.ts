import type { Snippet } from '../dialect';

function policy(kind: string, name: string, ...spec: readonly string[]): string {
  return [
    'apiVersion: policy.networking.k8s.io/v1alpha1',
    `kind: ${kind}`,
    'metadata:',
    `  name: ${name}`,
    'spec:',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

const everyPod = ['subject:', '  namespaces: {}'];

/** Whole policies offered by completion. */
export const adminSnippets: readonly Snippet[] = [
  {
    label: 'admin: allow monitoring everywhere',
    doc: 'Lets a namespace reach every pod, whatever the NetworkPolicies of the namespaces say.',
    body: policy(
      'AdminNetworkPolicy',
      'allow-monitoring',
      'priority: 10',
      ...everyPod,
      'ingress:',
      '- name: from-monitoring',
      '  action: Allow',
      '  from:',
      '  - namespaces:',
      '      matchLabels:',
      '        kubernetes.io/metadata.name: monitoring',
    ),
  },
  {
    label: 'admin: deny to addresses',
    doc: 'Keeps every pod from a range of addresses, whatever the NetworkPolicies say.',
    body: policy(
      'AdminNetworkPolicy',
      'deny-metadata-server',
      'priority: 20',
      ...everyPod,
      'egress:',
      '- name: to-metadata-server',
      '  action: Deny',
      '  to:',
      '  - networks:',
      '    - 169.254.169.254/32',
    ),
  },
  {
    label: 'admin: leave to NetworkPolicies',
    doc: 'Takes the pods of some namespaces out of all later admin policies.',
    body: policy(
      'AdminNetworkPolicy',
      'pass-team-a',
      'priority: 5',
      'subject:',
      '  namespaces:',
      '    matchLabels:',
      '      team: a',
      'ingress:',
      '- action: Pass',
      '  from:',
      '  - namespaces: {}',
      'egress:',
      '- action: Pass',
      '  to:',
      '  - namespaces: {}',
    ),
  },
  {
    label: 'baseline: deny between namespaces',
    doc: 'What holds for pods that no NetworkPolicy selects: only their own namespace’s pods, here `a`, reach them.',
    body: policy(
      'BaselineAdminNetworkPolicy',
      'default',
      'subject:',
      '  namespaces:',
      '    matchLabels:',
      '      kubernetes.io/metadata.name: a',
      'ingress:',
      '- name: from-itself',
      '  action: Allow',
      '  from:',
      '  - namespaces:',
      '      matchLabels:',
      '        kubernetes.io/metadata.name: a',
      '- name: from-others',
      '  action: Deny',
      '  from:',
      '  - namespaces: {}',
    ),
  },
];
