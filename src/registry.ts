import { kubernetesCni } from './cni/kubernetes/cni';
import { noneCni } from './cni/none/cni';
import { networkPolicyDialect } from './dialects/networkpolicy/dialect';
import type { Registry } from './snapshot/types';

/** Every dialect and every CNI: adding one means a folder and a line here. The first CNI is the default. */
export const registry: Registry = {
  dialects: [networkPolicyDialect],
  cnis: [kubernetesCni, noneCni],
};
