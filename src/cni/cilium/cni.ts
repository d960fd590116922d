import type { CiliumSpec } from '../../dialects/cilium/spec';
import type { OptionValue } from '../../model/cluster';
import type { Cni } from '../cni';
import { arrangeCilium } from './arrange';
import { ciliumOptionList } from './option-list';
import { ciliumOptions } from './options';
import type { Version } from './options';
import { ciliumReadings } from './readings';
import { ciliumSubjects } from './selected';
import { cilium119Title, cilium120Title } from './titles';

function cilium(version: Version): Cni {
  return {
    ...(version === '1.20' ? cilium120Title : cilium119Title),
    enforces:
      version === '1.20'
        ? ['cilium', 'networkpolicy', 'cluster-network-policy']
        : ['cilium', 'networkpolicy'],
    arrange: (policies, cluster, objects) => arrangeCilium(version, policies, cluster, objects),
    subjects: ({ ref, spec }, cluster) =>
      ref.dialect === 'cilium' ? ciliumSubjects(cluster, spec as CiliumSpec) : undefined,
    switchedOff: (options) => switchedOff(version, options),
    options: ciliumOptionList(version),
    readings: (options) => ciliumReadings(version, options),
  };
}

/** Kubernetes' own kinds are read only where a flag says so. */
function switchedOff(
  version: Version,
  options: ReadonlyMap<string, OptionValue>,
): ReadonlyMap<string, string> {
  const { networkPolicy, clusterNetworkPolicy } = ciliumOptions(version, { options });
  const off = new Map<string, string>();
  if (!networkPolicy) off.set('networkpolicy', 'enable-k8s-networkpolicy');
  if (!clusterNetworkPolicy) off.set('cluster-network-policy', 'enable-k8s-cluster-network-policy');
  return off;
}

export const cilium120Cni: Cni = cilium('1.20');
export const cilium119Cni: Cni = cilium('1.19');
