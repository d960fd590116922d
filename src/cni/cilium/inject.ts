import type { Selector } from '../../model/selector';
import { clusterKey, namespaceKey, namespaceLabelsPrefix } from './labels';
import type { CiliumOptions } from './options';
import { equals, exists, sourced } from './selectors';
import type { SourcedRequirement } from './selectors';

/*
 * What Cilium adds to the selectors of its policies: the namespace that they are in, and the cluster.
 * Upstream: `pkg/k8s/apis/cilium.io/utils/utils.go`.
 */

/**
 * A selector of subjects. In a namespaced policy its namespace stands in `matchLabels` in place of what is written there;
 * what `matchExpressions` say of it counts besides.
 */
export function subjectRequirements(
  selector: Selector,
  namespace: string | undefined,
): readonly SourcedRequirement[] {
  if (namespace === undefined) return selector.requirements.map(sourced);
  const kept = selector.requirements.filter(
    ({ key, origin }) => key !== `k8s:${namespaceKey}` || origin.path.at(-2) !== 'matchLabels',
  );
  return [...kept.map(sourced), equals('k8s', namespaceKey, namespace)];
}

/** A selector of peers that are endpoints. */
export function peerRequirements(
  selector: Selector,
  namespace: string | undefined,
  subjectIsInit: boolean,
  options: CiliumOptions,
): readonly SourcedRequirement[] {
  const written = selector.requirements.map(sourced);
  if (written.some(({ source }) => source === 'reserved')) return written;
  const mine = written.filter(({ source }) => source === 'k8s' || source === 'any');
  const added: SourcedRequirement[] = [];
  if (!mine.some(({ key }) => key === namespaceKey)) {
    if (namespace === undefined) {
      if (!subjectIsInit) added.push(exists('k8s', namespaceKey));
    } else if (!mine.some(({ key }) => key.startsWith(namespaceLabelsPrefix))) {
      added.push(equals('k8s', namespaceKey, namespace));
    }
  }
  return withCluster([...written, ...added], options);
}

/** A selector of nodes as peers: never the subject's own node. */
export function nodeRequirements(selector: Selector, options: CiliumOptions): readonly SourcedRequirement[] {
  return withCluster([...selector.requirements.map(sourced), exists('reserved', 'remote-node')], options);
}

/** With the cluster, unless the selector speaks of it or the option lets all clusters in. */
export function withCluster(
  requirements: readonly SourcedRequirement[],
  options: CiliumOptions,
): readonly SourcedRequirement[] {
  if (!options.localClusterOnly) return requirements;
  if (requirements.some(({ key }) => key === clusterKey)) return requirements;
  return [...requirements, equals('k8s', clusterKey, options.clusterName)];
}
