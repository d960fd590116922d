import type { Namespace } from '../model/cluster';
import { namespaceNameLabel } from '../model/labels';
import type { Labels } from '../model/labels';
import type { NamespaceMatch, Policy, Subject } from '../model/policy';
import { selectorText, selects } from '../model/selector';
import type { Selector } from '../model/selector';
import { inOrder, inferredNamespace } from './cluster/namespaces';
import type { LooseWorkload } from './cluster/workloads';
import { labelsMeeting, labelsMissing, nameFrom, unusedName } from './infer/selectors';
import { portsSpokenOf } from './infer/ports';

export type Inferred = {
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly workloads: readonly LooseWorkload[];
};

/** A selector that must select something of a namespace, and leave something of it out. */
type Wish = { readonly namespace: string; readonly selector: Selector; readonly subject: boolean };

const manyPairs = 1_000_000;

type Made = ReadonlyMap<string, readonly Representative[]>;
type Add = (namespace: string, name: string, labels: Labels) => void;

type Representative = { readonly namespace: string; readonly name: string; readonly labels: Labels };

/**
 * Representatives for policies that came without workloads: enough that every selector selects something, and
 * something is not selected. Nothing is made up where any namespace that the policies speak of holds a workload.
 * The outcome depends on the policies' contents alone, not on their order.
 */
export function inferWorkloads(
  policies: readonly Policy[],
  known: ReadonlyMap<string, Namespace>,
  declared: readonly LooseWorkload[],
): Inferred {
  if (policies.length === 0 || speakOfWorkloads(policies, known, declared)) {
    return { namespaces: known, workloads: [] };
  }
  const namespaces = new Map(known);
  const matches = policies.flatMap(namespaceMatches);
  for (const selector of distinct(
    matches.flatMap((match) => (match.kind === 'own' ? [] : [match.selector])),
  )) {
    addNamespaceFor(selector, namespaces);
  }
  const made = new Map<string, Representative[]>();
  const names = new Set<string>();
  const add: Add = (namespace, name, labels) => {
    const wanted = name === '' ? 'app-a' : name;
    const unused = unusedName(wanted, (candidate) => names.has(`${namespace}/${candidate}`));
    names.add(`${namespace}/${unused}`);
    const one = { namespace, name: unused, labels };
    const inhabitants = made.get(namespace);
    if (inhabitants === undefined) made.set(namespace, [one]);
    else inhabitants.push(one);
  };
  const wishes = wishesOf(policies, namespaces);
  for (const wish of wishes) meet(wish, made, add);
  for (const wish of wishes) leaveOut(wish, made, add);
  addElsewhere(namespaces, matches, made, add);
  const all = [...made.values()].flat();
  // Ports only help the picture, and are looked for pair by pair.
  const portPolicies = all.length * policies.length > manyPairs ? [] : policies;
  return {
    namespaces: inOrder(namespaces),
    workloads: all.map((one) => workload(one, portPolicies, namespaces)),
  };
}

function speakOfWorkloads(
  policies: readonly Policy[],
  known: ReadonlyMap<string, Namespace>,
  declared: readonly LooseWorkload[],
): boolean {
  if (declared.length === 0) return false;
  const inhabited = new Set(declared.map((one) => one.namespace));
  return policies.flatMap(namespaceMatches).some((match) => {
    if (match.kind === 'own') return inhabited.has(match.namespace);
    return [...known.values()].some(
      (namespace) => inhabited.has(namespace.name) && selects(match.selector, namespace.labels),
    );
  });
}

function namespaceMatches(policy: Policy): readonly NamespaceMatch[] {
  return [...subjectsOf(policy), ...peersOf(policy)].map(({ namespaces }) => namespaces);
}

function subjectsOf({ subject, speaksOf }: Policy): readonly Subject[] {
  return speaksOf?.subjects ?? (subject === undefined ? [] : [subject]);
}

function peersOf({ ingress, egress, speaksOf }: Policy): readonly Subject[] {
  if (speaksOf !== undefined) return speaksOf.peers;
  return [...ingress.rules, ...egress.rules].flatMap(({ peers }) => {
    if (peers === 'any') return [];
    return peers.flatMap((peer) => {
      if (peer.kind !== 'pods') return [];
      const { namespaces, pods = { requirements: [], origin: peer.origin } } = peer;
      return [{ namespaces, pods }];
    });
  });
}

/** Each selector once, the most demanding first: what it needs may serve the others. */
function distinct(selectors: readonly Selector[]): readonly Selector[] {
  const found = new Map(selectors.map((selector) => [selectorText(selector), selector]));
  return [...found.values()].sort(compareSelectors);
}

function compareSelectors(a: Selector, b: Selector): number {
  const demands = (selector: Selector): number =>
    selector.requirements.filter(({ operator }) => operator === 'In' || operator === 'Exists').length;
  const [first, second] = [selectorText(a), selectorText(b)];
  return demands(b) - demands(a) || (first < second ? -1 : first > second ? 1 : 0);
}

