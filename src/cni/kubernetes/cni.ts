import type { Cluster } from '../../model/cluster';
import type { Policy } from '../../model/policy';
import type { Arrangement, Tier } from '../../model/tier';
import type { Stage, WalkLevel, WalkPolicy } from '../../model/walk';
import { adminSpecOf } from '../../resources/admin-policy/policy';
import type { AdminSpec } from '../../resources/admin-policy/types';
import type { Cni } from '../cni';
import { walkAdminPolicy } from './walk-admin';
import { walkNetworkPolicy } from './walk-networkpolicy';

const adminDialects: ReadonlySet<string> = new Set(['admin-network-policy', 'cluster-network-policy']);

/**
 * The policies of Kubernetes as their APIs document them: admin policies first, NetworkPolicies for what these leave
 * open, the baseline where none of them selects the pod. The pod's own node always enters.
 * Upstream: kubernetes/api `networking/v1/types.go`, kubernetes-sigs/network-policy-api, kube-network-policies.
 */
export const kubernetesCni: Cni = {
  name: 'kubernetes',
  title: 'Kubernetes reference',
  about:
    'Enforces NetworkPolicy, AdminNetworkPolicy and ClusterNetworkPolicy as their APIs document them, and nothing else.',
  enforces: ['networkpolicy', ...adminDialects],
  arrange: (policies, cluster) =>
    policies.some(({ ref }) => adminDialects.has(ref.dialect)) ? walk(policies, cluster) : union(policies),
  readings: () => [
    { of: 'enforcement', text: 'policies count' },
    { of: 'blocks', text: 'an ipBlock matches pods by their addresses' },
    { of: 'policy types', text: 'only directions that `policyTypes` lists count' },
    {
      of: 'host network',
      text: 'a pod on the network of its node is that node: selectors never match it, blocks do',
    },
    { of: 'baseline', text: 'Baseline rules are asked only where no NetworkPolicy isolates' },
  ],
};

/** NetworkPolicies alone unite. */
function union(policies: readonly Policy[]): Arrangement {
  const enforced = policies.filter((policy) => policy.ref.dialect === 'networkpolicy');
  const tiers: readonly Tier[] = [
    { name: 'NetworkPolicy', levels: [{ combine: 'union', policies: enforced }], end: 'isolated' },
  ];
  return { kind: 'union', tiers: { ingress: tiers, egress: tiers }, enforces: true, ownNodeEnters: true };
}

/** All three tiers; also what NetworkPolicies alone are as a walk. */
export function walk(policies: readonly Policy[], cluster: Cluster): Arrangement {
  const admin: Ranked[] = [];
  const baseline: Ranked[] = [];
  const namespaced: WalkPolicy[] = [];
  const walked = policies.map((policy): WalkPolicy => {
    const spec = adminDialects.has(policy.ref.dialect) ? adminSpecOf(policy) : undefined;
    if (spec === undefined) {
      const own = walkNetworkPolicy(policy, cluster);
      if (policy.ref.dialect === 'networkpolicy') namespaced.push(own);
      return own;
    }
    const own = walkAdminPolicy(policy, spec, cluster);
    (spec.tier === 'Admin' ? admin : baseline).push({ own, spec });
    return own;
  });
  const stage: Stage = {
    tiers: [
      { name: 'Admin', levels: [ranked(admin)], end: 'next' },
      { name: 'NetworkPolicy', levels: [{ combine: 'strongest', policies: namespaced }], end: 'isolated' },
      { name: 'Baseline', levels: [ranked(baseline)], end: 'next' },
    ],
    end: 'allow',
  };
  return {
    kind: 'walk',
    policies: walked,
    gate: { ingress: [stage], egress: [stage] },
    enforces: true,
    ownNodeEnters: true,
  };
}

type Ranked = { readonly own: WalkPolicy; readonly spec: AdminSpec };

/** By priority; the API leaves the order of equal ones open, engines take that of their names. */
function ranked(policies: readonly Ranked[]): WalkLevel {
  const sorted = [...policies].sort(
    (a, b) =>
      a.spec.priority - b.spec.priority ||
      compareTexts(a.own.policy.ref.name, b.own.policy.ref.name) ||
      compareTexts(a.own.policy.ref.kind, b.own.policy.ref.kind),
  );
  return { combine: 'first', policies: sorted.map(({ own }) => own) };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
