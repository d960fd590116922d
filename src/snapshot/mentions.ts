import { namespaceNameLabel } from '../model/labels';
import type { Cluster } from '../model/cluster';
import type { NamespaceMatch, Policy } from '../model/policy';

const known = new WeakMap<Policy, readonly string[]>();

/** The namespaces that a policy names: `own NAME` for its own, `name NAME` for those its selectors ask for by name. */
function mentionsOf(policy: Policy): readonly string[] {
  const found = known.get(policy);
  if (found !== undefined) return found;
  const mentions = new Set<string>();
  const note = (match: NamespaceMatch) => {
    if (match.kind === 'own') {
      mentions.add(`own ${match.namespace}`);
      return;
    }
    for (const { key, operator, values } of match.selector.requirements) {
      if (key === namespaceNameLabel && operator === 'In') {
        values.forEach((name) => mentions.add(`name ${name}`));
      }
    }
  };
  if (policy.subject !== undefined) note(policy.subject.namespaces);
  for (const { peers } of [...policy.ingress.rules, ...policy.egress.rules]) {
    if (peers === 'any') continue;
    for (const peer of peers) if (peer.kind === 'pods') note(peer.namespaces);
  }
  const list = [...mentions];
  known.set(policy, list);
  return list;
}

/** The namespaces that policies name: all that a cluster whose workloads are declared takes from them. */
export type Mentions = { readonly all: ReadonlySet<string>; readonly key: string };

/** What policies mention. */
export function mentionsIn(policies: readonly Policy[]): Mentions {
  const all = new Set<string>();
  for (const policy of policies) for (const mention of mentionsOf(policy)) all.add(mention);
  return { all, key: [...all].sort().join('\n') };
}

/**
 * Whether some policy stands in a namespace with declared workloads: a cluster then takes nothing from policies but
 * what they mention. Elsewhere workloads are made up from every selector.
 */
export function declaresWorkloads(cluster: Cluster, { all }: Mentions): boolean {
  return cluster.workloads.some(({ inferred, namespace }) => !inferred && all.has(`own ${namespace}`));
}
