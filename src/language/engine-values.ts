import { namespaceKey, namespaceLabelsPrefix } from '../cni/cilium/labels';
import type { Cluster } from '../model/cluster';
import type { Snapshot } from '../snapshot/types';
import { labelKeys, labelValues, namespaceNames, type LiveValue } from './live-values';

/** Names of Calico's tiers: the declared ones, and the one that is always there. */
export function tierNames(snapshot: Snapshot): readonly LiveValue[] {
  const names = snapshot.resources
    .filter(({ kind, apiVersion }) => kind === 'Tier' && apiVersion.includes('projectcalico.org/'))
    .map(({ name }) => name);
  return [...new Set([...names, 'default'])].map((value) => ({
    value,
    detail: value === 'default' ? 'where none is named' : 'Tier',
  }));
}

/** Names of service accounts: the declared ones, and those that pods run under. */
export function accountNames({ serviceAccounts, pods }: Cluster): readonly LiveValue[] {
  const declared = [...(serviceAccounts?.keys() ?? [])].map((name) => name.slice(name.indexOf('/') + 1));
  const used = pods.map((pod) => pod.serviceAccount);
  return [...new Set([...declared, ...used])].map((value) => ({ value, detail: 'ServiceAccount' }));
}

/** Keys by which Cilium's selectors see what is around a pod. */
export function ciliumKeys(cluster: Cluster): readonly LiveValue[] {
  return [
    { value: `k8s:${namespaceKey}`, detail: 'name of the namespace' },
    ...labelKeys(cluster, 'namespaces').map(({ value }) => ({
      value: `k8s:${namespaceLabelsPrefix}${value}`,
      detail: 'label of the namespace',
    })),
    { value: 'k8s:io.cilium.k8s.policy.serviceaccount', detail: 'name of the service account' },
  ];
}

/** Values of a label as Cilium's selectors name it: with or without its source. */
export function ciliumValues(cluster: Cluster, written: string): readonly LiveValue[] {
  const key = written.replace(/^(?:k8s|any):/, '');
  if (key === namespaceKey) return namespaceNames(cluster);
  if (key === 'io.cilium.k8s.policy.serviceaccount') return accountNames(cluster);
  if (!key.startsWith(namespaceLabelsPrefix)) return labelValues(cluster, 'pods', key);
  return labelValues(cluster, 'namespaces', key.slice(namespaceLabelsPrefix.length));
}
