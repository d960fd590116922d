import type { Direction, PolicyRef } from '../../model/policy';
import type { Selector } from '../../model/selector';
import { kubernetesPeer, kubernetesSubject } from '../../dialects/calico/kubernetes-rule';
import { calicoTerms } from '../../dialects/calico/label-selector';
import { emptySide } from '../../dialects/calico/spec';
import type {
  CalicoPolicySpec,
  CalicoPort,
  CalicoProtocol,
  CalicoRule,
  CalicoSide,
} from '../../dialects/calico/spec';
import type {
  AdminPeer,
  AdminPods,
  AdminPort,
  AdminRule,
  AdminSpec,
  NamespaceChoice,
  WrittenPods,
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
 * that cannot be read, and where Felix drops the policy for ports of a protocol that has none. Upstream: projectcalico/calico `libcalico-go/lib/backend/k8s/conversion/clusternetworkpolicy.go`.
 */
export function fromAdminPolicy(ref: PolicyRef, spec: AdminSpec): CalicoPolicySpec | undefined {
  const reading = ref.dialect === 'cluster-network-policy' ? clusterPolicies : adminPolicies;
  const subject = podsSide(spec.subject);
  if (subject === undefined) return undefined;
  const rules = {
    ingress: spec.rules.ingress.flatMap((rule) => rulesOf(rule, 'ingress', spec.tier, reading)),
    egress: spec.rules.egress.flatMap((rule) => rulesOf(rule, 'egress', spec.tier, reading)),
  };
  if ([...rules.ingress, ...rules.egress].some(hasPortsWithoutProtocol)) return undefined;
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
    rules,
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
  const groups = groupsOf(rule.ports, reading.namedPorts);
  if (known.length < sides.length || groups === undefined) {
    if (!reading.failsClosed(tier, action)) return [];
    return [{ action: 'deny', source: emptySide, destination: emptySide, index, origin }];
  }
  return groups.flatMap(({ protocol, ports }) =>
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
function podsSide({ namespaces, pods, written }: AdminPods): CalicoSide | undefined {
  if (written !== undefined) return writtenSide(written);
  const spaces = namespacesOf(namespaces);
  if (spaces === undefined || pods === 'unreadable') return undefined;
  const isWhole = namespaces.kind === 'labels' && spaces === namespaces.selector;
  const reads = isWhole ? {} : { reads: 'any namespace: the server drops the fields of the older shape' };
  if (pods !== undefined) return { ...kubernetesPeer(pods, spaces), ...reads };
  const terms = calicoTerms(spaces);
  return { ...emptySide, namespaceSelector: terms.length === 0 ? 'all()' : terms.join(' && '), ...reads };
}

/**
 * Selectors that no server has checked, which Calico writes down in its own language: operators that it does not know
 * fall away, and a set without values holds the empty text. Undefined where that is no selector of its language.
 */
function writtenSide({ namespaces, pods }: WrittenPods): CalicoSide | undefined {
  const spaces = asWritten(namespaces.selector);
  const own = pods === undefined ? undefined : asWritten(pods.selector);
  if (spaces === undefined || (pods !== undefined && own === undefined)) return undefined;
  const terms = calicoTerms(spaces);
  return {
    ...emptySide,
    ...(own !== undefined && { selector: kubernetesSubject(own) }),
    namespaceSelector: namespaces.empty ? 'all()' : terms.join(' && '),
  };
}

function asWritten(selector: Selector): Selector | undefined {
  const requirements = selector.requirements.map((one) => {
    const isSet = one.operator === 'In' || one.operator === 'NotIn';
    return isSet && one.values.length === 0 ? { ...one, values: [''] } : one;
  });
  const isSaid = requirements.every(
    ({ key, values }) => /^[A-Za-z0-9_./-]{1,512}$/.test(key) && values.every((value) => !/['"]/.test(value)),
  );
  return isSaid ? { ...selector, requirements } : undefined;
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

type Group = { readonly protocol?: CalicoProtocol; readonly ports: readonly CalicoPort[] };

/** Undefined where a range that ends before it begins keeps the rule from being taken over. */
function groupsOf(ports: AdminRule['ports'], namedPorts: boolean): readonly Group[] | undefined {
  if (ports === 'any') return [{ ports: [] }];
  const groups: Group[] = [];
  for (const port of ports) {
    // Without a name, or without an understanding of names, an entry is every port of every protocol.
    if (port.kind === 'named' && (!namedPorts || port.name === '')) return [{ ports: [] }];
    if (port.kind === 'range' && port.first > port.last) return undefined;
    groups.push(groupOf(port));
  }
  return groups;
}

function groupOf(port: AdminPort): Group {
  if (port.kind === 'named') return { ports: [{ kind: 'name', name: port.name }] };
  return {
    protocol: protocolOf(port.protocol),
    ports: [{ kind: 'range', first: port.first, last: port.last }],
  };
}

function protocolOf(written: string): CalicoProtocol {
  if (written === '') return 'tcp';
  return /^(6|17|132)$/.test(written) ? Number(written) : written.toLowerCase();
}

const withPorts: readonly CalicoProtocol[] = ['tcp', 'udp', 'sctp', 6, 17, 132];

function hasPortsWithoutProtocol({ protocol, destination }: CalicoRule): boolean {
  const { ports } = destination;
  return protocol !== undefined && ports.length > 0 && !withPorts.includes(protocol);
}
