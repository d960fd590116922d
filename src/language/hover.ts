import type { Registry, Snapshot } from '../snapshot/types';
import { nearestSpan, nodeAt, pathAt, resolveAlias, spanAt } from '../yaml/places';
import { fieldAt, schemaAt, type Field, type Schema } from '../yaml/schema';
import type { Path, YamlDocument } from '../yaml/types';
import { lensesOf } from './lenses';
import { code, list } from './markdown';
import { documentAt, objectAt, policyDocumentOf, resourceAt, schemaOf, type WrittenObject } from './objects';
import { typeWords } from './schema-words';
import { selectorMatchAt } from './selector-at';
import type { Hover, SelectorMatch } from './types';

/** What is known of the place at an offset: its field, and what it means in this cluster now. */
export function hoverAt(
  snapshot: Snapshot,
  registry: Registry,
  file: string,
  offset: number,
): Hover | undefined {
  const document = documentAt(snapshot, file, offset);
  const at = document && pathAt(document, offset);
  if (document === undefined || at === undefined || at.path.length === 0) return undefined;
  const object = objectAt(document, at.path);
  if (object === undefined) return undefined;
  const schema = schemaOf(registry, object.apiVersion, object.kind);
  const field = schema && fieldAt(schema, object.path);
  const markdown = [
    ...policyWords(snapshot, registry, document, object),
    ...matchWords(snapshot, selectorMatchAt(snapshot, registry, file, offset)),
    ...placeWords(snapshot, document, at.path, schema && schemaAt(schema, object.path)),
    ...(field === undefined ? [] : fieldWords(String(object.path.at(-1)), field)),
  ];
  if (markdown.length === 0) return undefined;
  const span = spanAt(document, at.path, at.part) ?? nearestSpan(document, at.path, at.part);
  return { ...span, markdown };
}

function fieldWords(name: string, field: Field): readonly string[] {
  const required = field.required === true ? ', required' : '';
  return [`**${code(name)}** ${typeWords(field.schema)}${required}`, field.doc];
}

/** On `kind` and on the name of a policy: what the policy does now. */
function policyWords(
  snapshot: Snapshot,
  registry: Registry,
  document: YamlDocument,
  object: WrittenObject,
): readonly string[] {
  const where = object.path.join('.');
  if (where !== 'kind' && where !== 'metadata.name') return [];
  const resource = resourceAt(snapshot, document, [...object.base, ...object.path]);
  if (resource === undefined || policyDocumentOf(snapshot, resource) === undefined) return [];
  const start = nearestSpan(document, object.base, 'entry').start;
  const lens = lensesOf(snapshot, registry, document.file).find(
    (one) => one.about === 'policy' && one.start === start,
  );
  if (lens === undefined) return [];
  const words = lens.parts.map((part) => (part.name === true ? code(part.text) : part.text)).join('');
  return [words.charAt(0).toUpperCase() + words.slice(1)];
}

function matchWords(snapshot: Snapshot, match: SelectorMatch | undefined): readonly string[] {
  if (match === undefined) return [];
  const words: string[] = [];
  if (match.namespaces.length > 0) {
    words.push(`Matches ${counted(match.namespaces.length, 'namespace')} now: ${list(match.namespaces)}.`);
  }
  const names = match.workloads.map((id) => id.slice(id.lastIndexOf('/') + 1));
  if (names.length > 0) {
    const verb = match.role === 'subject' ? 'Selects' : 'Matches';
    const pods =
      match.namespaces.length > 0
        ? 'With their pods: '
        : `${verb} ${counted(names.length, 'workload')} now: `;
    words.push(`${pods}${list(names)}.`);
  } else if (snapshot.cluster.workloads.length > 0) {
    words.push('Matches no workload now.');
  }
  for (const miss of match.nearMisses.slice(0, 2)) {
    words.push(`${code(miss.actual)} is on ${list(miss.carriers, 3)}; this says ${code(miss.wanted)}.`);
  }
  return words;
}

/** Facts about the value itself: who listens on a port, what a namespace holds. */
function placeWords(
  snapshot: Snapshot,
  document: YamlDocument,
  path: Path,
  schema: Schema | undefined,
): readonly string[] {
  const node = nodeAt(document.root, path);
  const scalar = node && resolveAlias(node);
  if (scalar?.kind !== 'scalar' || schema?.kind !== 'scalar') return [];
  const { value } = scalar;
  if (path.at(-1) === 'port' && (typeof value === 'string' || typeof value === 'number')) {
    return portWords(snapshot, value);
  }
  if (schema.format === 'namespace' && typeof value === 'string') return namespaceWords(snapshot, value);
  return [];
}

function portWords(snapshot: Snapshot, port: string | number): readonly string[] {
  const { pods, workloads } = snapshot.cluster;
  const found = new Map<string, string>();
  for (const pod of pods) {
    const declared = pod.ports.find((one) =>
      typeof port === 'string' ? one.name === port : one.port === port,
    );
    const name = workloads[pod.workload]?.name;
    if (declared !== undefined && name !== undefined) {
      found.set(
        name,
        typeof port === 'string' ? `${declared.port}/${declared.protocol}` : (declared.name ?? ''),
      );
    }
  }
  if (found.size === 0) return [`No container declares port ${code(String(port))} here.`];
  const names = [...found].map(([name, detail]) => (typeof port === 'string' ? `${name} ${detail}` : name));
  return [`Declared by ${list(names)}.`];
}

function namespaceWords(snapshot: Snapshot, name: string): readonly string[] {
  const { namespaces, workloads } = snapshot.cluster;
  const namespace = namespaces.get(name);
  if (namespace === undefined) return [`There is no namespace ${code(name)} here.`];
  const count = workloads.filter((workload) => workload.namespace === name).length;
  const labels = [...namespace.labels].map(([key, value]) => `${key}=${value}`);
  const known = namespace.inferred ? ' No document declares it.' : '';
  return [`${counted(count, 'workload')}, labels ${list(labels)}.${known}`];
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
