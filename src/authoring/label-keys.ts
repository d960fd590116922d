import type { Pod, Workload } from '../model/cluster';

const neverKeys = new Set([
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'app.kubernetes.io/version',
  'app.kubernetes.io/managed-by',
  'helm.sh/chart',
  'chart',
  'heritage',
  'version',
  'istio.io/rev',
]);
const neverPrefixes = [
  'topology.kubernetes.io/',
  'failure-domain.beta.kubernetes.io/',
  'kubernetes.io/',
  'security.istio.io/',
  'service.istio.io/',
  'linkerd.io/',
];
const jobKeys = new Set(['job-name', 'batch.kubernetes.io/job-name']);
const usual = [
  'app.kubernetes.io/name',
  'app.kubernetes.io/component',
  'app.kubernetes.io/instance',
  'k8s-app',
  'app',
  'name',
  'component',
  'role',
  'tier',
  'service',
];

/** Whether a label may stand in a selector at all (SEL-2): it must outlive a rollout and mean the workload. */
export function isStable(key: string, value: string, workload: Workload, pod: Pod): boolean {
  if (neverKeys.has(key) || key.endsWith('hash')) return false;
  if (neverPrefixes.some((prefix) => key.startsWith(prefix))) return false;
  if (jobKeys.has(key) && workload.kind === 'CronJob') return false;
  return !isGenerated(value, workload, pod);
}

/** Revision hashes, ordinals and ids: values that the next pod will not have. */
function isGenerated(value: string, workload: Workload, pod: Pod): boolean {
  if (/^[0-9a-f]{8,}$/.test(value) && /\d/.test(value)) return true;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) return true;
  if (pod.template || !pod.name.startsWith(`${workload.name}-`)) return false;
  return pod.name
    .slice(workload.name.length + 1)
    .split('-')
    .includes(value);
}

/** A label and how well it suits a selector: compared from left to right, smaller is better (SEL-3). */
export type RankedLabel = { readonly key: string; readonly value: string; readonly rank: readonly number[] };

export function rankLabel(key: string, value: string, workload: Workload, used: boolean): RankedLabel {
  const place = usual.indexOf(key);
  const likeness = value === workload.name ? 0 : workload.name.includes(value) ? 1 : 2;
  return {
    key,
    value,
    rank: [
      workload.selectorLabels.get(key) === value ? 0 : 1,
      used ? 0 : 1,
      place < 0 ? usual.length : place,
      likeness,
      key.length,
    ],
  };
}

export function compareLabels(a: RankedLabel, b: RankedLabel): number {
  for (const [index, rank] of a.rank.entries()) {
    const other = b.rank[index] ?? 0;
    if (rank !== other) return rank - other;
  }
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
