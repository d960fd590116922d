import type { CniTitle } from '../cni';

export const cilium120Title: CniTitle = {
  name: 'cilium-1.20',
  title: 'Cilium 1.20',
  about: 'Enforces Cilium’s own policies, NetworkPolicy, and ClusterNetworkPolicy where the option says so.',
};

export const cilium119Title: CniTitle = {
  name: 'cilium-1.19',
  title: 'Cilium 1.19',
  about: 'Enforces Cilium’s own policies and NetworkPolicy.',
};
