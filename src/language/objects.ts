import type { Policy } from '../model/policy';
import type { Resource } from '../resources/resource';
import type { PolicyDocument, Registry, Snapshot } from '../snapshot/types';
import type { Schema } from '../yaml/schema';
import type { Json, JsonObject, Path, YamlDocument } from '../yaml/types';
import { clusterKinds, clusterSchema } from './cluster-schemas';

/** The document at an offset of a file; between two documents the one before. */
export function documentAt(snapshot: Snapshot, file: string, offset: number): YamlDocument | undefined {
  const documents = snapshot.documents.get(file) ?? [];
  let found: YamlDocument | undefined;
  for (const document of documents) {
    if (document.start > offset) break;
    found = document;
  }
  return found;
}

/** Resources of each file by document, made once per snapshot. */
const byFile = new WeakMap<Snapshot, ReadonlyMap<string, readonly Resource[]>>();

/** The resources that stand in a file now; those of a stale document are from before and are left out. */
export function resourcesOf(snapshot: Snapshot, file: string): readonly Resource[] {
  let map = byFile.get(snapshot);
  if (map === undefined) {
    const files = new Map<string, Resource[]>();
    const stale = new Set(snapshot.stale.map((origin) => `${origin.file}:${origin.document}`));
    for (const resource of snapshot.resources) {
      const { file: id, document } = resource.origin;
      if (stale.has(`${id}:${document}`)) continue;
      const list = files.get(id);
      if (list === undefined) files.set(id, [resource]);
      else list.push(resource);
    }
    map = files;
    byFile.set(snapshot, map);
  }
  return map.get(file) ?? [];
}

/** The object of a document, or of a `List` in it, that holds a path; as the text says, whether accepted or not. */
export function objectAt(document: YamlDocument, path: Path): WrittenObject | undefined {
  const whole = asObject(document.value);
  if (whole === undefined) return undefined;
  const [items, index] = path;
  if (textField(whole['kind']).endsWith('List') && items === 'items' && typeof index === 'number') {
    const list = whole['items'];
    const item = Array.isArray(list) ? asObject((list as readonly Json[])[index]) : undefined;
    return item === undefined ? undefined : written(item, [items, index], path.slice(2));
  }
  return written(whole, [], path);
}

/** An object with where it begins in its document, and the rest of the path that led to it. */
export type WrittenObject = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly value: JsonObject;
  readonly base: Path;
  readonly path: Path;
};

function written(value: JsonObject, base: Path, path: Path): WrittenObject {
  return { apiVersion: textField(value['apiVersion']), kind: textField(value['kind']), value, base, path };
}

function textField(field: Json | undefined): string {
  return typeof field === 'string' ? field : '';
}

function asObject(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** The resource that holds a path of a document. */
export function resourceAt(snapshot: Snapshot, document: YamlDocument, path: Path): Resource | undefined {
  return resourcesOf(snapshot, document.file).find(
    ({ origin }) => origin.document === document.index && isPrefix(origin.path, path),
  );
}

export function isPrefix(prefix: Path, path: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, i) => step === path[i]);
}

/**
 * A policy as its text says it now, the evaluator's own where it is in force; undefined where no dialect reads the
 * resource or the server would refuse it.
 */
export function policyOf(snapshot: Snapshot, registry: Registry, resource: Resource): Policy | undefined {
  const index = policyDocumentOf(snapshot, resource)?.index;
  if (index !== undefined) return snapshot.evaluator.policies[index];
  const known = decoded.get(resource);
  if (known !== undefined) return known.policy;
  const dialect = registry.dialects.find((one) => one.reads(resource.apiVersion, resource.kind));
  const policy = dialect?.decode(resource, snapshot.around).policy;
  decoded.set(resource, { policy });
  return policy;
}

const decoded = new WeakMap<Resource, { readonly policy: Policy | undefined }>();

/** What became of a policy document. */
export function policyDocumentOf(snapshot: Snapshot, resource: Resource): PolicyDocument | undefined {
  let map = documentsByOrigin.get(snapshot);
  if (map === undefined) {
    map = new Map(snapshot.policyDocuments.map((document) => [originKey(document.origin), document]));
    documentsByOrigin.set(snapshot, map);
  }
  return map.get(originKey(resource.origin));
}

const documentsByOrigin = new WeakMap<Snapshot, ReadonlyMap<string, PolicyDocument>>();

function originKey(origin: Resource['origin']): string {
  return `${origin.document} ${origin.path.join('/')} ${origin.file}`;
}

/** The schema of a kind; undefined where nothing is known of it. */
export function schemaOf(registry: Registry, apiVersion: string, kind: string): Schema | undefined {
  const dialect = registry.dialects.find((one) => one.reads(apiVersion, kind));
  return dialect?.schema(kind) ?? clusterSchema(apiVersion, kind);
}

/** Every kind that can be offered, policies first. The dialects' kinds are those of their snippets, and others that they name. */
export function knownKinds(
  registry: Registry,
): readonly { readonly apiVersion: string; readonly kind: string }[] {
  const kinds = new Map<string, { apiVersion: string; kind: string }>();
  for (const { body } of registry.dialects.flatMap((dialect) => dialect.snippets)) {
    const apiVersion = /^apiVersion: *(\S+)/m.exec(body)?.[1];
    const kind = /^kind: *(\S+)/m.exec(body)?.[1];
    if (apiVersion !== undefined && kind !== undefined) {
      kinds.set(`${apiVersion} ${kind}`, { apiVersion, kind });
    }
  }
  for (const one of registry.dialects.flatMap((dialect) => dialect.kinds ?? [])) {
    kinds.set(`${one.apiVersion} ${one.kind}`, one);
  }
  return [...kinds.values(), ...clusterKinds];
}
