import type { RuleSketch, SelectorSketch } from '../dialects/dialect';
import type { Direction } from '../model/policy';
import type { JsonObject, YamlOperation } from '../yaml/types';
import {
  expectationsApiVersion,
  expectationsKind,
  type ExpectationsDocument,
} from '../expectations/document';
import { expectationsSchema } from '../expectations/schema';
import { resolverOf } from '../expectations/resolver';
import { keyOrderAt } from '../yaml/schema';
import { isMap } from '../yaml/json-value';
import { indexOf } from './cluster-index';
import { plainDraft, type Draft } from './draft';
import { dnsAdmission, dnsNeed } from './isolate';
import { freePolicyName } from './names';
import { subjectsFor } from './peers';
import type { PlanContext } from './plan-context';
import { policyPlace } from './policy-place';
import { rulesOf, servedRules, type Admission } from './served-rules';
import type { Note } from './types';
import type { Meant } from './wish-statement';
import { freeFileName, type DocumentChange } from './write';

/** A namespace whose pods shall be isolated, all of them. */
export type DenyRequest = {
  readonly namespace: string;
  readonly directions: readonly Direction[];
  /** Add the DNS rule where egress is denied and DNS would stop. */
  readonly dns: boolean;
  /** Write rules for the allowed statements too, and write the scope down (DR-3). */
  readonly serve: boolean;
  readonly admit?: (workload: number, home: string) => readonly Admission[] | string;
};

/** The policies that close a namespace; a sentence where they cannot be written. */
export function defaultDeny(context: PlanContext, meant: Meant, request: DenyRequest): Draft | string {
  const { snapshot, dialect } = context;
  const { namespace, directions } = request;
  const made = new Set<string>();
  const changes: DocumentChange[] = [];
  const notes: Note[] = [];
  const place = policyPlace(snapshot, namespace);
  const schema = dialect.schema('NetworkPolicy');
  const add = (
    wished: string,
    sketch: Omit<Parameters<typeof dialect.edits.newPolicy>[0], 'name' | 'namespace'>,
  ) => {
    const name = freePolicyName(snapshot, namespace, wished, made);
    made.add(name);
    const value = dialect.edits.newPolicy({ ...sketch, name, namespace });
    changes.push({ kind: 'add', value, ...place, schema });
  };
  const which = directions.length === 2 ? 'all' : (directions[0] ?? 'all');
  add(`default-deny-${which}`, { subject: {}, directions, rules: [] });
  let dns: Draft['dns'] = 'not needed';
  if (directions.includes('egress')) {
    const workloads = workloadsIn(context, namespace);
    const need = dnsNeed(context, workloads, namespace);
    if (need !== undefined) dns = request.dns ? 'included' : 'offered';
    if (need !== undefined && request.dns) {
      const rules = rulesOf('egress', [need.admission]);
      add('allow-dns-egress', { subject: {}, directions: ['egress'], rules });
      notes.push(...need.notes);
    }
  }
  if (request.serve) {
    for (const direction of directions) {
      const served = servedPolicies(context, meant, request, direction);
      if (typeof served === 'string') return served;
      for (const { name, selector, rules, notes: own } of served) {
        notes.push(...own);
        if (rules.length > 0) {
          add(`${name}-${direction}`, { subject: selector, directions: [direction], rules });
        }
      }
      changes.push(...scopeChanges(context, namespace, direction));
    }
  }
  const words = directions.join(' and ');
  return {
    ...plainDraft,
    changes,
    way: 'default deny',
    title: `Deny ${words} in \`${namespace}\` by default`,
    sentence: `adds ${[...made].map((name) => `\`${name}\``).join(', ')} to \`${namespace}\`: what no rule admits is denied`,
    about: [...made].join(', '),
    shape: 8,
    width: 1,
    notes: [...new Map(notes.map((note) => [note.text, note])).values()],
    guess: 2000,
    made: [...made],
    dns,
  };
}

type Served = {
  readonly name: string;
  readonly selector: SelectorSketch;
  readonly rules: readonly RuleSketch[];
  readonly notes: readonly Note[];
};

