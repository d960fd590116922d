import fc from 'fast-check';
import { everyPort, portRange, portsOf, type PortSet } from '../model/ports';
import { registry } from '../registry';
import { buildSnapshot } from '../snapshot/build';
import type { Snapshot } from '../snapshot/types';
import { clusterManifests, namespaceNames } from './generate-cluster';
import { policyManifests } from './generate-policies';
import { applyEdits } from '../yaml/apply-edits';
import { printYaml } from '../yaml/print';
import type { JsonObject, SourceFile } from '../yaml/types';
import type { PlanEnd, PlanRequest, Step } from '../authoring/types';
import { filesAfter } from '../authoring/write';

/** What the laws of planning are tried on. Imported by tests only. */

export function snapshotOf(files: readonly SourceFile[], previous?: Snapshot): Snapshot {
  return buildSnapshot({ files, revision: (previous?.revision ?? 0) + 1 }, registry, previous);
}

export function file(name: string, text: string): SourceFile {
  return { id: name, name, text };
}

/** A file of documents. */
export function documents(name: string, values: readonly JsonObject[]): SourceFile {
  return file(name, values.map((value) => printYaml(value)).join('---\n'));
}

/** The snapshot after a step, computed from the texts alone. */
export function applied(snapshot: Snapshot, step: Step): Snapshot {
  return snapshotOf(filesAfter(snapshot.files, step, applyEdits));
}

/** A random small workspace of cluster and policies, without expectations. */
export const workspaces: fc.Arbitrary<readonly SourceFile[]> = fc
  .tuple(clusterManifests, policyManifests)
  .map(([cluster, policies]) => [documents('cluster.yaml', cluster), documents('policies.yaml', policies)]);

/** The same with every namespace closed in both directions, so that there is always something to open. */
export const closedWorkspaces: fc.Arbitrary<readonly SourceFile[]> = fc
  .tuple(clusterManifests, policyManifests)
  .map(([cluster, policies]) => [
    documents('cluster.yaml', cluster),
    documents('policies.yaml', [...policies.slice(0, 4), ...namespaceNames.map(denyAll)]),
  ]);

function denyAll(namespace: string): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny-all', namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
}

const portChoices: readonly (PortSet | 'every')[] = [
  portRange('TCP', 80, 80),
  portRange('TCP', 8080, 8080),
  portRange('UDP', 53, 53),
  portRange('TCP', 80, 443),
  portsOf('TCP'),
  'every',
];

/** A wish between ends of the snapshot; `at` picks them. */
export function requestFor(
  snapshot: Snapshot,
  kind: PlanRequest['kind'],
  at: { readonly from: number; readonly to: number; readonly ports: number; readonly outside: number },
): PlanRequest {
  const { workloads, settings } = snapshot.cluster;
  const pod = (index: number): PlanEnd => ({
    kind: 'workloads',
    ids: [workloads[index % workloads.length]?.id ?? ''],
  });
  const outside: readonly PlanEnd[] = [
    { kind: 'cidrs', cidrs: ['203.0.113.0/24'] },
    { kind: 'internet' },
    { kind: 'cidrs', cidrs: ['198.51.100.7/32'] },
    ...settings.outside.map(({ name }): PlanEnd => ({ kind: 'outside', name })),
  ];
  const ends: PlanEnd[] = [pod(at.from), pod(at.to)];
  const other = outside[at.outside % outside.length];
  if (at.outside < 6 && other !== undefined) ends[at.outside % 2] = other;
  const [from, to] = ends;
  return {
    kind,
    from: from ?? pod(0),
    to: to ?? pod(0),
    ports: portChoices[at.ports % portChoices.length] ?? everyPort,
  };
}

export const picks = fc.record({
  from: fc.nat(20),
  to: fc.nat(20),
  ports: fc.nat(5),
  outside: fc.nat(17),
});
