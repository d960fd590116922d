import { policyKey } from '../dialects/dialect';
import type { Policy } from '../model/policy';
import { now } from '../snapshot/clock';
import type { Registry, Snapshot } from '../snapshot/types';
import { gateViews } from './gate-view';
import type { NamedOutside } from './named';
import { outsideSummaries } from './outside';
import { setsOf } from './outside-sets';
import type { Places } from './places';
import { statementSummaries } from './statements';
import type { NamespaceSummary, PolicySummary, Summary } from './types';
import { workloadSummaries } from './workloads';

/** How many names of selected workloads a policy's summary carries; the count is always exact. */
const namedAtMost = 50;

/** All that the screen needs at once. `started` is when the work on this revision began, in milliseconds. */
export function summarize(
  snapshot: Snapshot,
  registry: Registry,
  places: Places,
  named: readonly NamedOutside[],
  started: number,
): Summary {
  const { cluster, evaluator, cni, diagnostics } = snapshot;
  const parts = outsideSummaries(
    cluster,
    evaluator.outside,
    cluster.workloads.length,
    setsOf(snapshot, registry),
  );
  const outside = [...parts, ...named.map(({ summary }, at) => ({ ...summary, end: evaluator.ends + at }))];
  const policies = policySummaries(snapshot, places);
  return {
    revision: snapshot.revision,
    cni: cni.name,
    cnis: registry.titles,
    options: cni.options?.length ?? 0,
    enforces: cni.enforces.length > 0,
    namespaces: namespaceSummaries(snapshot, places),
    workloads: workloadSummaries(snapshot, registry, places, gateViews(evaluator, named)),
    outside,
    services: cluster.services.map((service) => ({
      namespace: service.namespace,
      name: service.name,
      ports: service.ports.map(({ port }) => String(port)).join(' '),
    })),
    policies,
    statements: statementSummaries(snapshot, places, outside),
    problems: diagnostics.map(({ code, severity, message, field, file, span }) => ({
      code,
      severity,
      message,
      ...(field === undefined ? {} : { field }),
      place: places.ofSpan(file, span),
    })),
    stale: snapshot.stale.map((origin) => places.ofOrigin(origin)),
    classes: evaluator.classes,
    notEnforced: policies.filter(({ state }) => state === 'not enforced').length,
    unused: snapshot.unused,
    milliseconds: now() - started,
  };
}

function namespaceSummaries(
  { cluster, policyDocuments }: Snapshot,
  places: Places,
): readonly NamespaceSummary[] {
  const workloads = countBy(cluster.workloads.map(({ namespace }) => namespace));
  const policies = countBy(
    policyDocuments.flatMap(({ ref }) => (ref.namespace === undefined ? [] : [ref.namespace])),
  );
  return [...cluster.namespaces.values()].map(({ name, labels, inferred, origin }) => ({
    name,
    labels: [...labels],
    inferred,
    workloads: workloads.get(name) ?? 0,
    policies: policies.get(name) ?? 0,
    place: origin === undefined ? undefined : places.ofOrigin(origin),
  }));
}

function countBy(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function policySummaries(snapshot: Snapshot, places: Places): readonly PolicySummary[] {
  const { cluster, evaluator, policies, policyDocuments } = snapshot;
  return policyDocuments.map(({ ref, origin, index, state }) => {
    const selects: string[] = [];
    let selected = 0;
    if (index !== undefined) {
      const subjects = evaluator.subjects(index);
      selected = subjects.size;
      subjects.forEach((workload) => {
        const id = cluster.workloads[workload]?.id;
        if (selects.length < namedAtMost && id !== undefined) selects.push(id);
      });
    }
    return {
      key: policyKey(ref),
      kind: ref.kind,
      namespace: ref.namespace ?? '',
      name: ref.name,
      state,
      ...sidesOf(index === undefined ? undefined : policies[index]),
      selects,
      selected,
      place: places.ofOrigin(origin),
    };
  });
}

function sidesOf(policy: Policy | undefined): Pick<PolicySummary, 'isolates' | 'rules'> {
  if (policy === undefined) return { isolates: [], rules: 0 };
  const isolates = (['ingress', 'egress'] as const).filter((direction) => policy[direction].applies);
  return { isolates, rules: policy.ingress.rules.length + policy.egress.rules.length };
}
