import type { Workload } from '../model/cluster';
import { within, type Origin } from '../model/origin';
import type { Snapshot } from '../snapshot/types';
import { isList, isMap } from '../yaml/json-value';
import type { Json, JsonObject, Path, YamlOperation } from '../yaml/types';
import { documentAt, valueAt, type DocumentChange } from './write';

/** Where the pods of a workload are described: its template, and its live pods. */
export function podPlaces(snapshot: Snapshot, workload: Workload): readonly Origin[] {
  const found = new Map<string, Origin>();
  const add = (origin: Origin | undefined) => {
    if (origin === undefined || !isMap(valueOf(snapshot, origin))) return;
    found.set([origin.file, origin.document, ...origin.path].join('\0'), origin);
  };
  if (workload.origin !== undefined && workload.kind !== 'Pod') {
    const template = ['spec', 'template'];
    add(
      within(
        workload.origin,
        ...(workload.kind === 'CronJob' ? ['spec', 'jobTemplate', ...template] : template),
      ),
    );
  }
  for (const pod of workload.pods) add(snapshot.cluster.pods[pod]?.origin);
  return [...found.values()];
}

export function valueOf(snapshot: Snapshot, origin: Origin): Json | undefined {
  return valueAt(documentAt(snapshot, origin)?.value, origin.path);
}

/** A label of each place set, renamed or removed. */
export type LabelChange =
  | { readonly kind: 'set'; readonly key: string; readonly value: string }
  | { readonly kind: 'remove'; readonly key: string }
  | { readonly kind: 'rename'; readonly key: string; readonly to: string };

/** Changes one map of labels at a path; nothing where there is nothing to change. */
export function labelOperations(
  object: JsonObject,
  path: Path,
  change: LabelChange,
): readonly YamlOperation[] {
  const labels = valueAt(object, path);
  const has = isMap(labels) && Object.hasOwn(labels, change.key);
  switch (change.kind) {
    case 'set': {
      if (isMap(labels)) return has && labels[change.key] === change.value ? [] : [setKey(path, change)];
      return missingMaps(object, path, { [change.key]: change.value });
    }
    case 'remove': {
      if (!has) return [];
      const last = Object.keys(labels).length === 1;
      return last
        ? [{ kind: 'removeKey', path: path.slice(0, -1), key: String(path.at(-1)) }]
        : [{ kind: 'removeKey', path, key: change.key }];
    }
    case 'rename':
      return has ? [{ kind: 'renameKey', path, key: change.key, to: change.to }] : [];
  }
}

function setKey(path: Path, change: { readonly key: string; readonly value: string }): YamlOperation {
  return { kind: 'setKey', path, key: change.key, value: change.value };
}

/** Sets a value at a path, making the maps that lead to it. */
function missingMaps(object: JsonObject, path: Path, value: Json): readonly YamlOperation[] {
  let depth = path.length - 1;
  while (depth > 0 && !isMap(valueAt(object, path.slice(0, depth)))) depth--;
  let nested = value;
  for (const step of [...path.slice(depth + 1)].reverse()) nested = { [String(step)]: nested };
  return [
    {
      kind: 'setKey',
      path: path.slice(0, depth),
      key: String(path[depth]),
      value: nested,
      order: metadataFirst,
    },
  ];
}

const metadataFirst = ['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'labels', 'spec'];

/** One entry of a container's ports. */
export type PortPlace = { readonly list: Path; readonly index: number; readonly count: number };

/** Where the n-th port that counts (containers first, then sidecars) stands below a pod or template. */
export function portPlace(pod: JsonObject, wanted: number): PortPlace | undefined {
  let seen = 0;
  for (const key of ['containers', 'initContainers']) {
    const containers = valueAt(pod, ['spec', key]);
    if (!isList(containers)) continue;
    for (const [at, container] of containers.entries()) {
      if (!isMap(container) || (key === 'initContainers' && container['restartPolicy'] !== 'Always')) {
        continue;
      }
      const ports = container['ports'];
      if (!isList(ports)) continue;
      for (const [index, port] of ports.entries()) {
        if (!counts(port)) continue;
        if (seen++ === wanted) return { list: ['spec', key, at, 'ports'], index, count: ports.length };
      }
    }
  }
  return undefined;
}

function counts(port: Json): boolean {
  if (!isMap(port)) return false;
  const number = port['containerPort'];
  const protocol = port['protocol'] ?? 'TCP';
  return (
    typeof number === 'number' &&
    number >= 1 &&
    number <= 65535 &&
    (protocol === 'TCP' || protocol === 'UDP' || protocol === 'SCTP')
  );
}

/** The same change at several places. */
export function everywhereAt(
  places: readonly Origin[],
  operations: (value: JsonObject) => readonly YamlOperation[],
): readonly DocumentChange[] {
  return places.map((at) => ({ kind: 'edit', at, operations }));
}
