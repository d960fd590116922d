import { parseCidr } from '../model/address';
import { expectationsApiVersion } from '../expectations/document';
import { settingsSchema } from '../resources/settings-schema';
import type { Snapshot } from '../snapshot/types';
import { isList, isMap } from '../yaml/json-value';
import { keyOrderAt } from '../yaml/schema';
import type { Json, JsonObject, YamlOperation } from '../yaml/types';
import { labelsProblem, nameProblem, portProblem, replicasProblem } from './cluster-names';
import { clusterPlace, endOfFile } from './cluster-place';
import type { ClusterEdit } from './types';
import { workloadValue } from './workload-value';
import type { DocumentChange, PlannedChanges } from './write';

export function addNamespace(
  snapshot: Snapshot,
  edit: ClusterEdit & { readonly kind: 'add namespace' },
): PlannedChanges {
  const problem = nameProblem('Namespace', edit.name);
  if (problem !== undefined) return problem;
  const known = snapshot.cluster.namespaces.get(edit.name);
  if (known !== undefined && !known.inferred) return `there is a namespace \`${edit.name}\` already`;
  const bad = labelsProblem(edit.labels);
  if (bad !== undefined) return bad;
  const labels =
    edit.labels === undefined || edit.labels.size === 0 ? {} : { labels: Object.fromEntries(edit.labels) };
  const value = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: edit.name, ...labels } };
  return {
    changes: [{ kind: 'add', value, ...clusterPlace(snapshot, edit.name) }],
    title: `Add namespace \`${edit.name}\``,
  };
}

export function addWorkload(
  snapshot: Snapshot,
  edit: ClusterEdit & { readonly kind: 'add workload' },
): PlannedChanges {
  const { workload: kind, namespace, name, ports, image } = edit;
  const labels = edit.labels.size > 0 ? edit.labels : new Map([['app', name.slice(0, 63)]]);
  const problem =
    nameProblem('Namespace', namespace) ??
    nameProblem(kind, name) ??
    labelsProblem(labels) ??
    ports.map(portProblem).find((one) => one !== undefined) ??
    (image.trim() === '' ? 'the image is empty' : undefined) ??
    replicasProblem(edit.replicas);
  if (problem !== undefined) return problem;
  const taken = snapshot.cluster.workloads.some(
    (one) => one.kind === kind && one.namespace === namespace && one.name === name && !one.inferred,
  );
  if (taken) return `there is a ${kind} \`${name}\` in \`${namespace}\` already`;
  const value = workloadValue({
    kind,
    namespace,
    name,
    labels,
    ports,
    image: image.trim(),
    replicas: edit.replicas,
  });
  return {
    changes: [{ kind: 'add', value, ...clusterPlace(snapshot, namespace) }],
    title: `Add ${kind} \`${name}\``,
  };
}

export function addOutside(snapshot: Snapshot, name: string, cidrs: readonly string[]): PlannedChanges {
  if (name.trim() === '') return 'the name is empty';
  if (cidrs.length === 0) return 'no address is given';
  const bad = cidrs.find((cidr) => parseCidr(cidr) === undefined);
  if (bad !== undefined) return `\`${bad.slice(0, 60)}\` is no address range, as \`192.0.2.0/24\``;
  if (snapshot.cluster.settings.outside.some((one) => one.name === name)) {
    return `there is an outside address called \`${name}\` already`;
  }
  const item = { name, cidrs: [...cidrs] };
  const changes = settingsChange(snapshot, 'outside', [item], (spec) => {
    const list = spec?.['outside'];
    const count = isList(list) ? list.length : 0;
    return count === 0
      ? [setSpec('outside', [item])]
      : [{ kind: 'insertItem', path: ['spec', 'outside'], index: count, value: item }];
  });
  return { changes, title: `Add outside address \`${name}\`` };
}

export function setSpec(key: string, value: Json): YamlOperation {
  return { kind: 'setKey', path: ['spec'], key, value, order: keyOrderAt(settingsSchema, ['spec']) };
}

/** Changes the Settings that count (the last ones), or makes some. */
export function settingsChange(
  snapshot: Snapshot,
  key: string,
  alone: Json,
  operations: (spec: JsonObject | undefined) => readonly YamlOperation[],
): readonly DocumentChange[] {
  const settings = snapshot.resources
    .filter((resource) => resource.kind === 'Settings' && resource.apiVersion === expectationsApiVersion)
    .at(-1);
  if (settings !== undefined) {
    const change = (value: JsonObject): readonly YamlOperation[] => {
      const spec = value['spec'];
      if (isMap(spec)) return operations(spec);
      return [{ kind: 'setKey', path: [], key: 'spec', value: { [key]: alone } }];
    };
    return [{ kind: 'edit', at: settings.origin, operations: change }];
  }
  const value: JsonObject = {
    apiVersion: expectationsApiVersion,
    kind: 'Settings',
    metadata: { name: 'settings', annotations: { 'config.kubernetes.io/local-config': 'true' } },
    spec: { [key]: alone },
  };
  return [{ kind: 'add', value, ...endOfFile(snapshot, 'settings.yaml') }];
}
