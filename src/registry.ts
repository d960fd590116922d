import { calico331Cni, calico332Cni, canalCni } from './cni/calico/cni';
import { cilium119Cni, cilium120Cni } from './cni/cilium/cni';
import { calicoDialect } from './dialects/calico/dialect';
import { ciliumDialect } from './dialects/cilium/dialect';
import { kubernetesRegistry } from './registry-kubernetes';
import type { Registry } from './snapshot/types';

/** Every dialect and every CNI: adding one means a folder, a line here and its title in `registry-kubernetes.ts`. */
export const registry: Registry = {
  dialects: [...kubernetesRegistry.dialects, calicoDialect, ciliumDialect],
  cnis: [...kubernetesRegistry.cnis, calico332Cni, calico331Cni, canalCni, cilium120Cni, cilium119Cni],
  titles: kubernetesRegistry.titles,
};
