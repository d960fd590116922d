import { namespaceNameLabel } from '../model/labels';
import type { Cluster } from '../model/cluster';
import type { NamespaceMatch, Policy } from '../model/policy';
import { selects } from '../model/selector';
import type { Selector } from '../model/selector';

/** What a policy says of namespaces. */
type Mentions = {
  /** Its own, and those that its selectors ask for by name. */
  readonly names: readonly string[];
  readonly own: readonly string[];
  readonly selectors: readonly Selector[];
};

const known = new WeakMap<Policy, Mentions>();

function mentionsOf(policy: Policy): Mentions {
  const found = known.get(policy);
  if (found !== undefined) return found;
  const names = new Set<string>();
  const own = new Set<string>();
  const selectors: Selector[] = [];
  const note = (match: NamespaceMatch) => {
    if (match.kind === 'own') {
      own.add(match.namespace);
      names.add(match.namespace);
      return;
    }
    selectors.push(match.selector);
    for (const { key, operator, values } of match.selector.requirements) {
      if (key === namespaceNameLabel && operator === 'In') values.forEach((name) => names.add(name));
    }
  };
  const { subject, speaksOf } = policy;
  if (subject !== undefined) note(subject.namespaces);
  for (const { namespaces } of [...(speaksOf?.subjects ?? []), ...(speaksOf?.peers ?? [])]) note(namespaces);
  for (const { peers } of [...policy.ingress.rules, ...policy.egress.rules]) {
    if (peers === 'any') continue;
    for (const peer of peers) if (peer.kind === 'pods') note(peer.namespaces);
  }
  const made = { names: [...names], own: [...own], selectors };
  known.set(policy, made);
  return made;
}

/** The namespaces that policies name: all that a cluster whose workloads are declared takes from them. */
export function namesKey(policies: readonly Policy[]): string {
  const all = new Set<string>();
  for (const policy of policies) for (const name of mentionsOf(policy).names) all.add(name);
  return [...all].sort().join('\n');
}

/**
 * Whether a cluster takes nothing from policies but the names of namespaces: some policy speaks of a namespace with
 * declared workloads, or none speaks of any namespace. Elsewhere workloads are made up from every selector.
 */
export function takesNamesOnly({ workloads, namespaces }: Cluster, policies: readonly Policy[]): boolean {
  const inhabited = new Set(workloads.flatMap(({ inferred, namespace }) => (inferred ? [] : [namespace])));
  const labels = [...inhabited].flatMap((name) => namespaces.get(name)?.labels ?? []);
  let silent = true;
  for (const policy of policies) {
    const { own, selectors } = mentionsOf(policy);
    if (own.some((name) => inhabited.has(name))) return true;
    if (selectors.some((selector) => labels.some((one) => selects(selector, one)))) return true;
    silent &&= own.length === 0 && selectors.length === 0;
  }
  return silent;
}
