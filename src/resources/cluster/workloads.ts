import type { Node, Workload, WorkloadKind } from '../../model/cluster';
import type { Labels } from '../../model/labels';
import { noLabels } from '../../model/labels';
import type { Origin } from '../../model/origin';
import type { ClusterKind } from '../kinds';
import { booleanIn, integerIn, labelsIn, objectIn, originOf } from '../place';
import type { Place } from '../place';
import { ownerKey, ownerOfBetween, ownerOfPod } from './owners';
import type { Owner } from './owners';
import { readPod, readTemplate } from './pods';
import type { LoosePod } from './pods';
import type { Named } from './sort-resources';

/** A workload with its pods, before either has its index. */
export type LooseWorkload = Omit<Workload, 'index' | 'pods'> & {
  /** Those that count: live ones, else the template; all ended ones if there is nothing else. */
  readonly pods: readonly LoosePod[];
  /** Ended pods beside live ones. */
  readonly ended: readonly LoosePod[];
};

type Group = {
  readonly owner: Owner;
  /** The owner's own document, if there is one. */
  declared?: Named;
  /** ReplicaSets and Jobs of an owner without a document: their template stands in for its. */
  readonly below: Named[];
  readonly live: LoosePod[];
  readonly ended: LoosePod[];
};

const declaringKinds: readonly (ClusterKind & WorkloadKind)[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
  'CronJob',
];

/** Groups pods by owner and adds the owners without live pods. */
export function readWorkloads(
  byKind: ReadonlyMap<ClusterKind, readonly Named[]>,
  nodes: ReadonlyMap<string, Node>,
): readonly LooseWorkload[] {
  const groups = new Map<string, Group>();
  const groupOf = (owner: Owner): Group => {
    const key = ownerKey(owner);
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { owner, below: [], live: [], ended: [] }));
    return group;
  };
  const between = new Map<string, Place>();
  for (const kind of declaringKinds) {
    for (const named of byKind.get(kind) ?? []) {
      const owner: Owner = { kind, namespace: named.namespace, name: named.name };
      groupOf(owner).declared = named;
      if (kind === 'CronJob') between.set(ownerKey(owner), named.place);
    }
  }
  for (const kind of ['ReplicaSet', 'Job'] as const) {
    for (const named of byKind.get(kind) ?? []) {
      const itself: Owner = { kind, namespace: named.namespace, name: named.name };
      between.set(ownerKey(itself), named.place);
      const owner = ownerOfBetween(named.place, itself);
      if (owner === itself) groupOf(itself).declared = named;
      else groupOf(owner).below.push(named);
    }
  }
  for (const { place, namespace, name } of byKind.get('Pod') ?? []) {
    const pod = readPod(place, namespace, name, nodes);
    const group = groupOf(ownerOfPod(place, namespace, between) ?? { kind: 'Pod', namespace, name });
    (pod.addressing === 'ended' ? group.ended : group.live).push(pod);
  }
  return [...groups.values()].map(finish);
}

function finish(group: Group): LooseWorkload {
  const { owner, live, ended } = group;
  const declared = group.declared ?? standIn(group.below);
  const spec = declared === undefined ? undefined : objectIn(declared.place, 'spec');
  const replicas = spec === undefined ? undefined : integerIn(spec, 'replicas');
  const pods = live.length > 0 ? live : declared === undefined ? ended : [template(owner, declared, spec)];
  const origin = origins(declared, live, ended);
  return {
    id: ownerKey(owner),
    kind: owner.kind,
    namespace: owner.namespace,
    name: owner.name,
    pods,
    ended: pods === ended ? [] : ended,
    ...(replicas === undefined ? {} : { replicas }),
    selectorLabels: spec === undefined ? noLabels : readSelectorLabels(owner.kind, spec),
    inferred: false,
    ...(origin === undefined ? {} : { origin }),
  };
}

/** Of the ReplicaSets or Jobs below a missing owner, the one in use: with replicas, else the last by name. */
function standIn(below: readonly Named[]): Named | undefined {
  const inUse = (named: Named): boolean => {
    const spec = objectIn(named.place, 'spec');
    return spec !== undefined && (integerIn(spec, 'replicas') ?? 1) > 0;
  };
  const sorted = [...below].sort((a, b) => (a.name < b.name ? 1 : -1));
  return sorted.find(inUse) ?? sorted[0];
}

function template(owner: Owner, declared: Named, spec: Place | undefined): LoosePod {
  const holder = owner.kind === 'CronJob' && declared.resource.kind === 'CronJob' ? jobSpec(spec) : spec;
  const place = holder === undefined ? undefined : objectIn(holder, 'template');
  const pod = readTemplate(place, owner.namespace, owner.name, ownLabels(declared, spec));
  return pod.origin === undefined ? { ...pod, origin: originOf(declared.place) } : pod;
}

function jobSpec(spec: Place | undefined): Place | undefined {
  const jobTemplate = spec === undefined ? undefined : objectIn(spec, 'jobTemplate');
  return jobTemplate === undefined ? undefined : objectIn(jobTemplate, 'spec');
}

/** Labels that the server adds to the pods of a Job. Upstream: `pkg/registry/batch/job/strategy.go`. */
function ownLabels(declared: Named, spec: Place | undefined): Labels {
  if (declared.resource.kind !== 'Job') return noLabels;
  if (spec !== undefined && booleanIn(spec, 'manualSelector') === true) return noLabels;
  return new Map([
    ['job-name', declared.name],
    ['batch.kubernetes.io/job-name', declared.name],
  ]);
}

function readSelectorLabels(kind: WorkloadKind, spec: Place): Labels {
  if (kind === 'ReplicationController') return labelsIn(spec, 'selector');
  const selector = objectIn(spec, 'selector');
  return selector === undefined ? noLabels : labelsIn(selector, 'matchLabels');
}

function origins(
  declared: Named | undefined,
  live: readonly LoosePod[],
  ended: readonly LoosePod[],
): Origin | undefined {
  if (declared !== undefined) return declared.resource.origin;
  return (live[0] ?? ended[0])?.origin;
}
