import type { Direction, Peer, PortMatch, Rule, SelectorPolicy } from '../../model/policy';
import { kubernetesPeer, kubernetesPorts, kubernetesSubject } from '../../dialects/calico/kubernetes-rule';
import type { KubernetesPort } from '../../dialects/calico/kubernetes-rule';
import { emptySide } from '../../dialects/calico/spec';
import type { CalicoPolicySpec, CalicoRule, CalicoSide } from '../../dialects/calico/spec';

/**
 * A NetworkPolicy as Calico takes it over: a policy of order 1000 in the default tier. Upstream: projectcalico/calico
 * `libcalico-go/lib/backend/k8s/conversion/conversion.go`.
 */
export function fromNetworkPolicy(policy: SelectorPolicy): CalicoPolicySpec {
  const { ref, subject, ingress, egress } = policy;
  return {
    kind: 'KubernetesNetworkPolicy',
    namespace: ref.namespace ?? 'default',
    name: ref.name,
    tier: 'default',
    order: 1000,
    selector: kubernetesSubject(subject.pods),
    namespaceSelector: '',
    serviceAccountSelector: '',
    types: { ingress: ingress.applies, egress: egress.applies },
    rules: {
      ingress: ingress.rules.flatMap((rule) => rulesOf(rule, 'ingress')),
      egress: egress.rules.flatMap((rule) => rulesOf(rule, 'egress')),
    },
    doNotTrack: false,
    preDnat: false,
    applyOnForward: false,
    staged: false,
  };
}

function rulesOf({ peers, ports, index, origin }: Rule, direction: Direction): readonly CalicoRule[] {
  const sides = peers === 'any' ? [emptySide] : peers.map(sideOf);
  // A rule with an entry that cannot be taken over is left out.
  if (ports !== 'any' && ports.some(({ kind }) => kind === 'other')) return [];
  const groups = kubernetesPorts(ports === 'any' ? [] : ports.flatMap(portOf)) ?? [];
  return groups.flatMap(({ protocol, ports: own }) =>
    sides.map((side): CalicoRule => ({
      action: 'allow',
      ...(protocol !== undefined && { protocol }),
      source: direction === 'ingress' ? side : emptySide,
      destination: { ...(direction === 'egress' ? side : emptySide), ports: own },
      index,
      origin,
    })),
  );
}

function sideOf(peer: Peer): CalicoSide {
  switch (peer.kind) {
    case 'addresses':
      return { ...emptySide, nets: [peer.cidr], notNets: peer.except };
    case 'pods':
      return kubernetesPeer(peer.pods, peer.namespaces.kind === 'own' ? undefined : peer.namespaces.selector);
    case 'other':
      return { ...emptySide, selector: '!all()' };
  }
}

function portOf(port: PortMatch): readonly KubernetesPort[] {
  switch (port.kind) {
    case 'protocol':
      return [{ protocol: port.protocol }];
    case 'range':
      return [{ protocol: port.protocol, port: port.first, last: port.last }];
    case 'named':
      return [{ protocol: port.protocol, port: port.name }];
    case 'other':
      return [];
  }
}
