import type { Analysis } from '../analysis/types';
import { formatAddress } from '../model/address';
import type { Pod, Service, Workload } from '../model/cluster';
import type { Direction } from '../model/policy';
import { partners } from './detail-partners';
import { isStale, policyIndex, ruleDetails, someNames } from './detail-rules';
import type {
  ApplyingPolicy,
  DetailPort,
  GateDetail,
  OutsideDetail,
  PolicyDetail,
  WorkloadDetail,
} from './detail-types';
import { endNames } from './explanation-ends';
import { counted, listed, listedUpTo, name, sentence } from './sentences';
import type { Sentence } from './sentences';
import { keyOfPolicy } from './sentences-peers';

const podsShown = 100;

/** Everything about one workload: what it is, which policies guard its gates, whom it reaches and who reaches it. */
export function workloadDetail(analysis: Analysis, id: string): WorkloadDetail | undefined {
  const summary = endNames(analysis).workload(id);
  const { cluster } = analysis.snapshot;
  const workload = summary === undefined ? undefined : cluster.workloads[summary.end];
  if (summary === undefined || workload === undefined) return undefined;
  const pods = workload.pods.flatMap((index) => cluster.pods[index] ?? []);
  const [first] = pods;
  return {
    id,
    kind: summary.kind,
    namespace: summary.namespace,
    name: summary.name,
    labels: summary.labels,
    selectorKeys: [...workload.selectorLabels.keys()],
    ports: first === undefined ? [] : portsOf(first),
    replicas: workload.replicas,
    scales: scaling.has(workload.kind),
    pods: pods.slice(0, podsShown).map(podOf),
    podCount: summary.pods,
    hostNetwork: summary.hostNetwork,
    serviceAccount: first?.serviceAccount ?? '',
    inferred: summary.inferred,
    stale: summary.stale,
    services: cluster.services.filter((service) => leadsTo(service, pods)).map(serviceWords),
    place: summary.place,
    gates: [gateDetail(analysis, summary.end, 'egress'), gateDetail(analysis, summary.end, 'ingress')],
    reaches: partners(analysis, summary.end, 'egress'),
    reachedBy: partners(analysis, summary.end, 'ingress'),
    idle: idlePolicies(analysis, id),
  };
}

/** Whom an end outside the cluster reaches, and who reaches it. */
export function outsideDetail(analysis: Analysis, id: string): OutsideDetail | undefined {
  const summary = endNames(analysis).outside(id);
  if (summary === undefined) return undefined;
  return {
    id,
    title: summary.title,
    cidrs: summary.cidrs,
    reaches: partners(analysis, summary.end, 'egress'),
    reachedBy: partners(analysis, summary.end, 'ingress'),
  };
}

/** Which workloads a policy selects, and whom each of its rules admits. */
export function policyDetail(analysis: Analysis, key: string): PolicyDetail | undefined {
  const summary = analysis.summary.policies.find((policy) => policy.key === key);
  if (summary === undefined) return undefined;
  const { kind, namespace, state, place } = summary;
  const index = policyIndex(analysis, key);
  const base = { key, kind, namespace, name: summary.name, state, place };
  const policy = index === undefined ? undefined : analysis.snapshot.policies[index];
  if (index === undefined || policy === undefined) {
    const selects = { items: [], total: 0 };
    return { ...base, sentence: stateWords(analysis, state), selects, sides: [] };
  }
  const ends = analysis.subjects(index);
  const selects = someNames(analysis, ends);
  const sides = (['ingress', 'egress'] as const)
    .filter((direction) => policy[direction].applies)
    .map((direction) => ({
      direction,
      isolates: isolatesSome(analysis, index, direction, ends),
      rules: ruleDetails(analysis, index, direction),
    }));
  const directions = sides.filter(({ isolates }) => isolates).map(({ direction }) => sentence(direction));
  const whom =
    selects.total === 0
      ? sentence('Selects no workload here')
      : sentence(
          'Selects ',
          listedUpTo(
            selects.items.slice(0, 4).map((end) => sentence(name(end.title))),
            4,
            selects.total,
          ),
        );
  const isolates = isolatesWords(selects.total, directions);
  return { ...base, sentence: sentence(whom, isolates), selects, sides };
}

const subjectsAsked = 50;

/** Whether a policy isolates what it selects: some kinds only decide what their rules match. */
function isolatesSome(
  analysis: Analysis,
  index: number,
  direction: Direction,
  ends: readonly number[],
): boolean {
  const { evaluator } = analysis.snapshot;
  const workloads = analysis.summary.workloads.length;
  return ends.slice(0, subjectsAsked).some((end) => {
    // Of nodes the policy itself says it.
    if (end >= workloads) return true;
    const { isolatedBy, isolating = isolatedBy } = evaluator.gate(end, direction);
    return isolating.includes(index);
  });
}

function isolatesWords(selected: number, directions: readonly Sentence[]): Sentence {
  if (selected === 0) return sentence('.');
  if (directions.length === 0) return sentence('; isolates nobody, its rules alone decide.');
  return sentence(selected === 1 ? '; isolates it for ' : '; isolates them for ', listed(directions), '.');
}

