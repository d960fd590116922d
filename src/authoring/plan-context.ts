import { isWritable } from '../dialects/dialect';
import type { WritableDialect } from '../dialects/dialect';
import { decodeExpectations, isExpectations } from '../expectations/decode';
import type { ExpectationsDocument } from '../expectations/document';
import { isSelectorPolicy } from '../model/policy';
import type { SelectorPolicy } from '../model/policy';
import type { JsonObject } from '../yaml/types';
import { isMap } from '../yaml/json-value';
import type { PolicyDocument, Registry, Snapshot } from '../snapshot/types';
import { usedLabels, type UsedLabels } from './selectors';
import { documentAt, valueAt } from './write';

/** What every part of the planner looks things up in. */
export type PlanContext = {
  readonly snapshot: Snapshot;
  readonly registry: Registry;
  readonly used: UsedLabels;
  /** The dialect that new policies are written in. */
  readonly dialect: WritableDialect;
  /** Why no policy can change anything; undefined where policies are enforced. */
  readonly unenforced: string | undefined;
  readonly expectations: readonly ExpectationsDocument[];
  /** Policies whose text may be edited, by their index in the evaluator. */
  readonly editable: (policy: number) => EditablePolicy | undefined;
};

export type EditablePolicy = {
  readonly index: number;
  readonly policy: SelectorPolicy;
  readonly dialect: WritableDialect;
  readonly value: JsonObject;
  /** 0 ours or nobody's, 3 another tool's (AU-7 `locality`). */
  readonly owner: 0 | 3;
};

const contexts = new WeakMap<Snapshot, PlanContext>();

/** The context of a snapshot. */
export function contextOf(snapshot: Snapshot, registry: Registry): PlanContext {
  const known = contexts.get(snapshot);
  if (known !== undefined && known.registry === registry) return known;
  const writable = registry.dialects.filter(isWritable);
  const enforced = writable.find(({ name }) => snapshot.cni.enforces.includes(name));
  const dialect = enforced ?? writable[0];
  if (dialect === undefined) throw new Error('the registry names no dialect that can be written');
  const byIndex = new Map<number, PolicyDocument>();
  for (const document of snapshot.policyDocuments) {
    if (document.index !== undefined) byIndex.set(document.index, document);
  }
  const context: PlanContext = {
    snapshot,
    registry,
    dialect,
    unenforced:
      enforced === undefined
        ? `${snapshot.cni.title} enforces no policy, so no policy can change this path`
        : undefined,
    used: usedLabels(snapshot.evaluator.policies, snapshot.cluster),
    expectations: snapshot.resources
      .filter(isExpectations)
      .map((resource) => decodeExpectations(resource).document),
    editable: (index) => {
      const document = byIndex.get(index);
      const policy = snapshot.evaluator.policies[index];
      if (document?.state !== 'in force' || policy === undefined) return undefined;
      const own = writable.find(({ name }) => name === policy.ref.dialect);
      const yaml = documentAt(snapshot, policy.origin);
      const value = valueAt(yaml?.value, policy.origin.path);
      if (own === undefined || !isSelectorPolicy(policy) || yaml?.problem !== undefined || !isMap(value)) {
        return undefined;
      }
      return { index, policy, dialect: own, value, owner: isForeign(value) ? 3 : 0 };
    },
  };
  contexts.set(snapshot, context);
  return context;
}

/** Whether another tool or an owner object would write over the document. */
function isForeign(value: JsonObject): boolean {
  const metadata = value['metadata'];
  if (!isMap(metadata)) return false;
  const { labels, ownerReferences } = metadata;
  const manager = isMap(labels) ? labels['app.kubernetes.io/managed-by'] : undefined;
  return (
    (Array.isArray(ownerReferences) && ownerReferences.length > 0) ||
    (typeof manager === 'string' && manager !== 'drawbridge')
  );
}
