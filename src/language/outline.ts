import type { Registry, Snapshot } from '../snapshot/types';
import { nearestSpan, nodeAt, spanAt } from '../yaml/places';
import type { Json, Path, YamlDocument } from '../yaml/types';
import { objectAt, type WrittenObject } from './objects';
import type { OutlineItem } from './types';

const workloadKinds: ReadonlySet<string> = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
]);

/** The objects of a file in the order of the text; policies with their rules, Expectations with their statements. */
export function outlineOf(snapshot: Snapshot, registry: Registry, file: string): readonly OutlineItem[] {
  return (snapshot.documents.get(file) ?? []).flatMap((document) =>
    basesOf(document).flatMap((base) => {
      const object = objectAt(document, base);
      return object === undefined ? [] : [itemOf(document, object, registry)];
    }),
  );
}

/** Paths at which objects begin: the document, or the items of a `List`. */
function basesOf(document: YamlDocument): readonly Path[] {
  const items = nodeAt(document.root, ['items']);
  const whole = objectAt(document, []);
  if (whole === undefined) return [];
  if (!whole.kind.endsWith('List') || items?.kind !== 'list') return [[]];
  return items.items.map((_, i) => ['items', i]);
}

function itemOf(document: YamlDocument, object: WrittenObject, registry: Registry): OutlineItem {
  const { base, kind, apiVersion } = object;
  const metadata = fieldOf(object.value, 'metadata');
  const name = textOf(fieldOf(metadata, 'name'));
  const namespace = textOf(fieldOf(metadata, 'namespace'));
  const isPolicy = registry.dialects.some((dialect) => dialect.reads(apiVersion, kind));
  const path = [...base, 'metadata', 'name'];
  const span = nearestSpan(document, base, 'entry');
  return {
    ...span,
    name: name === '' ? kind || 'document' : name,
    detail: [name === '' ? '' : kind, namespace].filter((part) => part !== '').join(' · '),
    kind: isPolicy ? 'policy' : kindOf(kind),
    at: spanAt(document, path, 'value') ?? { start: span.start, end: span.start },
    children: isPolicy
      ? [...rules(document, base, 'ingress'), ...rules(document, base, 'egress')]
      : kind === 'Expectations'
        ? listItems(document, [...base, 'spec', 'expect'], 'wanted')
        : [],
  };
}

function kindOf(kind: string): OutlineItem['kind'] {
  if (workloadKinds.has(kind)) return 'workload';
  if (kind === 'Namespace') return 'namespace';
  return kind === 'Service' ? 'service' : 'other';
}

function rules(document: YamlDocument, base: Path, direction: string): readonly OutlineItem[] {
  return listItems(document, [...base, 'spec', direction], 'rule').map((item, i) => ({
    ...item,
    name: `${direction} rule ${i + 1}`,
  }));
}

function listItems(document: YamlDocument, path: Path, kind: 'rule' | 'wanted'): readonly OutlineItem[] {
  const list = nodeAt(document.root, path);
  if (list?.kind !== 'list') return [];
  return list.items.map((_, i): OutlineItem => {
    const span = nearestSpan(document, [...path, i], 'entry');
    const text = document.text.slice(span.start - document.start, span.end - document.start);
    return { ...span, name: firstWords(text), detail: '', kind, at: span, children: [] };
  });
}

function firstWords(text: string): string {
  const line = text.slice(0, 200).replaceAll(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line || '-';
}

function fieldOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, Json>>)[key] : undefined;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