function addNamespaceFor(selector: Selector, namespaces: Map<string, Namespace>): void {
  if ([...namespaces.values()].some((namespace) => selects(selector, namespace.labels))) return;
  const labels = labelsMeeting(selector)[0];
  if (labels === undefined) return;
  const named = labels.get(namespaceNameLabel) ?? nameFrom(labels, namespaceNameLabel);
  const name = unusedName(named === '' ? 'namespace' : named, (candidate) => namespaces.has(candidate));
  const namespace = inferredNamespace(name, labels);
  if (selects(selector, namespace.labels)) namespaces.set(name, namespace);
}

function wishesOf(policies: readonly Policy[], namespaces: ReadonlyMap<string, Namespace>): readonly Wish[] {
  const found = new Map<string, Wish>();
  const add = (
    match: NamespaceMatch,
    selector: Selector,
    subject: boolean,
    home: string | undefined,
  ): void => {
    for (const namespace of placesFor(match, namespaces, home)) {
      const key = `${namespace} ${selectorText(selector)}`;
      if (subject || !found.has(key)) found.set(key, { namespace, selector, subject });
    }
  };
  for (const policy of policies) {
    const subjects = subjectsOf(policy);
    for (const { namespaces: match, pods } of subjects) add(match, pods, true, homeOf(match));
    const [first] = subjects;
    if (first === undefined) continue;
    for (const { namespaces: match, pods } of peersOf(policy)) {
      add(match, pods, false, homeOf(first.namespaces));
    }
  }
  return [...found.values()].sort(
    (a, b) => compareSelectors(a.selector, b.selector) || (a.namespace < b.namespace ? -1 : 1),
  );
}

function homeOf(match: NamespaceMatch): string | undefined {
  return match.kind === 'own' ? match.namespace : undefined;
}

/** Where pods for a selector are put: every namespace that is named; of others that match, home or else the first. */
function placesFor(
  match: NamespaceMatch,
  namespaces: ReadonlyMap<string, Namespace>,
  home: string | undefined,
): readonly string[] {
  if (match.kind === 'own') return [match.namespace];
  const matching = [...namespaces.values()]
    .filter((namespace) => selects(match.selector, namespace.labels))
    .map((namespace) => namespace.name)
    .sort();
  const named = match.selector.requirements.some(
    ({ key, operator }) => key === namespaceNameLabel && operator === 'In',
  );
  if (named) return matching;
  return home !== undefined && matching.includes(home) ? [home] : matching.slice(0, 1);
}

function meet({ namespace, selector, subject }: Wish, made: Made, add: Add): void {
  const inhabitants = made.get(namespace) ?? [];
  if (selector.requirements.length === 0 && inhabitants.length === 0) {
    // Two, where the policy is about them: what they may say to each other is the point.
    for (const name of subject ? ['app-a', 'app-b'] : ['app-a']) {
      add(namespace, name, new Map([['app', name]]));
    }
    return;
  }
  for (const labels of labelsMeeting(selector)) {
    const alike = (one: Representative): boolean =>
      includesAll(one.labels, labels) && selects(selector, one.labels);
    if ((made.get(namespace) ?? []).some(alike)) continue;
    add(namespace, nameFrom(labels, undefined), labels);
  }
}

function includesAll(labels: Labels, wanted: Labels): boolean {
  for (const [key, value] of wanted) {
    if (labels.get(key) !== value) return false;
  }
  return true;
}

function leaveOut({ namespace, selector }: Wish, made: Made, add: Add): void {
  if ((made.get(namespace) ?? []).some((one) => !selects(selector, one.labels))) return;
  const labels = labelsMissing(selector);
  if (labels !== undefined) add(namespace, 'other', labels);
}

/** A namespace beside, where some selector takes in all of the others. */
function addElsewhere(
  namespaces: Map<string, Namespace>,
  matches: readonly NamespaceMatch[],
  made: Made,
  add: Add,
): void {
  const inhabited = [...made.keys()];
  const everywhere = matches.some(
    (match) =>
      match.kind === 'labels' &&
      match.selector.requirements.length > 0 &&
      inhabited.every((name) => selects(match.selector, namespaces.get(name)?.labels ?? new Map())),
  );
  if (inhabited.length !== 1 && !everywhere) return;
  const name = unusedName('elsewhere', (candidate) => namespaces.has(candidate));
  namespaces.set(name, inferredNamespace(name));
  add(name, 'other', new Map([['app', 'other']]));
}

function workload(
  { namespace, name, labels }: Representative,
  policies: readonly Policy[],
  namespaces: ReadonlyMap<string, Namespace>,
): LooseWorkload {
  const namespaceLabels = namespaces.get(namespace)?.labels ?? new Map<string, string>();
  return {
    id: `Deployment/${namespace}/${name}`,
    kind: 'Deployment',
    namespace,
    name,
    pods: [
      {
        id: `${namespace}/${name}`,
        namespace,
        name,
        labels,
        serviceAccount: 'default',
        hostNetwork: false,
        addressing: 'unknown',
        addresses: [],
        ports: portsSpokenOf(policies, namespace, namespaceLabels, labels),
        template: true,
      },
    ],
    ended: [],
    selectorLabels: labels,
    inferred: true,
  };
}
