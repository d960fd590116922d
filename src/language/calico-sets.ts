import { sideSelectors, subjectSelector } from '../cni/calico/translate';
import { matchesSelector } from '../dialects/calico/selector/matches';
import { parseSelector } from '../dialects/calico/selector/parse';
import type { CalicoPolicySpec, CalicoSide } from '../dialects/calico/spec';
import type { Labels } from '../model/labels';
import type { Resource } from '../resources/resource';
import type { Snapshot } from '../snapshot/types';
import { writtenLabels } from './written-labels';

/** An object besides pods that Calico's selectors find by its labels. */
export type Labeled = {
  readonly kind: string;
  readonly name: string;
  readonly labels: Labels;
  readonly resource: Resource;
};

const kinds: ReadonlySet<string> = new Set(['NetworkSet', 'GlobalNetworkSet', 'HostEndpoint']);

const known = new WeakMap<Snapshot, readonly Labeled[]>();

/** Names of the host endpoints that a policy applies to; only those of no namespace do. */
export function calicoHosts(snapshot: Snapshot, spec: CalicoPolicySpec): readonly string[] {
  return calicoHostEndpoints(snapshot, spec).map(({ name }) => `HostEndpoint ${name}`);
}

/** The host endpoints that a policy applies to. */
export function calicoHostEndpoints(snapshot: Snapshot, spec: CalicoPolicySpec): readonly Labeled[] {
  if (spec.namespace !== undefined) return [];
  return named(snapshot, subjectSelector(spec), '').filter(({ kind }) => kind === 'HostEndpoint');
}

/** Names of the network sets and host endpoints that a side of a rule means by their labels. */
export function calicoSets(
  snapshot: Snapshot,
  side: CalicoSide,
  namespace: string | undefined,
): readonly string[] {
  return calicoLabeled(snapshot, side, namespace).map(({ kind, name }) => `${kind} ${name}`);
}

/** The network sets and host endpoints that a side of a rule means by their labels. */
export function calicoLabeled(
  snapshot: Snapshot,
  side: CalicoSide,
  namespace: string | undefined,
): readonly Labeled[] {
  const { matches, matchesNot } = sideSelectors(side, namespace);
  return matches === '' && matchesNot === '' ? [] : named(snapshot, matches, matchesNot);
}

function named(snapshot: Snapshot, matches: string, matchesNot: string): readonly Labeled[] {
  const all = labeledSets(snapshot);
  if (all.length === 0) return [];
  const found = asked.get(snapshot) ?? new Map<string, readonly Labeled[]>();
  asked.set(snapshot, found);
  const key = JSON.stringify([matches, matchesNot]);
  const known = found.get(key) ?? search(all, matches, matchesNot);
  found.set(key, known);
  return known;
}

const asked = new WeakMap<Snapshot, Map<string, readonly Labeled[]>>();

function search(all: readonly Labeled[], matches: string, matchesNot: string): readonly Labeled[] {
  const wanted = parseSelector(matches);
  const unwanted = matchesNot === '' ? undefined : parseSelector(matchesNot);
  if (wanted.kind === 'error' || unwanted?.kind === 'error') return [];
  return all.filter(
    ({ labels }) =>
      matchesSelector(wanted.node, labels) &&
      (unwanted === undefined || !matchesSelector(unwanted.node, labels)),
  );
}

/** The network sets and host endpoints of a workspace with their labels. */
export function labeledSets(snapshot: Snapshot): readonly Labeled[] {
  const found = known.get(snapshot);
  if (found !== undefined) return found;
  const made = snapshot.resources.flatMap((resource) => {
    const isCalico = /^(?:crd\.)?projectcalico\.org\//.test(resource.apiVersion);
    return isCalico && kinds.has(resource.kind) ? [labeled(snapshot, resource)] : [];
  });
  known.set(snapshot, made);
  return made;
}

function labeled(snapshot: Snapshot, resource: Resource): Labeled {
  const { kind, name, namespace, value } = resource;
  const labels = new Map<string, string>();
  if (kind === 'NetworkSet') {
    const space = namespace ?? 'default';
    for (const [key, label] of snapshot.cluster.namespaces.get(space)?.labels ?? []) {
      labels.set(`pcns.${key}`, label);
    }
    labels.set('pcns.projectcalico.org/name', space);
    labels.set('projectcalico.org/namespace', space);
  }
  for (const [key, label] of writtenLabels(value)) labels.set(key, label);
  return { kind, name, labels, resource };
}
