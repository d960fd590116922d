import { parseCidr, containsCidr, type Cidr } from '../model/address';
import type { WorkloadKind } from '../model/cluster';
import type { Requirement, Selector } from '../model/selector';
import type { Json, JsonObject, Path } from '../yaml/types';
import type { Entity, PeerGroup, StatementPeer } from './document';
import { nearest } from './nearest';
import { clip } from './port-grammar';
import { isObject, type Reader } from './reader';

const groups: readonly PeerGroup[] = [
  'Anyone',
  'AnyPod',
  'OutsideNamespace',
  'OutsideCluster',
  'AnyoneElse',
  'AnyOtherPod',
];
const entities: readonly Entity[] = ['Internet', 'Host', 'Nodes', 'ApiServer'];
const kinds: readonly WorkloadKind[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Pod',
];
const forms = ['workload', 'pods', 'namespace', 'namespaces', 'service', 'cidr', 'domain', 'entity'] as const;
type Form = (typeof forms)[number];
/** Keys that may stand beside a form. */
const beside: Readonly<Record<Form, readonly string[]>> = {
  workload: ['namespace', 'kind'],
  pods: ['namespace', 'namespaces'],
  namespace: [],
  namespaces: [],
  service: ['namespace'],
  cidr: ['except'],
  domain: [],
  entity: [],
};
const oneForm = `a peer is exactly one of ${forms.map((form) => `\`${form}\``).join(', ')}, or a word as \`AnyoneElse\``;

/** Reads one side of a statement; undefined where it is not understood, and then an error is told. */
export function decodePeer(
  reader: Reader,
  value: Json | undefined,
  path: Path,
  home: string,
): StatementPeer | undefined {
  const origin = reader.origin(path);
  if (typeof value === 'string') {
    const group = groups.find((word) => word === value);
    if (group !== undefined) return { kind: 'group', group, origin };
    const near = nearest(value, groups);
    reader.report(
      'EXP-2',
      path,
      near === undefined ? oneForm : `\`${clip(value)}\` is no peer: did you mean \`${near}\`?`,
    );
    return undefined;
  }
  if (!isObject(value)) {
    reader.report('EXP-2', path, oneForm);
    return undefined;
  }
  const before = reader.problems.length;
  const entries = reader.object(value, path, [...forms, 'kind', 'except']) ?? new Map<string, Json>();
  if (reader.problems.length > before) return undefined;
  const form = formOf(entries);
  if (form === undefined) {
    reader.report('EXP-2', path, oneForm);
    return undefined;
  }
  for (const key of entries.keys()) {
    if (key === form || beside[form].includes(key)) continue;
    reader.report('EXP-2', [...path, key], `\`${key}\` cannot stand beside \`${form}\``, { part: 'key' });
  }
  if (reader.problems.length > before) return undefined;
  const peer = readForm(reader, form, entries, path, home);
  return reader.problems.length > before ? undefined : peer;
}

/** The key that says what kind of peer it is: `namespace` and `namespaces` only where no other one is there. */
function formOf(entries: ReadonlyMap<string, Json>): Form | undefined {
  const present = forms.filter((form) => entries.has(form));
  const telling = present.filter((form) => form !== 'namespace' && form !== 'namespaces');
  if (telling.length > 1) return undefined;
  if (telling.length === 1) return telling[0];
  return present.length === 1 ? present[0] : undefined;
}

