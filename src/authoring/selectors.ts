import type { Cluster, Pod, Workload } from '../model/cluster';
import type { Labels } from '../model/labels';
import type { Policy } from '../model/policy';
import type { Selector } from '../model/selector';
import type { SelectorSketch } from '../dialects/dialect';
import { indexOf } from './cluster-index';
import { compareLabels, isStable, rankLabel, type RankedLabel } from './label-keys';

/** Labels that stand for some workloads of one namespace. */
export type SelectorChoice = {
  readonly selector: SelectorSketch;
  /** The wanted workloads that it selects. */
  readonly covers: readonly number[];
  /** Workloads that it selects although nobody wants them (SEL-5). */
  readonly extras: readonly number[];
};

/** Keys beyond this number are not tried. */
const mostKeys = 12;
const mostValues = 5;

/** Labels that selectors of policies and Services use: `key value`. */
export type UsedLabels = ReadonlySet<string>;

/** The labels that policies and Services already use (SEL-3 b). */
export function usedLabels(policies: readonly Policy[], cluster: Cluster): UsedLabels {
  const used = new Set<string>();
  for (const policy of policies) for (const label of labelsUsedBy(policy)) used.add(label);
  for (const { selector } of cluster.services) {
    for (const [key, value] of selector ?? []) used.add(`${key} ${value}`);
  }
  return used;
}

const usedBy = new WeakMap<Policy, readonly string[]>();

function labelsUsedBy(policy: Policy): readonly string[] {
  const known = usedBy.get(policy);
  if (known !== undefined) return known;
  const used = new Set<string>();
  const note = (selector: Selector | undefined) => {
    for (const { key, values } of selector?.requirements ?? []) {
      for (const value of values) used.add(`${key} ${value}`);
    }
  };
  note(policy.subject?.pods);
  for (const { peers } of [...policy.ingress.rules, ...policy.egress.rules]) {
    if (peers === 'any') continue;
    for (const peer of peers) if (peer.kind === 'pods') note(peer.pods);
  }
  const list = [...used];
  usedBy.set(policy, list);
  return list;
}

/**
 * The fewest labels that select the wanted workloads of one namespace and nobody else there (SEL-1, SEL-4). One choice,
 * or one for each workload where nothing is common to all; empty where some wanted workload carries no usable label.
 */
export function chooseSelectors(
  cluster: Cluster,
  wanted: readonly number[],
  used: UsedLabels,
): readonly SelectorChoice[] {
  const first = cluster.workloads[wanted[0] ?? -1];
  if (first === undefined) return [];
  const others = othersIn(cluster, first.namespace, new Set(wanted));
  const common = commonLabels(cluster, wanted, used);
  const together = smallest(common, others, wanted);
  if (together !== undefined && together.extras.length === 0) return [together];
  if (wanted.length === 1) return together === undefined ? [] : [together];
  const byValues = oneKey(cluster, wanted, others, used);
  if (byValues !== undefined) return [byValues];
  const alone = wanted.map((index) => smallest(commonLabels(cluster, [index], used), others, [index]));
  if (alone.some((choice) => choice === undefined)) return together === undefined ? [] : [together];
  return alone.filter((choice) => choice !== undefined);
}

type Other = { readonly workload: number; readonly pods: readonly Labels[] };

function othersIn(cluster: Cluster, namespace: string, wanted: ReadonlySet<number>): readonly Other[] {
  const found: Other[] = [];
  for (const index of indexOf(cluster).byNamespace.get(namespace) ?? []) {
    const workload = cluster.workloads[index];
    if (workload === undefined || wanted.has(index)) continue;
    found.push({ workload: index, pods: podsOf(cluster, workload).map((pod) => pod.labels) });
  }
  return found;
}

function podsOf(cluster: Cluster, workload: Workload): readonly Pod[] {
  return workload.pods.flatMap((index) => cluster.pods[index] ?? []);
}

