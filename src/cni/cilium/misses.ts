import type { Origin } from '../../model/origin';
import type { Miss } from '../../model/verdict';
import type { End } from '../../model/walk';
import { namespaceKey, namespaceLabelsPrefix } from './labels';
import type { PeerSelector } from './peers';
import { fulfils } from './selectors';
import type { SourcedRequirement } from './selectors';

/** Why an end is none of those that a selector selects. */
export function missesOf(selector: PeerSelector, end: End, origin: Origin): readonly Miss[] {
  const { requirements, labelsOf } = selector;
  if (requirements === undefined || labelsOf === undefined) {
    return [{ kind: 'words', words: `is for ${selector.words}`, origin }];
  }
  const labels = labelsOf(end);
  if (labels === undefined || end.kind !== 'pod') {
    return requirements.some(isOfPods)
      ? [{ kind: 'not a pod', origin }]
      : [{ kind: 'words', words: `is for ${selector.words}`, origin }];
  }
  return requirements
    .filter((requirement) => !fulfils([requirement], labels))
    .map((requirement): Miss => {
      const { source, key, operator, values } = requirement;
      const actual = source === 'any' ? labels.byKey.get(key) : labels.bySource.get(`${source}:${key}`);
      if (key === namespaceKey && operator === 'In' && values.length === 1) {
        return { kind: 'namespace', wanted: values[0] ?? '', actual: end.pod.namespace, origin };
      }
      const ofNamespace = key.startsWith(namespaceLabelsPrefix);
      return {
        kind: 'label',
        of: ofNamespace ? 'namespace' : 'pod',
        key: ofNamespace ? key.slice(namespaceLabelsPrefix.length) : key,
        operator,
        wanted: values,
        ...(actual !== undefined && { actual }),
        origin,
      };
    });
}

/** What only a pod can fulfil: a label of its own or of its namespace. */
function isOfPods({ source, operator }: SourcedRequirement): boolean {
  return (source === 'k8s' || source === 'any') && (operator === 'In' || operator === 'Exists');
}
