import { cilium119Cni, cilium120Cni } from './cni/cilium/cni';
import { kubernetesCni } from './cni/kubernetes/cni';
import { calico331Cni, calico332Cni, canalCni } from './cni/calico/cni';
import { noneCni } from './cni/none/cni';
import { adminNetworkPolicyDialect } from './dialects/admin-network-policy/dialect';
import { calicoDialect } from './dialects/calico/dialect';
import { ciliumDialect } from './dialects/cilium/dialect';
import { clusterNetworkPolicyDialect } from './dialects/cluster-network-policy/dialect';
import { networkPolicyDialect } from './dialects/networkpolicy/dialect';
import type { Registry } from './snapshot/types';

/** Every dialect and every CNI: adding one means a folder and a line here. The first CNI is the default. */
export const registry: Registry = {
  dialects: [
    networkPolicyDialect,
    adminNetworkPolicyDialect,
    clusterNetworkPolicyDialect,
    calicoDialect,
    ciliumDialect,
  ],
  cnis: [kubernetesCni, calico332Cni, calico331Cni, canalCni, cilium120Cni, cilium119Cni, noneCni],
};
