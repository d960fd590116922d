import type { Cluster } from '../model/cluster';
import type { Policy } from '../model/policy';

const toldBy = new WeakMap<Cluster, ReadonlySet<4 | 6>>();
const speaking = new WeakMap<Policy, boolean>();

/**
 * The address families in which pods of this cluster can have connections at all. Where nothing tells, IPv4, and IPv6 only
 * if some policy speaks of it.
 */
export function familiesOf(cluster: Cluster, policies: readonly Policy[]): ReadonlySet<4 | 6> {
  const told = toldBy.get(cluster) ?? familiesTold(cluster);
  toldBy.set(cluster, told);
  if (told.size > 0) return told;
  return new Set(policies.some(speaksOfIpv6) ? [4, 6] : [4]);
}

function familiesTold(cluster: Cluster): ReadonlySet<4 | 6> {
  const families = new Set<4 | 6>();
  for (const pod of cluster.pods) for (const { family } of pod.addresses) families.add(family);
  for (const { family } of cluster.settings.podCidrs) families.add(family);
  for (const node of cluster.nodes) for (const { family } of node.podCidrs) families.add(family);
  return families;
}

function speaksOfIpv6(policy: Policy): boolean {
  const known = speaking.get(policy);
  if (known !== undefined) return known;
  const speaks = [...policy.ingress.rules, ...policy.egress.rules].some(
    ({ peers }) =>
      peers !== 'any' && peers.some((peer) => peer.kind === 'addresses' && peer.cidr.family === 6),
  );
  speaking.set(policy, speaks);
  return speaks;
}

/** The families in which a workload's pods can have connections; an unknown address may be of any family told. */
export function familiesOfWorkload(
  cluster: Cluster,
  workload: number,
  told: ReadonlySet<4 | 6>,
): ReadonlySet<4 | 6> {
  const families = new Set<4 | 6>();
  for (const index of cluster.workloads[workload]?.pods ?? []) {
    const pod = cluster.pods[index];
    if (pod?.addressing === 'known') for (const { family } of pod.addresses) families.add(family);
    if (pod?.addressing === 'unknown') {
      const ranges =
        cluster.settings.podCidrs.length > 0
          ? cluster.settings.podCidrs
          : cluster.nodes.flatMap((node) => node.podCidrs);
      for (const family of pod.hostNetwork || ranges.length === 0
        ? told
        : ranges.map((range) => range.family)) {
        families.add(family);
      }
    }
  }
  return families;
}
