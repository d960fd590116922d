import { expect, test } from 'vitest';
import { analyzed } from '../testing/analyzed';

const cluster = `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: a}}
---
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: shop, labels: {app: api}}
spec: {containers: [{name: c, image: x}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: c, image: x}]}
`;
const networkPolicy = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: plain, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}}
`;
const ciliumPolicy = `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: own, namespace: shop}
spec: {endpointSelector: {matchLabels: {app: api}}, ingress: [{}]}
`;
const calicoPolicy = `---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: everywhere}
spec: {selector: "app == 'api'", ingress: [{action: Allow}]}
`;
const adminPolicy = `---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: admin}
spec:
  priority: 1
  subject: {pods: {namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app: api}}}}
  ingress: [{action: Deny, from: [{namespaces: {}}]}]
`;
const clusterPolicy = `---
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: cnp}
spec:
  tier: Admin
  priority: 1
  subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: api}}}}
  ingress: [{action: Deny, from: [{namespaces: {}}]}]
`;

function shown(cni: string, policy: string, settings = '') {
  const { summary } = analyzed([`${cluster}${policy}`, settings], { cni });
  const ids = ['Pod/shop/api', 'Pod/shop/web'];
  return {
    states: summary.policies.map(({ state }) => state),
    cards: ids.map((id) => summary.workloads.find((workload) => workload.id === id)?.notEnforced),
    said: summary.problems.filter(({ code }) => code === 'POLICY-NOT-ENFORCED').map(({ message }) => message),
  };
}

test.each([
  ['none', networkPolicy, 'none (Flannel) does not enforce a NetworkPolicy'],
  ['kubernetes', ciliumPolicy, 'Kubernetes reference does not enforce a CiliumNetworkPolicy'],
  ['calico-3.32', ciliumPolicy, 'Calico 3.32 does not enforce a CiliumNetworkPolicy'],
  ['cilium-1.20', calicoPolicy, 'Cilium 1.20 does not enforce a GlobalNetworkPolicy'],
  ['calico-3.32', adminPolicy, 'Calico 3.32 does not enforce an AdminNetworkPolicy'],
  ['calico-3.31', clusterPolicy, 'Calico 3.31 does not enforce a ClusterNetworkPolicy'],
])(
  'under %s what is not enforced is said of the document and of the workloads it means',
  (cni, policy, text) => {
    const found = shown(cni, policy);
    expect(found.states).toEqual(['not enforced']);
    expect(found.cards).toEqual([1, 0]);
    expect(found.said).toEqual([`${text}: this one changes no verdict here`]);
  },
);

const settings = (option: string) => `apiVersion: drawbridge.internal/v1alpha1
kind: Settings
metadata: {name: settings}
spec: {options: {${option}}}
`;

test('what an option of Cilium switches off is not enforced, and the option is named', () => {
  const off = shown('cilium-1.20', clusterPolicy);
  expect(off.states).toEqual(['not enforced']);
  expect(off.cards).toEqual([1, 0]);
  expect(off.said[0]).toContain('while its option `enable-k8s-cluster-network-policy` is off');
  const on = shown('cilium-1.20', clusterPolicy, settings('enable-k8s-cluster-network-policy: true'));
  expect(on).toEqual({ states: ['in force'], cards: [0, 0], said: [] });
  const plain = shown('cilium-1.20', networkPolicy, settings('enable-k8s-networkpolicy: false'));
  expect(plain.states).toEqual(['not enforced']);
});
