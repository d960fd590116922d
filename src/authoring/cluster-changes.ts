import { namespaceNameLabel } from '../model/labels';
import type { Workload } from '../model/cluster';
import type { Snapshot } from '../snapshot/types';
import { isList, isMap } from '../yaml/json-value';
import type { JsonObject, YamlOperation } from '../yaml/types';
import { nameProblem, replicasProblem } from './cluster-names';
import { clusterPlace } from './cluster-place';
import { everywhereAt, labelOperations, podPlaces, portPlace, valueOf, type LabelChange } from './pod-edits';
import type { ClusterObject, PortSpec } from './types';
import { portValue } from './workload-value';
import { valueAt, type DocumentChange, type PlannedChanges } from './write';

function workloadCalled(snapshot: Snapshot, id: string): Workload | string {
  const workload = snapshot.cluster.workloads.find((one) => one.id === id);
  if (workload === undefined) return 'the workload is no longer there';
  if (workload.inferred || workload.origin === undefined) {
    return `no document declares \`${workload.name}\`: it is made up from the selectors of policies`;
  }
  return workload;
}

export function changeLabel(snapshot: Snapshot, of: ClusterObject, change: LabelChange): PlannedChanges {
  const title = labelTitle(change);
  if (of.kind === 'namespace') return changeNamespaceLabel(snapshot, of.name, change, title);
  const workload = workloadCalled(snapshot, of.id);
  if (typeof workload === 'string') return workload;
  const path = ['metadata', 'labels'];
  const places = podPlaces(snapshot, workload);
  const changes = [...everywhereAt(places, (pod) => labelOperations(pod, path, change))];
  const selector = workload.selectorLabels.has(change.key) ? selectorPath(snapshot, workload) : undefined;
  if (selector !== undefined && workload.origin !== undefined) {
    if (change.kind === 'remove' && workload.selectorLabels.size === 1) {
      return `\`${workload.name}\` selects its pods by this label alone`;
    }
    changes.push({
      kind: 'edit',
      at: workload.origin,
      operations: (value) => labelOperations(value, selector, change),
    });
  }
  return { changes, title };
}

function labelTitle(change: LabelChange): string {
  switch (change.kind) {
    case 'set':
      return `Set label \`${change.key}=${change.value}\``;
    case 'remove':
      return `Remove label \`${change.key}\``;
    case 'rename':
      return `Rename label \`${change.key}\` to \`${change.to}\``;
  }
}

/** Where a workload says which pods are its own: they must go on carrying those labels. */
function selectorPath(snapshot: Snapshot, workload: Workload): readonly string[] | undefined {
  const value = workload.origin === undefined ? undefined : valueOf(snapshot, workload.origin);
  for (const path of [
    ['spec', 'selector', 'matchLabels'],
    ['spec', 'selector'],
  ]) {
    const found = valueAt(value, path);
    if (isMap(found) && [...workload.selectorLabels.keys()].every((key) => Object.hasOwn(found, key))) {
      return path;
    }
  }
  return undefined;
}

function changeNamespaceLabel(
  snapshot: Snapshot,
  name: string,
  change: LabelChange,
  title: string,
): PlannedChanges {
  const namespace = snapshot.cluster.namespaces.get(name);
  if (namespace === undefined) return 'the namespace is no longer there';
  if (change.key === namespaceNameLabel || (change.kind === 'rename' && change.to === namespaceNameLabel)) {
    return `every namespace carries \`${namespaceNameLabel}\` with its own name: the API server sees to it`;
  }
  if (namespace.origin !== undefined) {
    const operations = (value: JsonObject) => labelOperations(value, ['metadata', 'labels'], change);
    return { changes: [{ kind: 'edit', at: namespace.origin, operations }], title };
  }
  if (change.kind !== 'set') return `no document declares \`${name}\``;
  const value = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { [change.key]: change.value } },
  };
  return { changes: [{ kind: 'add', value, ...clusterPlace(snapshot, name) }], title };
}

export function addPort(snapshot: Snapshot, id: string, port: PortSpec): PlannedChanges {
  const workload = workloadCalled(snapshot, id);
  if (typeof workload === 'string') return workload;
  const taken = snapshot.cluster.pods[workload.pods[0] ?? -1]?.ports ?? [];
  if (taken.some((one) => one.port === port.port && one.protocol === port.protocol)) {
    return `port ${port.port} is declared already`;
  }
  const places = podPlaces(snapshot, workload).filter((place) => {
    const containers = valueAt(valueOf(snapshot, place), ['spec', 'containers']);
    return isList(containers) && isMap(containers[0]);
  });
  if (places.length === 0) return `\`${workload.name}\` has no container`;
  const changes = everywhereAt(places, (pod) => {
    const path = ['spec', 'containers', 0];
    const list = valueAt(pod, [...path, 'ports']);
    return isList(list) && list.length > 0
      ? [{ kind: 'insertItem', path: [...path, 'ports'], index: list.length, value: portValue(port) }]
      : [{ kind: 'setKey', path, key: 'ports', value: [portValue(port)], order: containerKeys }];
  });
  return { changes, title: `Add port ${port.port}` };
}

