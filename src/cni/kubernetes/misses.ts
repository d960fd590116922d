import { formatAddress, formatCidr } from '../../model/address';
import type { Cidr } from '../../model/address';
import type { Cluster, Pod } from '../../model/cluster';
import type { Labels } from '../../model/labels';
import type { Origin } from '../../model/origin';
import type { NamespaceMatch } from '../../model/policy';
import { meets } from '../../model/selector';
import type { Selector } from '../../model/selector';
import type { Miss } from '../../model/verdict';
import type { End } from '../../model/walk';
import { namespaceLabels } from './end-sets';

/** What keeps an end from being one of the pods of a peer. */
export function podMisses(
  namespaces: NamespaceMatch,
  pods: Selector | undefined,
  cluster: Cluster,
  origin: Origin,
): (end: End) => readonly Miss[] {
  return (end) => {
    if (end.kind === 'node') return [{ kind: 'host network', origin }];
    if (end.kind !== 'pod') return [{ kind: 'not a pod', origin }];
    const { pod } = end;
    return [
      ...namespaceMisses(namespaces, pod, cluster, origin),
      ...(pods === undefined ? [] : labelMisses('pod', pods, pod.labels)),
    ];
  };
}

function namespaceMisses(match: NamespaceMatch, pod: Pod, cluster: Cluster, origin: Origin): readonly Miss[] {
  if (match.kind === 'labels') return labelMisses('namespace', match.selector, namespaceLabels(pod, cluster));
  return match.namespace === pod.namespace
    ? []
    : [{ kind: 'namespace', wanted: match.namespace, actual: pod.namespace, origin }];
}

function labelMisses(of: 'pod' | 'namespace', selector: Selector, labels: Labels): readonly Miss[] {
  return selector.requirements
    .filter((requirement) => !meets(requirement, labels))
    .map(({ key, operator, values, origin }): Miss => {
      const actual = labels.get(key);
      return {
        kind: 'label',
        of,
        key,
        operator,
        wanted: values,
        ...(actual === undefined ? {} : { actual }),
        origin,
      };
    });
}

/** What keeps an end out of blocks of addresses, as far as its addresses are known. */
export function blockMisses(
  cidrs: readonly Cidr[],
  except: readonly Cidr[],
  origin: Origin,
): (end: End) => readonly Miss[] {
  const text = cidrs.map(formatCidr).join(', ');
  const but = except.length === 0 ? '' : ` except ${except.map(formatCidr).join(', ')}`;
  return (end) => {
    const addresses = end.kind === 'pod' ? end.pod.addresses : end.kind === 'node' ? end.node?.addresses : [];
    if (addresses === undefined || addresses.length === 0) {
      return end.kind === 'pod'
        ? [{ kind: 'address unknown', cidr: text + but, origin }]
        : [{ kind: 'words', words: `wants an address in ${text}${but}`, origin }];
    }
    const actual = addresses.map(formatAddress).join(', ');
    return [{ kind: 'address', cidr: text + but, actual, origin }];
  };
}

export function wordMiss(words: string, origin: Origin): () => readonly Miss[] {
  return () => [{ kind: 'words', words, origin }];
}
