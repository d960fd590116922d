import type { Cni } from '../cni/cni';
import { policyKey, type DialectObject, type FieldError } from '../dialects/dialect';
import { isExpectations } from '../expectations/decode';
import type { Origin } from '../model/origin';
import type { Policy, PolicyRef } from '../model/policy';
import type { Resource } from '../resources/resource';
import type { Severity } from '../yaml/types';
import type { Finding } from './findings';
import { foreignEngine } from './foreign';
import type { DocumentReading, FileReading, PolicyReading } from './reading';
import type { PolicyDocument } from './types';

/** The objects of all files by what they are for. */
export type Gathered = {
  readonly resources: readonly Resource[];
  /** Namespaces, workloads, Services, Settings … and kinds of no use here. */
  readonly cluster: readonly Resource[];
  readonly expectations: readonly Resource[];
  readonly policies: readonly GatheredPolicy[];
  /** Objects that only CNIs read; of several with one name the last. */
  readonly objects: readonly DialectObject[];
  /** Policies of engines that no dialect here reads. */
  readonly foreign: readonly Resource[];
  /** Documents whose last accepted version stands in for the text. */
  readonly stale: readonly Origin[];
};

/** A policy with whether it is the text's own or an earlier version of it. */
export type GatheredPolicy = PolicyReading & { readonly stale: boolean };

/** Sorts what is in force by use, and tells what the server would refuse. */
export function gather(files: readonly FileReading[], findings: Finding[]): Gathered {
  const resources: Resource[] = [];
  const cluster: Resource[] = [];
  const expectations: Resource[] = [];
  const policies: GatheredPolicy[] = [];
  const foreign: Resource[] = [];
  const objects = new Map<string, DialectObject>();
  const stale: Origin[] = [];
  for (const file of files) {
    file.readings.forEach((own) => tellRefusals(own, findings));
    file.inForce.forEach(({ reading, stale: old }, document) => {
      if (old) stale.push({ file: file.file.id, document, path: [] });
      const byResource = new Map(reading.policies.map((policy) => [policy.resource, policy]));
      for (const resource of reading.resources) {
        resources.push(resource);
        const policy = byResource.get(resource);
        if (policy?.object !== undefined) {
          objects.set(objectKey(policy.object), policy.object);
        } else if (policy?.dialect.isPolicy?.(resource.kind) === false) {
          continue;
        } else if (policy !== undefined) policies.push({ ...policy, stale: old });
        else if (isExpectations(resource)) expectations.push(resource);
        else if (foreignEngine(resource) !== undefined) foreign.push(resource);
        else cluster.push(resource);
      }
    });
  }
  return { resources, cluster, expectations, policies, objects: [...objects.values()], foreign, stale };
}

function objectKey({ kind, namespace, name }: DialectObject): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}

function tellRefusals(reading: DocumentReading, findings: Finding[]): void {
  findings.push(...reading.diagnostics);
  for (const { resource, dialect, errors, warnings } of reading.policies) {
    const tell = ({ message, path, part, field }: FieldError, code: string, severity: Severity) =>
      findings.push({
        code: `${dialect.name}/${code}`,
        severity,
        message,
        origin: { ...resource.origin, path: [...resource.origin.path, ...path] },
        part,
        field,
      });
    for (const error of errors) {
      if (error.advisory === true) tell(error, 'newer-server', 'warning');
      else tell(error, 'refused', 'error');
    }
    for (const warning of warnings) tell(warning, 'warned', 'warning');
  }
}

/** The policies that are accepted; of several with one name only the last counts, as if applied in order. */
export function lastOfEachName(gathered: Gathered, findings: Finding[]): readonly Policy[] {
  const byKey = new Map<string, Policy>();
  for (const { policy } of gathered.policies) {
    if (policy === undefined) continue;
    const key = policyKey(policy.ref);
    const earlier = byKey.get(key);
    if (earlier !== undefined) {
      findings.push({
        code: 'POLICY-TWICE',
        severity: 'warning',
        message:
          `${policy.ref.kind} ${policy.ref.namespace ?? ''}/${policy.ref.name} stands here and again further on; ` +
          'the last one counts',
        origin: earlier.origin,
        part: 'key',
      });
      byKey.delete(key);
    }
    byKey.set(key, policy);
  }
  return [...byKey.values()];
}

/** Says of each policy that the CNI does not enforce that it changes no verdict. */
export function tellNotEnforced(gathered: Gathered, cni: Cni, findings: Finding[]): void {
  const tell = (resource: Resource, language: string) =>
    findings.push({
      code: 'POLICY-NOT-ENFORCED',
      severity: 'info',
      message: `${cni.title} does not enforce ${language}: this one changes no verdict here`,
      origin: { ...resource.origin, path: [...resource.origin.path, 'kind'] },
    });
  for (const { resource, dialect, policy } of gathered.policies) {
    if (policy !== undefined && !cni.enforces.includes(dialect.name)) tell(resource, `a ${resource.kind}`);
  }
  for (const resource of gathered.foreign) {
    tell(resource, `a ${resource.kind} (${resource.apiVersion}), which is for ${foreignEngine(resource)}`);
  }
}

/** Every policy document with what became of it. */
export function policyDocuments(
  gathered: Gathered,
  accepted: readonly Policy[],
  enforced: readonly Policy[],
): readonly PolicyDocument[] {
  const counts = new Set(accepted);
  const indexes = new Map(enforced.map((policy, index) => [policy, index]));
  const own = gathered.policies.map(({ resource, dialect, policy, stale }): PolicyDocument => {
    const ref = policy?.ref ?? refOf(resource, dialect.name);
    const index = policy === undefined ? undefined : indexes.get(policy);
    const state =
      policy === undefined
        ? 'refused'
        : !counts.has(policy)
          ? 'shadowed'
          : index === undefined
            ? 'not enforced'
            : stale
              ? 'stale'
              : 'in force';
    return { ref, origin: resource.origin, index, policy, state };
  });
  const foreign = gathered.foreign.map((resource): PolicyDocument => {
    const ref = refOf(resource, resource.apiVersion);
    return { ref, origin: resource.origin, index: undefined, policy: undefined, state: 'not enforced' };
  });
  return [...own, ...foreign];
}

function refOf(resource: Resource, dialect: string): PolicyRef {
  const { kind, name, namespace } = resource;
  return { dialect, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