const scaling: ReadonlySet<Workload['kind']> = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
]);

function portsOf(pod: Pod): readonly DetailPort[] {
  return pod.ports.map(({ name: called, protocol, port, container }, index) => ({
    index,
    name: called,
    protocol,
    port,
    container,
  }));
}

function podOf(pod: Pod): WorkloadDetail['pods'][number] {
  const state = pod.template
    ? 'template'
    : pod.addressing === 'ended'
      ? 'ended'
      : pod.addressing === 'none'
        ? 'no address'
        : 'live';
  return { name: pod.name, addresses: pod.addresses.map(formatAddress), node: pod.node, state };
}

function leadsTo(service: Service, pods: readonly Pod[]): boolean {
  const { selector } = service;
  if (selector === undefined || selector.size === 0) return false;
  return pods.some(
    (pod) =>
      pod.namespace === service.namespace &&
      [...selector].every(([key, value]) => pod.labels.get(key) === value),
  );
}

function serviceWords(service: Service): string {
  const ports = service.ports
    .slice(0, 6)
    .map((port) =>
      String(port.targetPort) === `${port.port}` ? `${port.port}` : `${port.port} to ${port.targetPort}`,
    );
  return ports.length === 0 ? service.name : `${service.name} ${ports.join(', ')}`;
}

function gateDetail(analysis: Analysis, end: number, direction: Direction): GateDetail {
  const { evaluator, policies } = analysis.snapshot;
  const summary = evaluator.gate(end, direction);
  const applying = evaluator.applying(end, direction);
  const details = applying.flatMap((index): readonly ApplyingPolicy[] => {
    const policy = policies[index];
    if (policy === undefined) return [];
    return [
      {
        key: keyOfPolicy(policy.ref),
        kind: policy.ref.kind,
        name: policy.ref.name,
        rules: ruleDetails(analysis, index, direction),
        place: analysis.place(policy.origin),
        stale: isStale(analysis, policy),
      },
    ];
  });
  const { state, rules } = analysis.summary.workloads[end]?.[direction] ?? summary;
  const namesOf = (indexes: readonly number[]) => indexes.flatMap((index) => policies[index]?.ref.name ?? []);
  const isolating = namesOf(summary.isolating ?? summary.isolatedBy);
  const others = namesOf(summary.isolatedBy);
  return {
    direction,
    gate: { state, rules },
    sentence: gateWords(analysis, end, direction, state, rules, { isolating, others }, summary.differs),
    policies: details,
  };
}

function gateWords(
  analysis: Analysis,
  end: number,
  direction: Direction,
  state: GateDetail['gate']['state'],
  rules: number,
  by: { readonly isolating: readonly string[]; readonly others: readonly string[] },
  differs: boolean,
): Sentence {
  const more = differs ? ' Its pods differ; this is about the first.' : '';
  const hostNetwork = analysis.summary.workloads[end]?.hostNetwork === true;
  if (hostNetwork && state !== 'not enforced') {
    return sentence("It uses its node's network, which these policies do not guard.", more);
  }
  const isolating = namesWords(by.isolating);
  const deciding = namesWords(by.others);
  switch (state) {
    case 'open':
      return sentence(`Open: nothing isolates it for ${direction}.`, more);
    case 'not enforced':
      return sentence(`Open: ${analysis.snapshot.cni.title} enforces no policy.`, more);
    case 'guarded': {
      if (by.isolating.length === 0) {
        return sentence('Nothing isolates it, but rules of ', deciding, ' may deny it something.', more);
      }
      const verb = rules === 1 ? 'admits' : 'admit';
      return sentence('Isolated by ', isolating, `; ${counted(rules, 'rule')} ${verb} somebody.`, more);
    }
    case 'shut':
      return by.isolating.length === 0
        ? sentence('Shut: rules of ', deciding, ' deny everything.', more)
        : sentence('Shut: isolated by ', isolating, ', and no rule admits anybody.', more);
  }
}

function namesWords(names: readonly string[]): Sentence {
  return listedUpTo(
    names.slice(0, 4).map((one) => sentence(name(one))),
    4,
    names.length,
  );
}

function stateWords(analysis: Analysis, state: PolicyDetail['state']): Sentence {
  switch (state) {
    case 'not enforced':
      return sentence(`Not enforced: ${analysis.snapshot.cni.title} does not read this kind of policy.`);
    case 'refused':
      return sentence('Not in force: the API server would refuse it.');
    case 'shadowed':
      return sentence('Not in force: a later document has the same name.');
    case 'in force':
    case 'stale':
      return sentence('');
  }
}

/** Policies whose summary names this workload though they are not in force. */
function idlePolicies(analysis: Analysis, id: string): WorkloadDetail['idle'] {
  return analysis.summary.policies
    .filter(({ state, selects }) => state !== 'in force' && state !== 'stale' && selects.includes(id))
    .map(({ key, name: called, state, place }) => ({ key, name: called, why: state, place }));
}
