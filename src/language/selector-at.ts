import type { Direction, Peer, Policy } from '../model/policy';
import type { Origin } from '../model/origin';
import type { PolicyDocument, Registry, Snapshot } from '../snapshot/types';
import { nearestSpan, pathAt } from '../yaml/places';
import type { Path, Span, YamlDocument } from '../yaml/types';
import { calicoMatchAt } from './calico-selector-at';
import { ciliumMatchAt } from './cilium-selector-at';
import { matchedNamespaces } from './label-matches';
import { idsOf, peerWorkloads, subjectWorkloads } from './matching';
import { missesOf } from './misses';
import { documentAt, isPrefix, policyDocumentOf, policyOf, resourceAt } from './objects';
import type { SelectorMatch } from './types';

/** The selector around an offset with whom it matches now; undefined where the caret is in no selector. */
export function selectorMatchAt(
  snapshot: Snapshot,
  registry: Registry,
  file: string,
  offset: number,
): SelectorMatch | undefined {
  const document = documentAt(snapshot, file, offset);
  const at = document && pathAt(document, offset);
  if (document === undefined || at === undefined) return undefined;
  const resource = resourceAt(snapshot, document, at.path);
  if (resource === undefined) return undefined;
  const policy = policyOf(snapshot, registry, resource);
  if (policy !== undefined) {
    const found = policyDocumentOf(snapshot, resource);
    // Staged policies of Kubernetes' form have that form's selectors.
    return (
      calicoMatchAt(snapshot, policy, found, at.path) ??
      ciliumMatchAt(snapshot, policy, found, at.path) ??
      subjectMatch(snapshot, policy, found, at.path) ??
      peerMatch(snapshot, policy, found, at.path)
    );
  }
  return (
    statementMatch(snapshot, document, at.path) ??
    clusterMatch(snapshot, document, at.path.slice(resource.origin.path.length), resource.origin)
  );
}

function subjectMatch(
  snapshot: Snapshot,
  policy: Policy,
  document: PolicyDocument | undefined,
  path: Path,
): SelectorMatch | undefined {
  if (policy.subject === undefined) return undefined;
  const { pods, namespaces } = policy.subject;
  const inNamespaces = namespaces.kind === 'labels' && isPrefix(namespaces.selector.origin.path, path);
  if (!inNamespaces && !isPrefix(pods.origin.path, path)) return undefined;
  const workloads = subjectWorkloads(snapshot, policy, document);
  return {
    ...spanOf(snapshot, inNamespaces ? namespaces.selector.origin : pods.origin),
    role: 'subject',
    workloads: idsOf(workloads, snapshot.cluster),
    namespaces: inNamespaces ? matchedNamespaces(namespaces, snapshot.cluster) : [],
    nearMisses: workloads.length > 0 ? [] : missesOf(snapshot, namespaces, pods),
  };
}

function peerMatch(
  snapshot: Snapshot,
  policy: Policy,
  document: PolicyDocument | undefined,
  path: Path,
): SelectorMatch | undefined {
  const found = findPeer(policy, path);
  if (found === undefined || found.value.kind !== 'pods') return undefined;
  const peer = found.value;
  const workloads = peerWorkloads(snapshot, policy, document, found, peer);
  const inNamespaces =
    peer.namespaces.kind === 'labels' && isPrefix(peer.namespaces.selector.origin.path, path);
  const origin =
    inNamespaces && peer.namespaces.kind === 'labels' ? peer.namespaces.selector.origin : peer.origin;
  return {
    ...spanOf(snapshot, origin),
    role: 'peer',
    workloads: idsOf(workloads, snapshot.cluster),
    namespaces: inNamespaces ? matchedNamespaces(peer.namespaces, snapshot.cluster) : [],
    nearMisses: workloads.length > 0 ? [] : missesOf(snapshot, peer.namespaces, peer.pods),
  };
}

/** The peer that holds a path, with its position in the policy. */
export function findPeer(
  policy: Policy,
  path: Path,
):
  | { readonly direction: Direction; readonly rule: number; readonly peer: number; readonly value: Peer }
  | undefined {
  for (const direction of ['ingress', 'egress'] as const) {
    for (const [rule, { peers }] of policy[direction].rules.entries()) {
      if (peers === 'any') continue;
      const peer = peers.findIndex(({ origin }) => isPrefix(origin.path, path));
      const value = peers[peer];
      if (value !== undefined) return { direction, rule, peer, value };
    }
  }
  return undefined;
}

/** One side of a statement of an Expectations document. */
function statementMatch(snapshot: Snapshot, document: YamlDocument, path: Path): SelectorMatch | undefined {
  const statement = snapshot.statements.find(
    ({ origin }) =>
      origin.file === document.file && origin.document === document.index && isPrefix(origin.path, path),
  );
  const side = statement === undefined ? undefined : path[statement.origin.path.length];
  if (statement === undefined || (side !== 'from' && side !== 'to')) return undefined;
  const ends = new Set(statement.pairs.map((pair) => pair[side]));
  const workloads = [...ends].filter((end) => end < snapshot.cluster.workloads.length).sort((a, b) => a - b);
  return {
    ...nearestSpan(document, [...statement.origin.path, side], 'entry'),
    role: 'other',
    workloads: idsOf(workloads, snapshot.cluster),
    namespaces: [],
    nearMisses: [],
  };
}

/** The selector of a Service, or the labels of a workload's own pods. `path` starts at the object. */
function clusterMatch(
  snapshot: Snapshot,
  document: YamlDocument,
  path: Path,
  origin: Origin,
): SelectorMatch | undefined {
  const { cluster } = snapshot;
  const same = (other: Origin | undefined) =>
    other?.file === origin.file && other.document === origin.document && isPrefix(origin.path, other.path);
  const step = path.findIndex((name) => name === 'selector' || name === 'labels');
  if (step === -1) return undefined;
  const span = nearestSpan(document, [...origin.path, ...path.slice(0, step + 1)], 'entry');
  const service = cluster.services.find((one) => same(one.origin));
  if (service !== undefined) {
    if (service.selector === undefined || path[step] !== 'selector') return undefined;
    const wanted = [...service.selector];
    const pods = cluster.pods.filter(
      (pod) =>
        pod.namespace === service.namespace && wanted.every(([key, value]) => pod.labels.get(key) === value),
    );
    const workloads = [...new Set(pods.map((pod) => pod.workload))];
    return { ...span, role: 'other', workloads: idsOf(workloads, cluster), namespaces: [], nearMisses: [] };
  }
  const workload = cluster.workloads.find((one) => same(one.origin));
  if (workload === undefined) return undefined;
  return { ...span, role: 'other', workloads: [workload.id], namespaces: [], nearMisses: [] };
}

function spanOf(snapshot: Snapshot, origin: Origin): Span {
  const document = snapshot.documents.get(origin.file)?.[origin.document];
  return document === undefined ? { start: 0, end: 0 } : nearestSpan(document, origin.path, 'entry');
}
