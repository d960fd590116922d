import type { OptionValue } from '../../model/cluster';
import type { Cni } from '../cni';
import { arrangeCilium } from './arrange';
import { ciliumOptionList } from './option-list';
import { ciliumOptions } from './options';
import type { Version } from './options';
import { ciliumReadings } from './readings';

function cilium(version: Version): Cni {
  return {
    name: `cilium-${version}`,
    title: `Cilium ${version}`,
    about:
      version === '1.20'
        ? 'Enforces Cilium’s own policies, NetworkPolicy, and ClusterNetworkPolicy where the option says so.'
        : 'Enforces Cilium’s own policies and NetworkPolicy.',
    enforces:
      version === '1.20'
        ? ['cilium', 'networkpolicy', 'cluster-network-policy']
        : ['cilium', 'networkpolicy'],
    arrange: (policies, cluster, objects) => arrangeCilium(version, policies, cluster, objects),
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
