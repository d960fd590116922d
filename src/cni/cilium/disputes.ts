import type { Direction } from '../../model/policy';
import type { End } from '../../model/walk';
import { filterKey, proxyOf } from './cells';
import type { Cell } from './cells';
import { namedNumber } from './gate-ports';
import type { Ground } from './peers';
import { numberOf } from './port-filter';

/**
 * Filters whose port number leads to more than one proxy: which of them gets the connections is chance. HTTP and server
 * names share a proxy, each filter with DNS rules has its own.
 * Upstream: `pkg/endpoint/policy.go` addNewRedirects.
 */
export function disputedFilters(
  cells: readonly Cell[],
  subject: End,
  direction: Direction,
  ground: Ground,
): ReadonlySet<string> {
  const byNumber = new Map<string, { readonly proxies: Set<string>; readonly filters: Set<string> }>();
  for (const cell of cells) {
    const proxy = proxyOf(cell);
    if (cell.action !== 'allow' || proxy === 'none') continue;
    const filter = filterKey(cell);
    const name =
      proxy === 'dns' ? `dns ${filter}` : proxy === 'listener' ? `listener ${cell.listener?.name}` : 'http';
    for (const number of numbersOf(cell, subject, direction, ground)) {
      const key = `${cell.filter.protocol} ${number}`;
      const found = byNumber.get(key) ?? { proxies: new Set(), filters: new Set() };
      byNumber.set(key, found);
      found.proxies.add(name);
      found.filters.add(filter);
    }
  }
  const disputed = new Set<string>();
  for (const { proxies, filters } of byNumber.values()) {
    if (proxies.size > 1) for (const filter of filters) disputed.add(filter);
  }
  return disputed;
}

function numbersOf(cell: Cell, subject: End, direction: Direction, ground: Ground): readonly number[] {
  const { filter, selector } = cell;
  const { port, protocol } = filter;
  if (typeof port === 'number') return [port];
  if (direction === 'ingress' || ground.options.version === '1.19') {
    const number = namedNumber(filter, subject, direction, ground);
    return number === undefined ? [] : [number];
  }
  const found = new Set<number>();
  for (const pod of ground.cluster.pods) {
    const number = pod.hostNetwork || pod.addressing === 'ended' ? undefined : numberOf(pod, port, protocol);
    if (number === undefined || found.has(number)) continue;
    const selected = selector.alternatives.some((terms) =>
      terms.every(({ set, negated }) => set.holds({ kind: 'pod', pod }) !== negated),
    );
    if (selected) found.add(number);
  }
  return [...found];
}
