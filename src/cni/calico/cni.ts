import type { Cni } from '../cni';
import { arrangeCalico } from './arrange';
import { calicoOptionList } from './option-list';
import { calicoReadings } from './readings';
import { calico331, calico332 } from './version';

const enforced = ['calico', 'networkpolicy'];

export const calico332Cni: Cni = {
  name: 'calico-3.32',
  title: 'Calico 3.32',
  about: 'Enforces Calico’s policies, NetworkPolicy and ClusterNetworkPolicy, in tiers.',
  enforces: [...enforced, 'cluster-network-policy'],
  arrange: (policies, cluster, objects) => arrangeCalico(calico332, policies, cluster, objects),
  options: calicoOptionList,
  readings: (options) => calicoReadings(options, 'name, then namespace'),
};

export const calico331Cni: Cni = {
  name: 'calico-3.31',
  title: 'Calico 3.31',
  about:
    'Enforces Calico’s policies, NetworkPolicy, AdminNetworkPolicy and BaselineAdminNetworkPolicy, in tiers.',
  enforces: [...enforced, 'admin-network-policy'],
  arrange: (policies, cluster, objects) => arrangeCalico(calico331, policies, cluster, objects),
  options: calicoOptionList,
  readings: (options) => calicoReadings(options, 'namespace, then name'),
};

/** Calico's policy, release 3.32, over a network that Flannel makes. */
export const canalCni: Cni = {
  ...calico332Cni,
  name: 'canal',
  title: 'Canal',
  about: 'Flannel’s network with Calico 3.32 for policy: enforces what Calico 3.32 does.',
};
