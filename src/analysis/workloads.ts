import type { StatementResult } from '../expectations/types';
import type { Cluster, Pod, Workload, WorkloadKind } from '../model/cluster';
import type { Origin } from '../model/origin';
import type { Peer, Policy } from '../model/policy';
import { matchedWorkloads } from '../language/label-matches';
import { selects } from '../model/selector';
import type { Registry, Snapshot } from '../snapshot/types';
import type { Places } from './places';
import type { GateViews } from './gate-view';
import type { WorkloadSummary } from './types';

const shortKinds: Readonly<Record<WorkloadKind, string>> = {
  Deployment: 'deploy',
  StatefulSet: 'sts',
  DaemonSet: 'ds',
  ReplicaSet: 'rs',
  ReplicationController: 'rc',
  Job: 'job',
  CronJob: 'cronjob',
  Pod: 'pod',
};

/** All workloads as cards show them, in the order of the cluster. */
export function workloadSummaries(
  snapshot: Snapshot,
  registry: Registry,
  places: Places,
  gateOf: GateViews,
): readonly WorkloadSummary[] {
  const { cluster, evaluator, policies, statements } = snapshot;
  const used = selectorKeys(policies, cluster);
  const values = valueCounts(cluster, used);
  const said = saidOf(statements);
  const stale = staleTest(snapshot.stale);
  const unenforced = countUnenforced(snapshot, registry);
  return cluster.workloads.map((workload): WorkloadSummary => {
    const pods = workload.pods.flatMap((pod) => cluster.pods[pod] ?? []);
    const [first] = pods;
    const labels = first === undefined ? [] : [...first.labels];
    const applying = [
      ...evaluator.applying(workload.index, 'ingress'),
      ...evaluator.applying(workload.index, 'egress'),
    ];
    const mine = said.get(workload.index);
    return {
      id: workload.id,
      end: workload.index,
      kind: workload.kind,
      shortKind: shortKinds[workload.kind],
      namespace: workload.namespace,
      name: workload.name,
      labels,
      usedLabels: labels
        .filter(([key]) => used.has(key))
        .sort(([a], [b]) => (values.get(b) ?? 0) - (values.get(a) ?? 0)),
      ports: portsOf(pods),
      pods: pods.filter((pod) => !pod.template && pod.addressing !== 'ended').length,
      inferred: workload.inferred,
      hostNetwork: first?.hostNetwork ?? false,
      ingress: gateOf(workload.index, 'ingress'),
      egress: gateOf(workload.index, 'egress'),
      failing: mine?.failing ?? 0,
      wantedShut: mine?.shut === undefined ? undefined : mine.shut ? 'holds' : 'leaks',
      stale: stale(workload.origin) || applying.some((policy) => stale(policies[policy]?.origin)),
      notEnforced: unenforced.get(workload.index) ?? 0,
      place: workload.origin === undefined ? undefined : places.ofOrigin(workload.origin),
      foldKey: foldKey(workload, pods, mine?.roles ?? ''),
    };
  });
}

