import type { Direction, Policy, Rule, Subject } from '../model/policy';
import type { Resource } from '../resources/resource';
import { policyKey } from '../dialects/dialect';
import type { PolicyDocument, Registry, Snapshot } from '../snapshot/types';
import { nearestSpan } from '../yaml/places';
import type { Span } from '../yaml/types';
import { calicoPeerSide, calicoSpecOf } from './calico-matches';
import { calicoHosts, calicoSets } from './calico-sets';
import { ciliumSpecOf } from './cilium-matches';
import { idsOf, peerWorkloads, subjectWorkloads } from './matching';
import { policyDocumentOf, policyOf, resourcesOf } from './objects';
import { objectWords } from './object-lenses';
import { directionWords, engineName, isIdle, ruleLead, rulesWords, standing } from './policy-words';
import { missesOf } from './misses';
import type { Lens, LensPart, NearMiss } from './types';
import { broadPeer, matchesAll, nameParts, portsText } from './words';

/** What every policy of a file selects, what each of its rules admits, and who names a set, in this cluster. */
export function lensesOf(snapshot: Snapshot, registry: Registry, file: string): readonly Lens[] {
  const current = resourcesOf(snapshot, file).flatMap((resource) => {
    const document = policyDocumentOf(snapshot, resource);
    if (document !== undefined) return policyLenses(snapshot, registry, resource, document);
    const words = objectWords(snapshot, resource);
    if (words === undefined) return [];
    return [{ ...atStart(spanOf(snapshot, resource.origin)), about: 'object' as const, ...words }];
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
      return said(`refused by ${refuser(resource)}, so it has no effect`, false);
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

/** Who takes nothing of a document that is refused: of Cilium's and of what Calico stores no server looks at it all. */
function refuser({ apiVersion }: Resource): string {
  if (apiVersion.startsWith('cilium.io/')) return 'Cilium’s agent';
  return apiVersion.startsWith('crd.projectcalico.org/') ? 'Felix' : 'the API server';
}

const longestWords = 80;
const mostOthers = 4;

type Words = Pick<Lens, 'parts' | 'tone' | 'workloads'>;

/** `selects api, cart · isolates ingress · 2 rules`, of policies in tiers `tier default · order 10 · selects …`. */
function subjectWords(snapshot: Snapshot, policy: Policy, document: PolicyDocument): Words {
  const { cluster } = snapshot;
  const workloads = subjectWorkloads(snapshot, policy, document);
  const { subject } = policy;
  const whole =
    subject !== undefined && matchesAll(subject.pods) && subject.namespaces.kind === 'own'
      ? subject.namespaces.namespace
      : undefined;
  const calico = calicoSpecOf(policy);
  const hosts = calico === undefined ? [] : calicoHosts(snapshot, calico);
  const nobody = workloads.length === 0 && hosts.length === 0;
  const nodes = ciliumSpecOf(policy)?.rules.every((rule) => rule.subject.kind === 'nodes') === true;
  const idle = isIdle(policy, snapshot);
  const before = [...(idle ? ['staged, decides nothing'] : []), ...standing(policy)];
  const parts: LensPart[] = [{ text: [...before, idle ? 'would select ' : 'selects '].join(' · ') }];
  if (nodes) parts.push({ text: 'nodes, no pods' });
  else if (nobody) parts.push({ text: 'nothing' });
  else if (whole !== undefined) parts.push({ text: 'every pod of ' }, { text: whole, name: true });
  else if (subject !== undefined && selectsAll(subject)) parts.push({ text: 'every pod of every namespace' });
  else parts.push(...withOthers(nameParts(workloads, cluster), hosts));
  if (nobody && subject !== undefined) {
    parts.push(...missParts(missesOf(snapshot, subject.namespaces, subject.pods)));
  }
  const directions = directionWords(policy, snapshot);
  if (directions !== '') parts.push({ text: ` · ${directions}` });
  parts.push({ text: ` · ${rulesWords(policy)}` });
  const tone = idle ? 'quiet' : nobody && !nodes ? 'warning' : 'plain';
  return { parts, tone, workloads: idsOf(workloads, cluster) };
}

/** Names of workloads, then of what else is meant: at most four more. */
function withOthers(names: readonly LensPart[], others: readonly string[]): readonly LensPart[] {
  const shown = others.slice(0, mostOthers);
  const parts = [...names];
  for (const name of shown) {
    if (parts.length > 0) parts.push({ text: ', ' });
    parts.push({ text: name, name: true });
  }
  if (shown.length < others.length) parts.push({ text: ` and ${others.length - shown.length} more` });
  return parts;
}

function selectsAll({ namespaces, pods }: Subject): boolean {
  return namespaces.kind === 'labels' && matchesAll(namespaces.selector) && matchesAll(pods);
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
      ...ruleWords(snapshot, policy, document, direction, rule, position),
    }));
  return [...side('ingress'), ...side('egress')];
}

/** `rule 1 · admits frontend, worker on TCP 8080`; of egress `rule 1 · admits traffic to api on TCP 8080`. */
function ruleWords(
  snapshot: Snapshot,
  policy: Policy,
  document: PolicyDocument,
  direction: Direction,
  rule: Rule,
  position: number,
): Words {
  const { cluster } = snapshot;
  const lead = ruleLead(rule, direction);
  const tail: LensPart = { text: ` on ${portsText(rule.ports)}` };
  if (rule.peers === 'any') {
    return {
      parts: [{ text: `${lead}${direction === 'egress' ? 'anywhere' : 'everyone'}` }, tail],
      tone: 'plain',
      workloads: [],
    };
  }
  const broad: string[] = [];
  const calico = calicoSpecOf(policy);
  const side = calico && calicoPeerSide(policy, calico, direction, position);
  const sets = side === undefined ? [] : calicoSets(snapshot, side, calico?.namespace);
  const named = new Set<number>();
  const all = new Set<number>();
  const misses: NearMiss[] = [];
  for (const [peer, value] of rule.peers.entries()) {
    const workloads = peerWorkloads(snapshot, policy, document, { direction, rule: position, peer }, value);
    for (const index of workloads) all.add(index);
    const words = broadPeer(value);
    // What is told in words may mean more than pods, or pods that its words do not name.
    if (value.kind === 'other') broad.push(otherWords(value.words, workloads, cluster));
    else if (words !== undefined && (value.kind === 'addresses' || workloads.length > 0)) broad.push(words);
    else for (const index of workloads) named.add(index);
    if (workloads.length === 0 && sets.length === 0 && value.kind === 'pods') {
      misses.push(...missesOf(snapshot, value.namespaces, value.pods));
    }
  }
  const sorted = [...named].sort((a, b) => a - b);
  const names: LensPart[] = [...withOthers(nameParts(sorted, cluster), sets)];
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

/** `app in {"a", "b"} (api, cart)`: the words of a peer, cut where they are long, and the workloads among it. */
function otherWords(words: string, workloads: readonly number[], cluster: Snapshot['cluster']): string {
  const short = words.length > longestWords ? `${words.slice(0, longestWords - 1)}…` : words;
  if (workloads.length === 0) return short;
  const names = nameParts(workloads, cluster).map((part) => part.text);
  return `${short} (${names.join('')})`;
}

function atStart(span: Span): { readonly start: number } {
  return { start: span.start };
}

function spanOf(snapshot: Snapshot, origin: Resource['origin']): Span {
  const document = snapshot.documents.get(origin.file)?.[origin.document];
  return document === undefined ? { start: 0, end: 0 } : nearestSpan(document, origin.path, 'entry');
}
