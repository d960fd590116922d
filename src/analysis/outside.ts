import type { OutsidePart } from '../evaluator/types';
import type { Cidr } from '../model/address';
import { formatCidr } from '../model/address';
import type { Cluster } from '../model/cluster';
import { setOfPart } from './outside-sets';
import type { OutsideSet } from './outside-sets';
import type { OutsideSummary } from './types';

/** How many addresses a part has in one family. */
function size(part: OutsidePart, family: 4 | 6): bigint {
  let count = 0n;
  for (const range of part.ranges) {
    if (range.first.family === family) count += range.last.value - range.first.value + 1n;
  }
  return count;
}

const half: Readonly<Record<4 | 6, bigint>> = { 4: 1n << 31n, 6: 1n << 127n };

/** Names the parts of the outside: the name that Settings gives, *Internet* for what holds most addresses, or CIDRs. */
export function outsideSummaries(
  cluster: Cluster,
  parts: readonly OutsidePart[],
  firstEnd: number,
  sets: readonly OutsideSet[] = [],
): readonly OutsideSummary[] {
  const taken = new Map<string, number>();
  return parts.map((part, index) => {
    const cidrs = part.cidrs.map(formatCidr);
    const named = cluster.settings.outside.find((one) => sameCidrs(one.cidrs, part.cidrs));
    const internet = part.rest || size(part, 4) > half[4] || size(part, 6) > half[6];
    const set = named === undefined && !internet ? setOfPart(part, sets) : undefined;
    const kind = named !== undefined ? 'named' : internet ? 'internet' : set !== undefined ? 'set' : 'cidr';
    const base =
      named?.name ??
      set?.name ??
      (internet ? (size(part, 4) > 0n ? 'Internet' : 'Internet (IPv6)') : (cidrs[0] ?? part.id));
    const seen = (taken.get(`${kind} ${base}`) ?? 0) + 1;
    taken.set(`${kind} ${base}`, seen);
    const title = seen === 1 ? base : `${base} (${seen})`;
    return {
      id: `outside/${kind === 'cidr' || kind === 'set' ? cidrs.join(',').slice(0, 200) : title}`,
      end: firstEnd + index,
      kind,
      title: kind === 'cidr' && cidrs.length > 1 ? `${base} and ${cidrs.length - 1} more` : title,
      detail:
        kind === 'named' || kind === 'set'
          ? shorten(cidrs)
          : kind === 'internet' && !part.rest
            ? 'all but the ranges named'
            : '',
      cidrs,
    };
  });
}

function sameCidrs(a: readonly Cidr[], b: readonly Cidr[]): boolean {
  if (a.length !== b.length) return false;
  const texts = new Set(a.map(formatCidr));
  return b.every((cidr) => texts.has(formatCidr(cidr)));
}

function shorten(cidrs: readonly string[]): string {
  return cidrs.length <= 1 ? (cidrs[0] ?? '') : `${cidrs[0]} and ${cidrs.length - 1} more`;
}
