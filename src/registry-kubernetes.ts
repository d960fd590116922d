import { calico331Title, calico332Title, canalTitle } from './cni/calico/titles';
import { cilium119Title, cilium120Title } from './cni/cilium/titles';
import { kubernetesCni } from './cni/kubernetes/cni';
import { noneCni } from './cni/none/cni';
import { adminNetworkPolicyDialect } from './dialects/admin-network-policy/dialect';
import { clusterNetworkPolicyDialect } from './dialects/cluster-network-policy/dialect';
import { networkPolicyDialect } from './dialects/networkpolicy/dialect';
import type { Registry } from './snapshot/types';

/** What manifests need that name no other engine than Kubernetes: small enough to be loaded before the first picture. */
export const kubernetesRegistry: Registry = {
  dialects: [networkPolicyDialect, adminNetworkPolicyDialect, clusterNetworkPolicyDialect],
  cnis: [kubernetesCni, noneCni],
  titles: [
    kubernetesCni,
    calico332Title,
    calico331Title,
    canalTitle,
    cilium120Title,
    cilium119Title,
    noneCni,
  ].map(({ name, title, about }) => ({ name, title, about })),
};

/** Names of engines, and escapes that could hide one. */
const otherEngines = /calico|canal|cilium|\\[xuU]/i;

/** Whether texts may hold something that only the whole registry reads. */
export function needsAll(texts: readonly string[]): boolean {
  return texts.some((text) => otherEngines.test(text));
}