function portsOf(pods: readonly Pod[]): WorkloadSummary['ports'] {
  const ports = new Map<string, WorkloadSummary['ports'][number]>();
  for (const pod of pods) {
    for (const { port, protocol, name } of pod.ports) {
      ports.set(`${port}/${protocol}`, { port, protocol, ...(name === undefined ? {} : { name }) });
    }
  }
  return [...ports.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
}

/** Keys of pod labels that some selector uses. */
function selectorKeys(policies: readonly Policy[], cluster: Cluster): ReadonlySet<string> {
  const keys = new Set<string>();
  const peer = (one: Peer) => {
    if (one.kind === 'pods') for (const { key } of one.pods?.requirements ?? []) keys.add(key);
  };
  for (const policy of policies) {
    for (const { key } of policy.subject?.pods.requirements ?? []) keys.add(key);
    for (const { peers } of [...policy.ingress.rules, ...policy.egress.rules]) {
      if (peers !== 'any') peers.forEach(peer);
    }
  }
  // Without policies the owners' own selectors tell workloads apart best.
  if (keys.size === 0) {
    for (const { selectorLabels } of cluster.workloads) {
      for (const key of selectorLabels.keys()) keys.add(key);
    }
  }
  return keys;
}

/** How many values each key has: the more, the better it tells workloads apart. */
function valueCounts(cluster: Cluster, keys: ReadonlySet<string>): ReadonlyMap<string, number> {
  const values = new Map([...keys].map((key) => [key, new Set<string>()]));
  for (const { labels } of cluster.pods) {
    for (const [key, found] of values) {
      const value = labels.get(key);
      if (value !== undefined) found.add(value);
    }
  }
  return new Map([...values].map(([key, found]) => [key, found.size]));
}

type Said = { readonly failing: number; readonly shut: boolean | undefined; readonly roles: string };

/** What statements say of each workload: how many fail, whether it is wanted shut, and in which roles it occurs. */
function saidOf(statements: readonly StatementResult[]): ReadonlyMap<number, Said> {
  const said = new Map<number, Said>();
  statements.forEach((statement, index) => {
    const senders = new Map<number, boolean>();
    const receivers = new Map<number, boolean>();
    const note = (side: Map<number, boolean>, end: number, fails: boolean) =>
      side.set(end, fails || (side.get(end) ?? false));
    for (const { from, to, failing } of statement.pairs) {
      note(senders, from, failing.length > 0);
      note(receivers, to, failing.length > 0);
    }
    // A denied statement speaks of its narrower side: the ends that are wanted shut.
    const narrow = receivers.size <= senders.size ? receivers : senders;
    for (const [side, role] of [
      [senders, 'from'],
      [receivers, 'to'],
    ] as const) {
      for (const [end, fails] of side) {
        const old = said.get(end) ?? { failing: 0, shut: undefined, roles: '' };
        const meansShut = statement.verdict === 'denied' && side === narrow;
        said.set(end, {
          failing: old.failing + (fails && (statement.verdict === 'allowed' || meansShut) ? 1 : 0),
          shut: meansShut ? (old.shut ?? true) && !fails : old.shut,
          roles: `${old.roles} ${role}${index}${fails ? '!' : ''}`,
        });
      }
    }
  });
  return said;
}

function staleTest(stale: readonly Origin[]): (origin: Origin | undefined) => boolean {
  const documents = new Set(stale.map(({ file, document }) => `${file} ${document}`));
  return (origin) =>
    origin !== undefined && documents.size > 0 && documents.has(`${origin.file} ${origin.document}`);
}

/** How many accepted policies would select each workload, did the CNI enforce them. */
function countUnenforced(snapshot: Snapshot, registry: Registry): ReadonlyMap<number, number> {
  const { cluster, policyDocuments } = snapshot;
  const counts = new Map<number, number>();
  const idle = policyDocuments.filter(({ state }) => state === 'not enforced');
  if (idle.length === 0) return counts;
  const byNamespace = new Map<string, Workload[]>();
  for (const workload of cluster.workloads) {
    const members = byNamespace.get(workload.namespace);
    if (members === undefined) byNamespace.set(workload.namespace, [workload]);
    else members.push(workload);
  }
  const count = (workload: number) => counts.set(workload, (counts.get(workload) ?? 0) + 1);
  for (const { policy } of idle) {
    if (policy === undefined) continue;
    const { ref, subject } = policy;
    if (subject === undefined) {
      for (const { subjects } of registry.cnis) {
        const selected = subjects?.(policy, cluster);
        if (selected === undefined) continue;
        selected.forEach(count);
        break;
      }
      continue;
    }
    if (subject.namespaces.kind !== 'own') {
      // Only policies for administrators look beyond a namespace, and they never mean pods of their node's network.
      matchedWorkloads(subject.namespaces, subject.pods, cluster, true).forEach(count);
      continue;
    }
    for (const workload of byNamespace.get(ref.namespace ?? '') ?? []) {
      const meant = workload.pods.some((pod) => {
        const labels = cluster.pods[pod]?.labels;
        return labels !== undefined && selects(subject.pods, labels);
      });
      if (meant) count(workload.index);
    }
  }
  return counts;
}

/** Equal for workloads that nothing here tells apart. Labels that rollouts change are left out. */
function foldKey(workload: Workload, pods: readonly Pod[], roles: string): string {
  const templates = new Set(
    pods.map((pod) => {
      const labels = [...pod.labels].filter(([key]) => !key.endsWith('hash')).sort();
      return JSON.stringify([
        labels,
        pod.ports.map(({ port, protocol, name }) => [port, protocol, name]),
        pod.serviceAccount,
        pod.hostNetwork,
      ]);
    }),
  );
  return `${workload.namespace}/${workload.kind}/${[...templates].sort().join()}${roles}`;
}
