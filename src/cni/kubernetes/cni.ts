import type { Tier } from '../../model/tier';
import type { Cni } from '../cni';

/**
 * NetworkPolicy as the API documents it: the union of all policies that select a pod, one tier that isolates, and the
 * pod's own node always enters. Upstream: kubernetes/api `networking/v1/types.go`.
 */
export const kubernetesCni: Cni = {
  name: 'kubernetes',
  title: 'Kubernetes reference',
  about: 'Enforces NetworkPolicy as its API documents it, and nothing else.',
  enforces: ['networkpolicy'],
  arrange: (policies) => {
    const enforced = policies.filter((policy) => policy.ref.dialect === 'networkpolicy');
    const tiers: readonly Tier[] = [
      { name: 'NetworkPolicy', levels: [{ combine: 'union', policies: enforced }], end: 'isolated' },
    ];
    return { kind: 'union', tiers: { ingress: tiers, egress: tiers }, enforces: true, ownNodeEnters: true };
  },
};
