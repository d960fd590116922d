import type { Cni } from '../cni/cni';
import type { DialectObject } from '../dialects/dialect';
import type { Origin } from '../model/origin';
import type { Policy, PolicyRef } from '../model/policy';
import type { Resource } from '../resources/resource';
import type { Finding } from './findings';
import { foreignEngine } from './foreign';
import type { FileReading, PolicyReading } from './reading';
import type { Sorted } from './sort';
import type { PolicyDocument } from './types';

/** The objects of all files by what they are for; of several objects with one name only the last. */
export type Gathered = Sorted & {
  readonly resources: readonly Resource[];
  /** Policies of documents whose last accepted version stands in for the text. */
  readonly stalePolicies: ReadonlySet<PolicyReading>;
  /** Those documents. */
  readonly stale: readonly Origin[];
};

/** Joins what is in force in all documents, and what was found in them. */
export function gather(files: readonly FileReading[], findings: Finding[]): Gathered {
  const resources: Resource[] = [];
  const cluster: Resource[] = [];
  const expectations: Resource[] = [];
  const policies: PolicyReading[] = [];
  const foreign: Resource[] = [];
  const objects = new Map<string, DialectObject>();
  const stalePolicies = new Set<PolicyReading>();
  const stale: Origin[] = [];
  for (const file of files) {
    for (const reading of file.readings) for (const finding of reading.findings) findings.push(finding);
    file.inForce.forEach(({ reading, stale: old }, document) => {
      const { sorted } = reading;
      for (const resource of reading.resources) resources.push(resource);
      for (const resource of sorted.cluster) cluster.push(resource);
      for (const resource of sorted.expectations) expectations.push(resource);
      for (const policy of sorted.policies) policies.push(policy);
      for (const object of sorted.objects) objects.set(objectKey(object), object);
      for (const resource of sorted.foreign) foreign.push(resource);
      if (!old) return;
      stale.push({ file: file.file.id, document, path: [] });
      for (const policy of sorted.policies) stalePolicies.add(policy);
    });
  }
  return {
    resources,
    cluster,
    expectations,
    policies,
    objects: [...objects.values()],
    foreign,
    stalePolicies,
    stale,
  };
}

function objectKey({ kind, namespace, name }: DialectObject): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}

/** The policies that are accepted; of several with one name only the last counts, as if applied in order. */
export function lastOfEachName(gathered: Gathered, findings: Finding[]): readonly Policy[] {
  const byKey = new Map<string, Policy>();
  for (const { policy, key } of gathered.policies) {
    if (policy === undefined || key === undefined) continue;
    const earlier = byKey.get(key);
    if (earlier !== undefined) {
      findings.push({
        code: 'POLICY-TWICE',
        severity: 'warning',
        message: `${policy.ref.kind} ${fullName(policy.ref)} stands here and again further on; the last one counts`,
        origin: earlier.origin,
        part: 'key',
      });
      byKey.delete(key);
    }
    byKey.set(key, policy);
  }
  return [...byKey.values()];
}

function fullName({ namespace, name }: PolicyRef): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/**
 * Says of each policy that the CNI does not enforce that it changes no verdict. `off` has the dialects that an option
 * keeps it from enforcing, with the option's name.
 */
export function tellNotEnforced(
  gathered: Gathered,
  cni: Cni,
  off: ReadonlyMap<string, string>,
  findings: Finding[],
): void {
  const tell = (resource: Resource, language: string, option?: string) =>
    findings.push({
      code: 'POLICY-NOT-ENFORCED',
      severity: 'info',
      message:
        `${cni.title} does not enforce ${withArticle(language)}` +
        `${option === undefined ? '' : ` while its option \`${option}\` is off`}: this one changes no verdict here`,
      origin: { ...resource.origin, path: [...resource.origin.path, 'kind'] },
    });
  for (const { resource, dialect, policy } of gathered.policies) {
    if (policy === undefined) continue;
    if (!cni.enforces.includes(dialect.name)) tell(resource, resource.kind);
    else if (off.has(dialect.name)) tell(resource, resource.kind, off.get(dialect.name));
  }
  for (const resource of gathered.foreign) {
    tell(resource, `${resource.kind} (${resource.apiVersion}), which is for ${foreignEngine(resource)}`);
  }
}

function withArticle(words: string): string {
  return `${/^[AEIOU]/i.test(words) ? 'an' : 'a'} ${words}`;
}

/** Every policy document with what became of it. `accepted` and, of them, `enforced` are in the order of the texts. */
export function policyDocuments(
  gathered: Gathered,
  accepted: readonly Policy[],
  enforced: readonly Policy[],
): readonly PolicyDocument[] {
  let nextAccepted = 0;
  let nextEnforced = 0;
  const own = gathered.policies.map((reading): PolicyDocument => {
    const { resource, dialect, policy } = reading;
    const documentOf = (state: PolicyDocument['state'], index?: number): PolicyDocument => ({
      ref: policy?.ref ?? refOf(resource, dialect.name),
      origin: resource.origin,
      index,
      policy,
      state,
    });
    if (policy === undefined) return documentOf('refused');
    if (accepted[nextAccepted] !== policy) return documentOf('shadowed');
    nextAccepted += 1;
    if (enforced[nextEnforced] !== policy) return documentOf('not enforced');
    nextEnforced += 1;
    return documentOf(gathered.stalePolicies.has(reading) ? 'stale' : 'in force', nextEnforced - 1);
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
