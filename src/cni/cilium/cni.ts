import type { Cni } from '../cni';
import { arrangeCilium } from './arrange';
import { ciliumOptionList } from './option-list';
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
    options: ciliumOptionList(version),
    readings: (options) => ciliumReadings(version, options),
  };
}

export const cilium120Cni: Cni = cilium('1.20');
export const cilium119Cni: Cni = cilium('1.19');
