import type { CniTitle } from '../cni';

export const calico332Title: CniTitle = {
  name: 'calico-3.32',
  title: 'Calico 3.32',
  about: 'Enforces Calico’s policies, NetworkPolicy and ClusterNetworkPolicy, in tiers.',
};

export const calico331Title: CniTitle = {
  name: 'calico-3.31',
  title: 'Calico 3.31',
  about:
    'Enforces Calico’s policies, NetworkPolicy, AdminNetworkPolicy and BaselineAdminNetworkPolicy, in tiers.',
};

/** Calico's policy, release 3.32, over a network that Flannel makes. */
export const canalTitle: CniTitle = {
  name: 'canal',
  title: 'Canal',
  about: 'Flannel’s network with Calico 3.32 for policy: enforces what Calico 3.32 does.',
};