const containerKeys = ['name', 'image', 'command', 'args', 'ports', 'env', 'resources'];

export function setPort(snapshot: Snapshot, id: string, index: number, port: PortSpec): PlannedChanges {
  const workload = workloadCalled(snapshot, id);
  if (typeof workload === 'string') return workload;
  const changes = everywhereAt(podPlaces(snapshot, workload), (pod) => {
    const place = portPlace(pod, index);
    if (place === undefined) return [];
    const path = [...place.list, place.index];
    const old = valueAt(pod, path);
    if (!isMap(old)) return [];
    const operations: YamlOperation[] = [];
    const order = ['name', 'containerPort', 'protocol'];
    if (old['containerPort'] !== port.port) {
      operations.push({ kind: 'setKey', path, key: 'containerPort', value: port.port, order });
    }
    if ((old['protocol'] ?? 'TCP') !== port.protocol) {
      operations.push({ kind: 'setKey', path, key: 'protocol', value: port.protocol, order });
    }
    const name = port.name ?? '';
    if (name === '' && Object.hasOwn(old, 'name')) operations.push({ kind: 'removeKey', path, key: 'name' });
    if (name !== '' && old['name'] !== name) {
      operations.push({ kind: 'setKey', path, key: 'name', value: name, order });
    }
    return operations;
  });
  return { changes, title: `Change port ${port.port}` };
}

export function removePort(snapshot: Snapshot, id: string, index: number): PlannedChanges {
  const workload = workloadCalled(snapshot, id);
  if (typeof workload === 'string') return workload;
  const changes = everywhereAt(podPlaces(snapshot, workload), (pod) => {
    const place = portPlace(pod, index);
    if (place === undefined) return [];
    return place.count === 1
      ? [{ kind: 'removeKey', path: place.list.slice(0, -1), key: 'ports' }]
      : [{ kind: 'removeItem', path: [...place.list, place.index] }];
  });
  return { changes, title: 'Remove a port' };
}

export function setReplicas(snapshot: Snapshot, id: string, replicas: number): PlannedChanges {
  const problem = replicasProblem(replicas);
  if (problem !== undefined) return problem;
  const workload = workloadCalled(snapshot, id);
  if (typeof workload === 'string') return workload;
  const counted = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];
  if (!counted.includes(workload.kind) || workload.origin === undefined) {
    return `a ${workload.kind} has no number of replicas`;
  }
  const operations = (value: JsonObject): readonly YamlOperation[] =>
    isMap(value['spec'])
      ? [
          {
            kind: 'setKey',
            path: ['spec'],
            key: 'replicas',
            value: replicas,
            order: ['replicas', 'selector'],
          },
        ]
      : [];
  return {
    changes: [{ kind: 'edit', at: workload.origin, operations }],
    title: `Set ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`,
  };
}

export function rename(snapshot: Snapshot, of: ClusterObject, name: string): PlannedChanges {
  const setName = (): readonly YamlOperation[] => [
    { kind: 'setScalar', path: ['metadata', 'name'], value: name },
  ];
  if (of.kind === 'workload') {
    const workload = workloadCalled(snapshot, of.id);
    if (typeof workload === 'string') return workload;
    const problem = nameProblem(workload.kind, name);
    if (problem !== undefined) return problem;
    const { namespace, kind, origin } = workload;
    if (
      snapshot.cluster.workloads.some(
        (one) => one.namespace === namespace && one.kind === kind && one.name === name,
      )
    ) {
      return `there is a ${kind} \`${name}\` in \`${namespace}\` already`;
    }
    if (origin === undefined) return 'no document declares it';
    return { changes: [{ kind: 'edit', at: origin, operations: setName }], title: `Rename to \`${name}\`` };
  }
  const namespace = snapshot.cluster.namespaces.get(of.name);
  const problem = nameProblem('Namespace', name);
  if (problem !== undefined) return problem;
  if (namespace?.origin === undefined) return `no document declares \`${of.name}\``;
  if (snapshot.cluster.namespaces.has(name)) return `there is a namespace \`${name}\` already`;
  const changes: DocumentChange[] = [{ kind: 'edit', at: namespace.origin, operations: setName }];
  // What is in the namespace moves along: the box is renamed, not emptied.
  for (const resource of snapshot.resources) {
    if (resource.namespace !== of.name) continue;
    changes.push({
      kind: 'edit',
      at: resource.origin,
      operations: () => [{ kind: 'setScalar', path: ['metadata', 'namespace'], value: name }],
    });
  }
  return { changes, title: `Rename namespace to \`${name}\`` };
}