function readForm(
  reader: Reader,
  form: Form,
  entries: ReadonlyMap<string, Json>,
  path: Path,
  home: string,
): StatementPeer | undefined {
  const origin = reader.origin(path);
  const text = (key: string) => requiredText(reader, entries.get(key), [...path, key]);
  const namespace = () => (entries.has('namespace') ? text('namespace') : home);
  switch (form) {
    case 'workload': {
      const workload = reader.word(entries.get('kind'), [...path, 'kind'], kinds);
      const peer = {
        kind: form,
        namespace: namespace() ?? home,
        name: text('workload') ?? '',
        origin,
      } as const;
      return workload === undefined ? peer : { ...peer, workload };
    }
    case 'pods': {
      const pods = readSelector(reader, entries.get('pods'), [...path, 'pods']);
      if (entries.has('namespace') && entries.has('namespaces')) {
        reader.report('EXP-2', path, 'either `namespace` or `namespaces` says where the pods are, not both');
      }
      if (!entries.has('namespaces')) {
        return { kind: form, namespaces: { kind: 'named', name: namespace() ?? home }, pods, origin };
      }
      const selector = readSelector(reader, entries.get('namespaces'), [...path, 'namespaces']);
      return { kind: form, namespaces: { kind: 'labels', selector }, pods, origin };
    }
    case 'namespace':
      return { kind: form, name: text('namespace') ?? '', origin };
    case 'namespaces':
      return {
        kind: form,
        selector: readSelector(reader, entries.get('namespaces'), [...path, 'namespaces']),
        origin,
      };
    case 'service':
      return { kind: form, namespace: namespace() ?? home, name: text('service') ?? '', origin };
    case 'cidr':
      return readCidrs(reader, entries, path);
    case 'domain': {
      const name = text('domain') ?? '';
      if (!/^(\*{1,2}\.)?[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(name) || name.length > 253) {
        reader.report('EXP-2', [...path, 'domain'], `\`${clip(name)}\` is no domain name`);
      }
      return { kind: form, name, origin };
    }
    case 'entity': {
      const entity = reader.word(entries.get('entity'), [...path, 'entity'], entities);
      if (entity === undefined && entries.get('entity') === null) {
        reader.report('EXP-2', [...path, 'entity'], oneForm);
      }
      return entity === undefined ? undefined : { kind: form, entity, origin };
    }
  }
}

function readCidrs(
  reader: Reader,
  entries: ReadonlyMap<string, Json>,
  path: Path,
): StatementPeer | undefined {
  const cidr = readCidr(reader, entries.get('cidr'), [...path, 'cidr']);
  const except: Cidr[] = [];
  const items = reader.list(entries.get('except'), [...path, 'except']) ?? [];
  for (const [index, item] of items.entries()) {
    const at = [...path, 'except', index];
    const hole = readCidr(reader, item, at);
    if (hole === undefined || cidr === undefined) continue;
    if (!containsCidr(cidr, hole)) reader.report('EXP-2', at, '`except` must lie inside `cidr`');
    except.push(hole);
  }
  return cidr === undefined ? undefined : { kind: 'cidr', cidr, except, origin: reader.origin(path) };
}

function readCidr(reader: Reader, value: Json | undefined, path: Path): Cidr | undefined {
  const text = requiredText(reader, value, path);
  if (text === undefined) return undefined;
  const parsed = parseCidr(text);
  if (parsed === undefined) {
    reader.report(
      'EXP-2',
      path,
      `\`${clip(text)}\` is no address range, as \`192.0.2.0/24\` or \`2001:db8::/64\``,
    );
  }
  return parsed?.cidr;
}

function requiredText(reader: Reader, value: Json | undefined, path: Path): string | undefined {
  const text = reader.text(value, path);
  if (text === '' || value === null || value === undefined) {
    reader.report('EXP-2', path, `\`${clip(String(path.at(-1)))}\` is empty`);
    return undefined;
  }
  return text;
}

/** A plain map of labels, or a LabelSelector. */
export function readSelector(reader: Reader, value: Json | undefined, path: Path): Selector {
  const origin = reader.origin(path);
  if (value === undefined || value === null) {
    reader.report('EXP-2', path, 'no labels are given: write `{}` where every one is meant');
    return { requirements: [], origin };
  }
  if (!isObject(value)) {
    reader.report(
      'EXP-2',
      path,
      'a selector is a map of labels, or has `matchLabels` and `matchExpressions`',
    );
    return { requirements: [], origin };
  }
  if (!Object.hasOwn(value, 'matchLabels') && !Object.hasOwn(value, 'matchExpressions')) {
    return { requirements: readLabels(reader, value, path), origin };
  }
  const entries = reader.object(value, path, ['matchLabels', 'matchExpressions']) ?? new Map<string, Json>();
  const labels = entries.get('matchLabels') ?? {};
  const at = [...path, 'matchLabels'];
  if (!isObject(labels)) reader.report('EXP-0', at, '`matchLabels` must be a map of keys');
  const requirements = isObject(labels) ? readLabels(reader, labels, at) : [];
  const expressions = reader.list(entries.get('matchExpressions'), [...path, 'matchExpressions']) ?? [];
  for (const [index, item] of expressions.entries()) {
    const requirement = readExpression(reader, item, [...path, 'matchExpressions', index]);
    if (requirement !== undefined) requirements.push(requirement);
  }
  return { requirements, origin };
}

function readLabels(reader: Reader, value: JsonObject, path: Path): Requirement[] {
  return Object.entries(value).map(([key, label]) => {
    const at = [...path, key];
    const text = reader.text(label, at) ?? '';
    return { key, operator: 'In', values: [text], origin: reader.origin(at) };
  });
}

function readExpression(reader: Reader, value: Json, path: Path): Requirement | undefined {
  const entries = reader.object(value, path, ['key', 'operator', 'values']) ?? new Map<string, Json>();
  const key = requiredText(reader, entries.get('key'), [...path, 'key']);
  const operator = reader.word(entries.get('operator'), [...path, 'operator'], [
    'In',
    'NotIn',
    'Exists',
    'DoesNotExist',
  ] as const);
  const items = reader.list(entries.get('values'), [...path, 'values']) ?? [];
  const values = items.map((item, index) => reader.text(item, [...path, 'values', index]) ?? '');
  if (entries.get('operator') === undefined || entries.get('operator') === null) {
    reader.report('EXP-2', path, '`operator` is missing');
  }
  if (key === undefined || operator === undefined) return undefined;
  const wantsValues = operator === 'In' || operator === 'NotIn';
  if (wantsValues !== values.length > 0) {
    reader.report(
      'EXP-2',
      [...path, 'values'],
      wantsValues ? `\`${operator}\` needs values` : `\`${operator}\` takes no values`,
    );
  }
  return { key, operator, values: [...new Set(values)].sort(), origin: reader.origin(path) };
}
