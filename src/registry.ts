import { kubernetesCni } from './cni/kubernetes/cni';
import { noneCni } from './cni/none/cni';
import { adminNetworkPolicyDialect } from './dialects/admin-network-policy/dialect';
import { clusterNetworkPolicyDialect } from './dialects/cluster-network-policy/dialect';
import { networkPolicyDialect } from './dialects/networkpolicy/dialect';
import type { Registry } from './snapshot/types';

/** Every dialect and every CNI: adding one means a folder and a line here. The first CNI is the default. */
export const registry: Registry = {
  dialects: [networkPolicyDialect, adminNetworkPolicyDialect, clusterNetworkPolicyDialect],
  cnis: [kubernetesCni, noneCni],
};
