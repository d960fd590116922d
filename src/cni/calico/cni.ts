import type { CalicoPolicySpec } from '../../dialects/calico/spec';
import type { Cni } from '../cni';
import { arrangeCalico } from './arrange';
import { calicoOptionList } from './option-list';
import { calicoReadings } from './readings';
import { calicoSubjects } from './selected';
import { calico331Title, calico332Title, canalTitle } from './titles';
import { calico331, calico332 } from './version';

const subjects: Cni['subjects'] = ({ ref, spec }, cluster) =>
  ref.dialect === 'calico' ? calicoSubjects(cluster, spec as CalicoPolicySpec) : undefined;

const enforced = ['calico', 'networkpolicy'];

export const calico332Cni: Cni = {
  ...calico332Title,
  enforces: [...enforced, 'cluster-network-policy'],
  arrange: (policies, cluster, objects) => arrangeCalico(calico332, policies, cluster, objects),
  subjects,
  options: calicoOptionList,
  readings: (options) => calicoReadings(options, 'name, then namespace'),
};

export const calico331Cni: Cni = {
  ...calico331Title,
  enforces: [...enforced, 'admin-network-policy'],
  arrange: (policies, cluster, objects) => arrangeCalico(calico331, policies, cluster, objects),
  subjects,
  options: calicoOptionList,
  readings: (options) => calicoReadings(options, 'namespace, then name'),
};

export const canalCni: Cni = { ...calico332Cni, ...canalTitle };
