import { isExpectations } from '../expectations/decode';
import type { Origin } from '../model/origin';
import type { Resource } from '../resources/resource';
import type { Snapshot } from '../snapshot/types';
import { isList, isMap } from '../yaml/json-value';
import type { JsonObject, YamlOperation } from '../yaml/types';
import { valueAt, type PlannedChanges } from './write';

/**
 * Removes a document; with a workload its live pods and the ReplicaSets that it made go too, since they would come back
 * as workloads of their own.
 */
export function removalChanges(snapshot: Snapshot, origin: Origin): PlannedChanges {
  const resource = snapshot.resources.find((one) => isAt(one.origin, origin));
  if (resource === undefined) return 'the document is no longer there';
  const origins = new Map([[keyOf(origin), origin]]);
  const workload = snapshot.cluster.workloads.find(
    (one) => one.origin !== undefined && isAt(one.origin, origin),
  );
  for (const pod of workload?.pods ?? []) {
    const own = snapshot.cluster.pods[pod];
    if (own?.template === false && own.origin !== undefined) origins.set(keyOf(own.origin), own.origin);
  }
  for (const made of snapshot.resources) {
    if (made.kind === 'ReplicaSet' && isOwnedBy(made, resource)) origins.set(keyOf(made.origin), made.origin);
  }
  return {
    changes: [...origins.values()].map((at) => ({ kind: 'remove', at })),
    title: `Remove ${resource.kind} \`${resource.name}\``,
  };
}

function isOwnedBy(made: Resource, owner: Resource): boolean {
  if ((made.namespace ?? 'default') !== (owner.namespace ?? 'default')) return false;
  const owners = valueAt(made.value, ['metadata', 'ownerReferences']);
  return (
    isList(owners) &&
    owners.some((one) => isMap(one) && one['kind'] === owner.kind && one['name'] === owner.name)
  );
}

/** Takes one statement (or `unmentioned` with its scope) out of its document. */
export function statementRemoval(snapshot: Snapshot, origin: Origin): PlannedChanges {
  const resource = snapshot.resources.find(
    (one) =>
      isExpectations(one) &&
      one.origin.file === origin.file &&
      one.origin.document === origin.document &&
      one.origin.path.every((step, at) => origin.path[at] === step),
  );
  if (resource === undefined) return 'the statement is no longer there';
  const path = origin.path.slice(resource.origin.path.length);
  const [spec, key, index] = path;
  if (spec !== 'spec') return 'the statement is no longer there';
  if (key === 'unmentioned') {
    const operations = (value: JsonObject): readonly YamlOperation[] =>
      ['unmentioned', 'scope']
        .filter((name) => valueAt(value, ['spec', name]) !== undefined)
        .map((name) => ({ kind: 'removeKey', path: ['spec'], key: name }));
    return {
      changes: [{ kind: 'edit', at: resource.origin, operations }],
      title: 'Say nothing about the unmentioned',
    };
  }
  if (key !== 'expect' || typeof index !== 'number') return 'the statement is no longer there';
  const operations = (value: JsonObject): readonly YamlOperation[] => {
    const list = valueAt(value, ['spec', 'expect']);
    return isList(list) && list.length === 1
      ? [{ kind: 'removeKey', path: ['spec'], key: 'expect' }]
      : [{ kind: 'removeItem', path: ['spec', 'expect', index] }];
  };
  return { changes: [{ kind: 'edit', at: resource.origin, operations }], title: 'Remove a statement' };
}

function isAt(a: Origin, b: Origin): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf({ file, document, path }: Origin): string {
  return [file, document, ...path].join('\0');
}
