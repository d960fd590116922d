import { formatCidr } from '../../model/address';
import { addressSet, cidrAddresses } from '../../model/address-set';
import type { Cidr } from '../../model/address';
import type { Cluster, Pod } from '../../model/cluster';
import { noLabels } from '../../model/labels';
import type { Labels } from '../../model/labels';
import type { NamespaceMatch } from '../../model/policy';
import { selects } from '../../model/selector';
import type { Selector } from '../../model/selector';
import type { End, EndSet } from '../../model/walk';

/*
 * What peers and subjects mean as sets of ends. Pods of the host network are nodes here, so no set of pods holds them.
 */

/** The set of the ends for which `holds`; it depends on no address. */
export function endSet(key: string, holds: (end: End) => boolean): EndSet {
  return { key, holds, addresses: [], addressesOf: 'every end' };
}

export const nobody: EndSet = endSet('nobody', () => false);

/** The pods that a test holds for. */
export function podSet(key: string, holds: (pod: Pod) => boolean): EndSet {
  return endSet(key, (end) => end.kind === 'pod' && holds(end.pod));
}

/** Whether pods are of these namespaces and have these labels. */
export function podTest(
  namespaces: NamespaceMatch,
  pods: Selector | undefined,
  cluster: Cluster,
): (pod: Pod) => boolean {
  return (pod) => inNamespaces(namespaces, pod, cluster) && (pods === undefined || selects(pods, pod.labels));
}

function inNamespaces(match: NamespaceMatch, pod: Pod, cluster: Cluster): boolean {
  return match.kind === 'own'
    ? match.namespace === pod.namespace
    : selects(match.selector, namespaceLabels(pod, cluster));
}

export function namespaceLabels(pod: Pod, cluster: Cluster): Labels {
  return cluster.namespaces.get(pod.namespace)?.labels ?? noLabels;
}

/** Equal texts mean equal pods. */
export function podsKey(namespaces: NamespaceMatch, pods: Selector | undefined): string {
  const own = namespaces.kind === 'own' ? [namespaces.namespace] : [selectorKey(namespaces.selector)];
  return JSON.stringify(['pods', namespaces.kind, ...own, pods === undefined ? '' : selectorKey(pods)]);
}

/** Equal texts select the same labels. */
export function selectorKey(selector: Selector): string {
  return selector.requirements
    .map(({ key, operator, values }) => JSON.stringify([key, operator, ...values]))
    .sort()
    .join(' ');
}

/** Every end with an address in the block and in none of its exceptions. */
export function blockSet(cidr: Cidr, except: readonly Cidr[]): EndSet {
  const key = JSON.stringify(['block', formatCidr(cidr), ...except.map(formatCidr).sort()]);
  return { key, holds: () => false, addresses: cidrAddresses(cidr, except), addressesOf: 'every end' };
}

/** Every end with an address in one of the blocks. */
export function blocksSet(cidrs: readonly Cidr[]): EndSet {
  return {
    key: JSON.stringify(['blocks', ...cidrs.map(formatCidr).sort()]),
    holds: () => false,
    addresses: addressSet(cidrs.flatMap((cidr) => cidrAddresses(cidr, []))),
    addressesOf: 'every end',
  };
}

/** The nodes with these labels, with their pods of the host network; none that no document declares. */
export function nodeSet(selector: Selector): EndSet {
  return endSet(
    JSON.stringify(['nodes', selectorKey(selector)]),
    (end) => end.kind === 'node' && end.node !== undefined && selects(selector, end.node.labels),
  );
}

/** Addresses outside that one of the names resolves to; `*.` stands for one label or more before the rest. */
export function domainSet(names: readonly string[]): EndSet {
  const exact = new Set(names.filter((name) => !name.startsWith('*.')));
  const endings = names.filter((name) => name.startsWith('*.')).map((name) => name.slice(1));
  const named = (name: string): boolean =>
    exact.has(name) || endings.some((ending) => name.length > ending.length && name.endsWith(ending));
  return endSet(
    JSON.stringify(['domains', ...[...names].sort()]),
    (end) => end.kind === 'outside' && end.names.some((name) => named(name.replace(/\.$/, ''))),
  );
}
