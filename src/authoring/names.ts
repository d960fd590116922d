import type { Cluster } from '../model/cluster';
import type { Snapshot } from '../snapshot/types';
import type { WishEnd } from './wish';

const longestName = 63;
const digits = 'abcdefghijklmnopqrstuvwxyz234567';

/** A policy name that no policy of the namespace has, nor any of `others` (GEN-9). */
export function freePolicyName(
  snapshot: Snapshot,
  namespace: string,
  wished: string,
  others: ReadonlySet<string> = new Set(),
): string {
  const base = fitName(wished);
  const taken = new Set(others);
  for (const { ref } of snapshot.policyDocuments) {
    if (ref.namespace === namespace || (ref.namespace === undefined && namespace === 'default')) {
      taken.add(ref.name);
    }
  }
  if (!taken.has(base)) return base;
  for (let number = 2; ; number++) {
    const name = fitName(`${base}-${number}`);
    if (!taken.has(name)) return name;
  }
}

/** A name that the API server takes, cut where it is too long so that different names stay different. */
export function fitName(wished: string): string {
  const clean = wished
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '');
  if (clean === '') return 'policy';
  if (clean.length <= longestName) return clean;
  return `${clean.slice(0, 57).replace(/-+$/, '')}-${hash(wished)}`;
}

/** Five base-32 digits of a 32-bit FNV-1a hash. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  let found = '';
  for (let index = 0; index < 5; index++) {
    found += digits[value & 31] ?? '';
    value >>>= 5;
  }
  return found;
}

/** An end as part of a policy's name. */
export function nameOfEnd(cluster: Cluster, end: WishEnd): string {
  if (end.kind === 'addresses') return end.internet ? 'internet' : (end.name ?? 'outside');
  if (end.wholeNamespace !== undefined) return end.wholeNamespace;
  return nameOfWorkloads(cluster, end.workloads);
}

export function nameOfWorkloads(cluster: Cluster, workloads: readonly number[]): string {
  const first = cluster.workloads[workloads[0] ?? -1]?.name ?? 'policy';
  return workloads.length > 1 ? `${first}-and-${workloads.length - 1}-more` : first;
}
