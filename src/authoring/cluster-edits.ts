import { parseCidr } from '../model/address';
import { namespaceNameLabel } from '../model/labels';
import type { Workload } from '../model/cluster';
import { expectationsApiVersion } from '../expectations/document';
import { settingsSchema } from '../resources/settings-schema';
import type { Snapshot } from '../snapshot/types';
import { isList, isMap } from '../yaml/json-value';
import { keyOrderAt } from '../yaml/schema';
import type { Json, JsonObject, YamlOperation } from '../yaml/types';
import { labelKeyProblem, labelValueProblem, nameProblem, portProblem } from './cluster-names';
import { clusterPlace, endOfFile } from './cluster-place';
import { diffStep } from './diff';
import { everywhereAt, labelOperations, podPlaces, portPlace, valueOf, type LabelChange } from './pod-edits';
import { removalChanges, statementRemoval } from './removals';
import type { ClusterEdit, ClusterObject, PortSpec, StepResult } from './types';
import { portValue, workloadValue } from './workload-value';
import { valueAt, writeChanges, type DocumentChange } from './write';

type Planned = { readonly changes: readonly DocumentChange[]; readonly title: string } | string;

/** A change of cluster documents, Settings or a statement as text edits, every other byte kept; or why there can be none. */
export function planClusterEdit(snapshot: Snapshot, edit: ClusterEdit): StepResult {
  const planned = plan(snapshot, edit);
  if (typeof planned === 'string') return { ok: false, reason: planned };
  if (planned.changes.length === 0) return { ok: false, reason: 'there is nothing to change' };
  const step = writeChanges(snapshot, planned.changes);
  if (typeof step === 'string') return { ok: false, reason: step };
  const diff = diffStep(snapshot.files, step.edits, step.newFiles, () => '');
  if (diff.length === 0) return { ok: false, reason: 'there is nothing to change' };
  return { ok: true, step, diff, title: planned.title };
}

function plan(snapshot: Snapshot, edit: ClusterEdit): Planned {
  switch (edit.kind) {
    case 'add namespace':
      return addNamespace(snapshot, edit);
    case 'add workload':
      return addWorkload(snapshot, edit);
    case 'add outside':
      return addOutside(snapshot, edit.name, edit.cidrs);
    case 'set label': {
      const problem = labelKeyProblem(edit.key) ?? labelValueProblem(edit.value);
      return problem ?? changeLabel(snapshot, edit.of, { kind: 'set', key: edit.key, value: edit.value });
    }
    case 'remove label':
      return changeLabel(snapshot, edit.of, { kind: 'remove', key: edit.key });
    case 'rename label':
      return (
        labelKeyProblem(edit.to) ??
        changeLabel(snapshot, edit.of, { kind: 'rename', key: edit.key, to: edit.to })
      );
    case 'add port':
      return portProblem(edit.port) ?? addPort(snapshot, edit.workload, edit.port);
    case 'set port':
      return portProblem(edit.port) ?? setPort(snapshot, edit.workload, edit.index, edit.port);
    case 'remove port':
      return removePort(snapshot, edit.workload, edit.index);
    case 'set replicas':
      return setReplicas(snapshot, edit.workload, edit.replicas);
    case 'rename':
      return rename(snapshot, edit.of, edit.name);
    case 'remove document':
      return removalChanges(snapshot, edit.origin);
    case 'remove statement':
      return statementRemoval(snapshot, edit.origin);
    case 'set cni':
      return {
        changes: settingsChange(snapshot, 'cni', edit.cni, () => [setSpec('cni', edit.cni)]),
        title: `Use the CNI \`${edit.cni}\``,
      };
  }
}

function addNamespace(snapshot: Snapshot, edit: ClusterEdit & { readonly kind: 'add namespace' }): Planned {
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

function addWorkload(snapshot: Snapshot, edit: ClusterEdit & { readonly kind: 'add workload' }): Planned {
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

function labelsProblem(labels: ReadonlyMap<string, string> | undefined): string | undefined {
  for (const [key, value] of labels ?? []) {
    const problem = labelKeyProblem(key) ?? labelValueProblem(value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function replicasProblem(replicas: number | undefined): string | undefined {
  if (replicas === undefined || (Number.isInteger(replicas) && replicas >= 0 && replicas <= 2_147_483_647)) {
    return undefined;
  }
  return 'the number of replicas is a whole number from 0';
}

function addOutside(snapshot: Snapshot, name: string, cidrs: readonly string[]): Planned {
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

function setSpec(key: string, value: Json): YamlOperation {
  return { kind: 'setKey', path: ['spec'], key, value, order: keyOrderAt(settingsSchema, ['spec']) };
}

/** Changes the Settings that count (the last ones), or makes some. */
function settingsChange(
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

function workloadCalled(snapshot: Snapshot, id: string): Workload | string {
  const workload = snapshot.cluster.workloads.find((one) => one.id === id);
  if (workload === undefined) return 'the workload is no longer there';
  if (workload.inferred || workload.origin === undefined) {
    return `no document declares \`${workload.name}\`: it is made up from the selectors of policies`;
  }
  return workload;
}

function changeLabel(snapshot: Snapshot, of: ClusterObject, change: LabelChange): Planned {
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
    if (isMap(found) && [...workload.selectorLabels.keys()].every((key) => Object.hasOwn(found, key)))
      {return path;}
  }
  return undefined;
}

function changeNamespaceLabel(snapshot: Snapshot, name: string, change: LabelChange, title: string): Planned {
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

function addPort(snapshot: Snapshot, id: string, port: PortSpec): Planned {
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

function setPort(snapshot: Snapshot, id: string, index: number, port: PortSpec): Planned {
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
    if (name !== '' && old['name'] !== name)
      {operations.push({ kind: 'setKey', path, key: 'name', value: name, order });}
    return operations;
  });
  return { changes, title: `Change port ${port.port}` };
}

function removePort(snapshot: Snapshot, id: string, index: number): Planned {
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

function setReplicas(snapshot: Snapshot, id: string, replicas: number): Planned {
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

function rename(snapshot: Snapshot, of: ClusterObject, name: string): Planned {
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
