import type { Direction, PolicyRef } from '../../model/policy';
import type { Selector } from '../../model/selector';
import { kubernetesPeer, kubernetesSubject } from '../../dialects/calico/kubernetes-rule';
import { calicoTerms } from '../../dialects/calico/label-selector';
import { emptySide } from '../../dialects/calico/spec';
import type { CalicoPolicySpec, CalicoPort, CalicoRule, CalicoSide } from '../../dialects/calico/spec';
import type {
  AdminPeer,
  AdminPods,
  AdminPort,
  AdminRule,
  AdminSpec,
  NamespaceChoice,
} from '../../resources/admin-policy/types';

/** How a release of Calico takes over cluster-wide policies of Kubernetes. */
type Reading = {
  readonly kind: string;
  readonly tiers: Readonly<Record<AdminSpec['tier'], string>>;
  readonly names: Readonly<Record<AdminSpec['tier'], string>>;
  /** The priority of baseline policies that have none. */
  readonly baselineOrder?: number;
  /** A named port is understood; else it means every port of every protocol. */
  readonly namedPorts: boolean;
  /** Rules that deny everything if they cannot be taken over; others are left out. */
  readonly failsClosed: (tier: AdminSpec['tier'], action: AdminRule['action']) => boolean;
};

const clusterPolicies: Reading = {
  kind: 'KubernetesClusterNetworkPolicy',
  tiers: { Admin: 'kube-admin', Baseline: 'kube-baseline' },
  names: { Admin: '', Baseline: '' },
  namedPorts: true,
  failsClosed: (_, action) => action !== 'allow',
};

const adminPolicies: Reading = {
  kind: 'KubernetesAdminNetworkPolicy',
  tiers: { Admin: 'adminnetworkpolicy', Baseline: 'baselineadminnetworkpolicy' },
  names: { Admin: 'kanp.adminnetworkpolicy.', Baseline: 'kbanp.baselineadminnetworkpolicy.' },
  baselineOrder: 1000,
  namedPorts: false,
  failsClosed: (tier, action) => action === 'deny' || (tier === 'Admin' && action === 'pass'),
};

/**
 * A cluster-wide policy of Kubernetes as Calico takes it over: a global one in a tier of its own. Undefined for a subject
 * that cannot be read. Upstream: projectcalico/calico `libcalico-go/lib/backend/k8s/conversion/clusternetworkpolicy.go`.
 */
export function fromAdminPolicy(ref: PolicyRef, spec: AdminSpec): CalicoPolicySpec | undefined {
  const reading = ref.dialect === 'cluster-network-policy' ? clusterPolicies : adminPolicies;
  const subject = podsSide(spec.subject);
  if (subject === undefined) return undefined;
  const order = spec.tier === 'Baseline' ? (reading.baselineOrder ?? spec.priority) : spec.priority;
  const none = spec.rules.ingress.length === 0 && spec.rules.egress.length === 0;
  return {
    kind: reading.kind,
    name: `${reading.names[spec.tier]}${ref.name}`,
    tier: reading.tiers[spec.tier],
    order,
    selector:
      subject.selector === ''
        ? kubernetesSubject({ requirements: [], origin: spec.subject.origin })
        : subject.selector,
    namespaceSelector: subject.namespaceSelector,
    serviceAccountSelector: '',
    types: {
      ingress: none || spec.rules.ingress.length > 0,
      egress: none || spec.rules.egress.length > 0,
    },
    rules: {
      ingress: spec.rules.ingress.flatMap((rule) => rulesOf(rule, 'ingress', spec.tier, reading)),
      egress: spec.rules.egress.flatMap((rule) => rulesOf(rule, 'egress', spec.tier, reading)),
    },
    doNotTrack: false,
    preDnat: false,
    applyOnForward: false,
    staged: false,
  };
}

function rulesOf(
  rule: AdminRule,
  direction: Direction,
  tier: AdminSpec['tier'],
  reading: Reading,
): readonly CalicoRule[] {
  const { action, index, origin } = rule;
  const sides = rule.peers.map(sideOf);
  const known = sides.flatMap((side) => side ?? []);
  if (known.length < sides.length) {
    if (!reading.failsClosed(tier, action)) return [];
    return [{ action: 'deny', source: emptySide, destination: emptySide, index, origin }];
  }
  return groupsOf(rule.ports, reading.namedPorts).flatMap(({ protocol, ports }) =>
    known.map((side): CalicoRule => ({
      action,
      ...(protocol !== undefined && { protocol }),
      source: direction === 'ingress' ? side : emptySide,
      destination: { ...(direction === 'egress' ? side : emptySide), ports },
      index,
      origin,
    })),
  );
}

function sideOf(peer: AdminPeer): CalicoSide | undefined {
  switch (peer.kind) {
    case 'pods':
      return podsSide(peer);
    case 'networks':
      return { ...emptySide, nets: peer.cidrs };
    case 'nodes':
    case 'domains':
    case 'unknown':
      return undefined;
  }
}

/** A choice of namespaces alone says nothing of what is in them: sets of addresses are chosen, too. */
function podsSide({ namespaces, pods }: AdminPods): CalicoSide | undefined {
  const spaces = namespacesOf(namespaces);
  if (spaces === undefined || pods === 'unreadable') return undefined;
  if (pods !== undefined) return kubernetesPeer(pods, spaces);
  const terms = calicoTerms(spaces);
  return { ...emptySide, namespaceSelector: terms.length === 0 ? 'all()' : terms.join(' && ') };
}

/** Calico knows the later shape only: of the first one it sees a selector without any demand. */
function namespacesOf(choice: NamespaceChoice): Selector | undefined {
  switch (choice.kind) {
    case 'labels': {
      const { origin } = choice.selector;
      const [outer, inner] = origin.path.slice(-2);
      const isFirst = outer === 'namespaces' && inner === 'namespaceSelector';
      return isFirst ? { requirements: [], origin } : choice.selector;
    }
    case 'same labels':
    case 'not same labels':
      return { requirements: [], origin: choice.origin };
    case 'unreadable':
      return undefined;
  }
}

type Group = { readonly protocol?: string; readonly ports: readonly CalicoPort[] };

function groupsOf(ports: AdminRule['ports'], namedPorts: boolean): readonly Group[] {
  if (ports === 'any' || (!namedPorts && ports.some(({ kind }) => kind === 'named'))) return [{ ports: [] }];
  return ports.map(groupOf);
}

function groupOf(port: AdminPort): Group {
  if (port.kind === 'named') return { ports: [{ kind: 'name', name: port.name }] };
  return {
    protocol: port.protocol.toLowerCase(),
    ports: [{ kind: 'range', first: port.first, last: port.last }],
  };
}
