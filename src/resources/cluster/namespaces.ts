import type { Namespace } from '../../model/cluster';
import { namespaceNameLabel, noLabels } from '../../model/labels';
import type { Labels } from '../../model/labels';
import type { NamespaceMatch, Policy } from '../../model/policy';
import { labelsIn, objectIn, originOf } from '../place';
import type { Named } from './sort-resources';

/**
 * The declared namespaces and those that are only referred to: by objects in them, by policies in them, and by name in
 * the selectors of policies. `used` are the namespaces of objects, empty text where they have none.
 */
export function readNamespaces(
  declared: readonly Named[],
  used: readonly string[],
  policies: readonly Policy[],
): ReadonlyMap<string, Namespace> {
  const found = new Map<string, Namespace>();
  for (const { place, name } of declared) {
    const metadata = objectIn(place, 'metadata');
    const labels = metadata === undefined ? noLabels : labelsIn(metadata, 'labels');
    found.set(name, { name, labels: withName(labels, name), origin: originOf(place), inferred: false });
  }
  const infer = (name: string): void => {
    if (name !== '' && !found.has(name)) found.set(name, inferredNamespace(name));
  };
  used.forEach(infer);
  for (const policy of policies) namespacesNamedBy(policy).forEach(infer);
  return inOrder(found);
}

/** A namespace that no document declares; it has the label that the server gives it. */
export function inferredNamespace(name: string, labels: Labels = noLabels): Namespace {
  return { name, labels: withName(labels, name), inferred: true };
}

export function inOrder(namespaces: ReadonlyMap<string, Namespace>): ReadonlyMap<string, Namespace> {
  return new Map([...namespaces].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The label wins over whatever the document says: the server sets it. */
function withName(labels: Labels, name: string): Labels {
  return new Map([...labels, [namespaceNameLabel, name]]);
}

/** The namespaces that a policy names. */
function namespacesNamedBy(policy: Policy): readonly string[] {
  const { subject, speaksOf } = policy;
  const meant = [
    ...(subject === undefined ? [] : [subject]),
    ...(speaksOf?.subjects ?? []),
    ...(speaksOf?.peers ?? []),
  ];
  const names = meant.flatMap(({ namespaces }) => namesIn(namespaces));
  for (const side of [policy.ingress, policy.egress]) {
    for (const rule of side.rules) {
      if (rule.peers === 'any') continue;
      for (const peer of rule.peers) {
        if (peer.kind === 'pods') names.push(...namesIn(peer.namespaces));
      }
    }
  }
  return names;
}

function namesIn(match: NamespaceMatch): readonly string[] {
  if (match.kind === 'own') return [match.namespace];
  return match.selector.requirements.flatMap((requirement) =>
    requirement.key === namespaceNameLabel && requirement.operator === 'In'
      ? requirement.values.filter((name) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name))
      : [],
  );
}
