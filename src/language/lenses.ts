import type { Direction, Policy, Rule } from '../model/policy';
import type { Resource } from '../resources/resource';
import { policyKey } from '../dialects/dialect';
import type { PolicyDocument, Registry, Snapshot } from '../snapshot/types';
import { nearestSpan } from '../yaml/places';
import type { Span } from '../yaml/types';
import { idsOf, peerWorkloads, subjectWorkloads } from './matching';
import { policyDocumentOf, policyOf, resourcesOf } from './objects';
import { missesOf } from './selector-at';
import type { Lens, LensPart, NearMiss } from './types';
import { broadPeer, matchesAll, nameParts, portsText } from './words';

/** What every policy of a file selects, and what each of its rules admits, in this cluster. */
export function lensesOf(snapshot: Snapshot, registry: Registry, file: string): readonly Lens[] {
  const current = resourcesOf(snapshot, file).flatMap((resource) => {
    const document = policyDocumentOf(snapshot, resource);
    return document === undefined ? [] : policyLenses(snapshot, registry, resource, document);
  });
  return [...current, ...staleLenses(snapshot, file)].sort((a, b) => a.start - b.start);
}

/** Documents whose text cannot be used now: what was said of them still holds for the version that is in force. */
function staleLenses(snapshot: Snapshot, file: string): readonly Lens[] {
  const stale = snapshot.policyDocuments.filter(
    ({ state, origin }) => state === 'stale' && origin.file === file,
  );
  return stale.flatMap(({ ref, origin }): readonly Lens[] => {
    const document = snapshot.documents.get(file)?.[origin.document];
    if (document === undefined) return [];
    return [
      {
        ...atStart(nearestSpan(document, [], 'entry')),
        about: 'policy',
        policy: policyKey(ref),
        parts: [{ text: 'the version from before this edit is in force' }],
        tone: 'quiet',
        workloads: [],
        keeps: { start: document.start, end: document.end },
      },
    ];
  });
}

function policyLenses(
  snapshot: Snapshot,
  registry: Registry,
  resource: Resource,
  document: PolicyDocument,
): readonly Lens[] {
  const span = spanOf(snapshot, resource.origin);
  const head = { ...atStart(span), about: 'policy' as const, policy: policyKey(document.ref) };
  const said = (text: string, dimmed: boolean): readonly Lens[] => [
    { ...head, parts: [{ text }], tone: 'quiet', workloads: [], ...(dimmed ? { dimmed: span } : {}) },
  ];
  switch (document.state) {
    case 'not enforced':
      return said(`not enforced by ${engineName(snapshot.cni.title)}`, true);
    case 'shadowed':
      return said('replaced by a later document of the same name', true);
    case 'refused':
      return said('refused by the API server, so it has no effect', false);
    case 'stale':
    case 'in force': {
      const policy = policyOf(snapshot, registry, resource);
      return policy === undefined
        ? []
        : [
            { ...head, ...subjectWords(snapshot, policy, document) },
            ...ruleLenses(snapshot, policy, document),
          ];
    }
  }
}

/** `none (Flannel)` is what enforces nothing: its name stands in the brackets. */
function engineName(title: string): string {
  return /^none \((.+)\)$/.exec(title)?.[1] ?? title;
}

type Words = Pick<Lens, 'parts' | 'tone' | 'workloads'>;