/** What the gates of each workload serve; workloads that labels cannot tell apart share a policy. */
function servedPolicies(
  context: PlanContext,
  meant: Meant,
  request: DenyRequest,
  direction: Direction,
): readonly Served[] | string {
  const { cluster } = context.snapshot;
  const { namespace } = request;
  const groups = new Map<string, { selector: SelectorSketch; workloads: number[]; more: Admission[] }>();
  for (const index of workloadsIn(context, namespace)) {
    const more = request.admit?.(index, namespace) ?? [];
    if (typeof more === 'string') return more;
    const wanted = servedRules(context, meant, [index], direction, namespace, more);
    if (wanted.rules.length === 0 && wanted.notes.length === 0) continue;
    const subjects = subjectsFor(cluster, [index], undefined, context.used);
    if (typeof subjects === 'string') return subjects;
    for (const { selector } of subjects) {
      const key = JSON.stringify(selector);
      const group = groups.get(key) ?? { selector, workloads: [], more: [] };
      groups.set(key, group);
      group.workloads.push(index);
      group.more.push(...more);
    }
  }
  return [...groups.values()].map(({ selector, workloads, more }) => ({
    name: cluster.workloads[workloads[0] ?? -1]?.name ?? 'policy',
    selector,
    ...servedRules(context, meant, workloads, direction, namespace, more),
  }));
}

/** The policy by which every pod of a namespace may ask the cluster's DNS. */
export function allowDns(context: PlanContext, namespace: string): Draft {
  const { snapshot, dialect } = context;
  const { admission, notes } = dnsAdmission(context, resolverOf(snapshot.cluster), namespace);
  const name = freePolicyName(snapshot, namespace, 'allow-dns-egress');
  const value = dialect.edits.newPolicy({
    namespace,
    name,
    subject: {},
    directions: ['egress'],
    rules: rulesOf('egress', [admission]),
  });
  const open = workloadsIn(context, namespace).some(
    (index) => snapshot.evaluator.gate(index, 'egress').state === 'open',
  );
  const isolates: Note[] = open
    ? [
        {
          severity: 'warning',
          text: 'pods that nothing isolates for egress yet are isolated by this: only DNS stays open for them',
        },
      ]
    : [];
  return {
    ...plainDraft,
    changes: [
      { kind: 'add', value, ...policyPlace(snapshot, namespace), schema: dialect.schema('NetworkPolicy') },
    ],
    way: 'allow dns',
    title: `Allow DNS in \`${namespace}\``,
    sentence: `adds \`${name}\`, by which every pod of \`${namespace}\` may ask the cluster’s DNS`,
    about: name,
    shape: 2,
    width: 1,
    notes: [...isolates, ...notes],
    made: [name],
    dns: 'included',
  };
}

function workloadsIn(context: PlanContext, namespace: string): readonly number[] {
  return indexOf(context.snapshot.cluster).byNamespace.get(namespace) ?? [];
}

/** Writes `unmentioned: denied` with its scope, so that the text remembers the answer. */
function scopeChanges(
  context: PlanContext,
  namespace: string,
  direction: Direction,
): readonly DocumentChange[] {
  const word = direction === 'ingress' ? 'Ingress' : 'Egress';
  const covers = (document: ExpectationsDocument) =>
    document.unmentioned === 'denied' &&
    document.scope.directions.includes(word) &&
    document.scope.namespaces.includes(namespace);
  if (context.expectations.some(covers)) return [];
  const scope = { namespaces: [namespace], directions: [word] };
  const target =
    context.expectations.find(
      (document) => document.namespace === namespace && document.unmentioned !== 'denied',
    ) ?? context.expectations.find((document) => document.unmentioned !== 'denied');
  if (target !== undefined) {
    return [{ kind: 'edit', at: target.origin, operations: (value) => setScope(value, scope) }];
  }
  const value: JsonObject = {
    apiVersion: expectationsApiVersion,
    kind: expectationsKind,
    metadata: {
      name: `${namespace}-closed`,
      namespace,
      annotations: { 'config.kubernetes.io/local-config': 'true' },
    },
    spec: { unmentioned: 'denied', scope },
  };
  const after = context.expectations[0]?.origin;
  const fileName = freeFileName(context.snapshot, 'expectations.yaml');
  return [{ kind: 'add', value, after, fileName }];
}

function setScope(
  value: JsonObject,
  scope: { readonly namespaces: readonly string[]; readonly directions: readonly string[] },
): readonly YamlOperation[] {
  const order = keyOrderAt(expectationsSchema, ['spec']);
  const spec = value['spec'];
  if (!isMap(spec)) {
    return [{ kind: 'setKey', path: [], key: 'spec', value: { unmentioned: 'denied', scope } }];
  }
  return [
    { kind: 'setKey', path: ['spec'], key: 'unmentioned', value: 'denied', order },
    { kind: 'setKey', path: ['spec'], key: 'scope', value: scope, order },
  ];
}
