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
  const isPolicy = registry.dialects.some(
    (dialect) => dialect.reads(apiVersion, kind) && dialect.isPolicy?.(kind) !== false,
  );
  const path = [...base, 'metadata', 'name'];
  const span = nearestSpan(document, base, 'entry');
  return {
    ...span,
    name: name === '' ? kind || 'document' : name,
    detail: [name === '' ? '' : kind, namespace].filter((part) => part !== '').join(' · '),
    kind: isPolicy ? 'policy' : kindOf(kind),
    at: spanAt(document, path, 'value') ?? { start: span.start, end: span.start },
    children: isPolicy
      ? rulesOf(document, base)
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

/** Lists of rules, with what one of each is called. */
const ruleLists: readonly (readonly [key: string, called: string])[] = [
  ['ingress', 'ingress rule'],
  ['ingressDeny', 'ingress deny rule'],
  ['egress', 'egress rule'],
  ['egressDeny', 'egress deny rule'],
];

/** Rules of `spec`, then those of every item of `specs`. */
function rulesOf(document: YamlDocument, base: Path): readonly OutlineItem[] {
  const specs = nodeAt(document.root, [...base, 'specs']);
  const more = specs?.kind === 'list' ? specs.items.map((_, i): Path => [...base, 'specs', i]) : [];
  const all = [[...base, 'spec'], ...more];
  return all.flatMap((spec, place) => {
    const prefix = place === 0 ? '' : `specs ${place}: `;
    return ruleLists.flatMap(([key, called]) =>
      listItems(document, [...spec, key], 'rule').map((item, i) => ({
        ...item,
        name: `${prefix}${called} ${i + 1}`,
        detail: ruleDetail(document, [...spec, key, i]),
      })),
    );
  });
}

/** The action of a rule, and its name where it has one. */
function ruleDetail(document: YamlDocument, path: Path): string {
  const words = ['action', 'name'].flatMap((key) => {
    const node = nodeAt(document.root, [...path, key]);
    return node?.kind === 'scalar' && typeof node.value === 'string' ? [firstWords(node.value)] : [];
  });
  return words.join(' · ');
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