/** `selects api, cart · isolates ingress · 2 rules`. */
function subjectWords(snapshot: Snapshot, policy: Policy, document: PolicyDocument): Words {
  const { cluster } = snapshot;
  const workloads = subjectWorkloads(snapshot, policy, document);
  const directions = (['ingress', 'egress'] as const).filter((direction) => policy[direction].applies);
  const rules = policy.ingress.rules.length + policy.egress.rules.length;
  const { subject } = policy;
  const whole =
    subject !== undefined && matchesAll(subject.pods) && subject.namespaces.kind === 'own'
      ? subject.namespaces.namespace
      : undefined;
  const parts: LensPart[] = [{ text: 'selects ' }];
  if (workloads.length === 0) parts.push({ text: 'nothing' });
  else if (whole !== undefined) parts.push({ text: 'every pod of ' }, { text: whole, name: true });
  else parts.push(...nameParts(workloads, cluster));
  if (workloads.length === 0 && subject !== undefined) {
    parts.push(...missParts(missesOf(snapshot, subject.namespaces, subject.pods)));
  }
  if (directions.length > 0) parts.push({ text: ` · isolates ${directions.join(' and ')}` });
  parts.push({ text: ` · ${rules === 0 ? 'admits nobody' : rules === 1 ? '1 rule' : `${rules} rules`}` });
  return { parts, tone: workloads.length === 0 ? 'warning' : 'plain', workloads: idsOf(workloads, cluster) };
}

/** The label that nobody has, where it is nearly one that somebody has. */
function missParts(misses: readonly NearMiss[]): readonly LensPart[] {
  const [miss] = misses;
  return miss === undefined ? [] : [{ text: ' · nothing has ' }, { text: miss.wanted, name: true }];
}

function ruleLenses(snapshot: Snapshot, policy: Policy, document: PolicyDocument): readonly Lens[] {
  const side = (direction: Direction) =>
    policy[direction].rules.map((rule, position): Lens => ({
      ...atStart(spanOf(snapshot, rule.origin)),
      about: 'rule',
      policy: policyKey(policy.ref),
      ...ruleWords(snapshot, document, direction, rule, position),
    }));
  return [...side('ingress'), ...side('egress')];
}

/** `rule 1 · admits frontend, worker on TCP 8080`; of egress `rule 1 · admits traffic to api on TCP 8080`. */
function ruleWords(
  snapshot: Snapshot,
  document: PolicyDocument,
  direction: Direction,
  rule: Rule,
  position: number,
): Words {
  const { cluster } = snapshot;
  const lead = `rule ${rule.index + 1} · admits ${direction === 'egress' ? 'traffic to ' : ''}`;
  const tail: LensPart = { text: ` on ${portsText(rule.ports)}` };
  if (rule.peers === 'any') {
    return {
      parts: [{ text: `${lead}${direction === 'egress' ? 'anywhere' : 'everyone'}` }, tail],
      tone: 'plain',
      workloads: [],
    };
  }
  const broad: string[] = [];
  const named = new Set<number>();
  const all = new Set<number>();
  const misses: NearMiss[] = [];
  for (const [peer, value] of rule.peers.entries()) {
    const workloads = peerWorkloads(snapshot, document, { direction, rule: position, peer }, value);
    for (const index of workloads) all.add(index);
    const words = broadPeer(value);
    if (words !== undefined && (value.kind === 'addresses' || workloads.length > 0)) broad.push(words);
    else for (const index of workloads) named.add(index);
    if (workloads.length === 0 && value.kind === 'pods') {
      misses.push(...missesOf(snapshot, value.namespaces, value.pods));
    }
  }
  const sorted = [...named].sort((a, b) => a - b);
  const names: LensPart[] = [...nameParts(sorted, cluster)];
  for (const words of broad) {
    if (names.length > 0) names.push({ text: ', ' });
    names.push({ text: words, name: true });
  }
  const workloads = idsOf(
    [...all].sort((a, b) => a - b),
    cluster,
  );
  if (names.length > 0) {
    return {
      parts: [{ text: lead }, ...names, tail, ...missParts(misses)],
      tone: misses.length > 0 ? 'warning' : 'plain',
      workloads,
    };
  }
  return { parts: [{ text: `${lead}nobody` }, ...missParts(misses)], tone: 'warning', workloads };
}

function atStart(span: Span): { readonly start: number } {
  return { start: span.start };
}

function spanOf(snapshot: Snapshot, origin: Resource['origin']): Span {
  const document = snapshot.documents.get(origin.file)?.[origin.document];
  return document === undefined ? { start: 0, end: 0 } : nearestSpan(document, origin.path, 'entry');
}
