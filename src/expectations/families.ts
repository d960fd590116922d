import type { Cluster } from '../model/cluster';
import type { Policy } from '../model/policy';

/**
 * The address families in which pods of this cluster can have connections at all. Where nothing tells, IPv4, and IPv6 only
 * if some policy speaks of it.
 */
export function familiesOf(cluster: Cluster, policies: readonly Policy[]): ReadonlySet<4 | 6> {
  const families = new Set<4 | 6>();
  for (const pod of cluster.pods) for (const { family } of pod.addresses) families.add(family);
  for (const { family } of cluster.settings.podCidrs) families.add(family);
  for (const node of cluster.nodes) for (const { family } of node.podCidrs) families.add(family);
  if (families.size > 0) return families;
  families.add(4);
  if (policies.some(speaksOfIpv6)) families.add(6);
  return families;
}

function speaksOfIpv6(policy: Policy): boolean {
  return [...policy.ingress.rules, ...policy.egress.rules].some(
    ({ peers }) =>
      peers !== 'any' && peers.some((peer) => peer.kind === 'addresses' && peer.cidr.family === 6),
  );
}