/** Stable labels that every pod of every wanted workload carries, best first. */
function commonLabels(cluster: Cluster, wanted: readonly number[], used: UsedLabels): readonly RankedLabel[] {
  const workloads = wanted.flatMap((index) => cluster.workloads[index] ?? []);
  const [lead] = workloads;
  if (lead === undefined) return [];
  const pods = workloads.flatMap((workload) => podsOf(cluster, workload).map((pod) => ({ workload, pod })));
  const [sample] = pods;
  if (sample === undefined) return [];
  return [...sample.pod.labels]
    .filter(([key, value]) =>
      pods.every(({ workload, pod }) => pod.labels.get(key) === value && isStable(key, value, workload, pod)),
    )
    .map(([key, value]) => rankLabel(key, value, lead, used.has(`${key} ${value}`)))
    .sort(compareLabels)
    .slice(0, mostKeys);
}

/** The first set of one, two or three labels that separates; else the one with the fewest extras. */
function smallest(
  labels: readonly RankedLabel[],
  others: readonly Other[],
  covers: readonly number[],
): SelectorChoice | undefined {
  let best: SelectorChoice | undefined;
  for (const set of subsets(labels)) {
    const extras = others
      .filter((other) => other.pods.some((pod) => set.every(({ key, value }) => pod.get(key) === value)))
      .map((other) => other.workload);
    if (best === undefined || extras.length < best.extras.length) {
      best = { selector: { matchLabels: labelsOf(set) }, covers, extras };
    }
    if (extras.length === 0) return best;
  }
  return best;
}

function* subsets(labels: readonly RankedLabel[]): Generator<readonly RankedLabel[]> {
  for (const one of labels) yield [one];
  for (const [i, one] of labels.entries()) {
    for (const two of labels.slice(i + 1)) yield [one, two];
  }
  for (const [i, one] of labels.entries()) {
    for (const [j, two] of labels.slice(i + 1).entries()) {
      for (const three of labels.slice(i + j + 2)) yield [one, two, three];
    }
  }
}

function labelsOf(set: readonly RankedLabel[]): Readonly<Record<string, string>> {
  return Object.fromEntries(set.map(({ key, value }) => [key, value]));
}

/** One key with the values of all wanted workloads, if that separates. */
function oneKey(
  cluster: Cluster,
  wanted: readonly number[],
  others: readonly Other[],
  used: UsedLabels,
): SelectorChoice | undefined {
  const each = wanted.map((index) => commonLabels(cluster, [index], used));
  for (const { key } of each[0] ?? []) {
    const values = new Set<string>();
    for (const labels of each) {
      const found = labels.find((label) => label.key === key);
      if (found === undefined) break;
      values.add(found.value);
    }
    const complete = each.every((labels) => labels.some((label) => label.key === key));
    if (!complete || values.size > mostValues) continue;
    if (others.some((other) => other.pods.some((pod) => values.has(pod.get(key) ?? '\0')))) continue;
    const sorted = [...values].sort();
    const selector: SelectorSketch =
      sorted.length === 1
        ? { matchLabels: { [key]: sorted[0] ?? '' } }
        : { matchExpressions: [{ key, operator: 'In', values: sorted }] };
    return { selector, covers: wanted, extras: [] };
  }
  return undefined;
}

/** The label that tells some workloads of a namespace from others there that one peer selects too (DEL-4). */
export function separatingLabel(
  cluster: Cluster,
  apart: readonly number[],
  remaining: readonly number[],
  used: UsedLabels,
): { readonly key: string; readonly values: readonly string[] } | undefined {
  const others: Other[] = remaining.flatMap((index) => {
    const workload = cluster.workloads[index];
    return workload === undefined
      ? []
      : [{ workload: index, pods: podsOf(cluster, workload).map((pod) => pod.labels) }];
  });
  const labels = commonLabels(cluster, apart, used);
  const one = labels.find(({ key, value }) =>
    others.every((other) => other.pods.every((pod) => pod.get(key) !== value)),
  );
  if (one !== undefined) return { key: one.key, values: [one.value] };
  const several = oneKey(cluster, apart, others, used);
  const [expression] = several?.selector.matchExpressions ?? [];
  if (expression?.values === undefined) return undefined;
  return { key: expression.key, values: expression.values };
}
