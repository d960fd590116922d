import { everything, nothing } from '../../compiled/port-table';
import { countPair } from '../../compiled/reach';
import type { Pairs as Sum } from '../../compiled/reach-groups';
import type { Unit } from '../../compiled/units';
import type { Pairs } from './pairs';

/**
 * Adds the pairs of two peers: one pod is never a pair with itself, and a node is another thing to its own pods than to
 * those of other nodes, which it enters freely where the engine says so.
 */
export function addPair(
  pairs: Pairs,
  sum: Sum,
  source: number,
  destination: number,
  ownNodeEnters: boolean,
): void {
  const { units } = pairs.ground;
  const [from, to] = [units[source], units[destination]];
  if (source === destination && from?.several !== true) return;
  const onNode = (unit: Unit | undefined, nodes: ReadonlySet<string> | undefined) =>
    nodes === undefined
      ? 0
      : (unit?.pods ?? []).filter(({ node }) => node !== undefined && nodes.has(node)).length;
  if (from?.hostNodes !== undefined && to !== undefined && to.hostNodes === undefined) {
    const own = onNode(to, from.hostNodes);
    if (own > 0 && ownNodeEnters) {
      const through = pairs.share(source, destination) ? everything : nothing;
      countPair(sum, pairs.ground.ports, through, through, false);
    } else if (own > 0) {
      count(pairs, sum, pairs.ground.asOwnNode(source), destination);
    }
    if (own < to.pods.length) count(pairs, sum, source, destination);
    return;
  }
  if (to?.hostNodes !== undefined && from !== undefined && from.hostNodes === undefined) {
    const own = onNode(from, to.hostNodes);
    if (own > 0) count(pairs, sum, source, pairs.ground.asOwnNode(destination));
    if (own < from.pods.length) count(pairs, sum, source, destination);
    return;
  }
  count(pairs, sum, source, destination);
}

function count(pairs: Pairs, sum: Sum, source: number, destination: number): void {
  const { ports } = pairs.ground;
  const isolated = pairs.isGuarded(source, 'egress') || pairs.isGuarded(destination, 'ingress');
  const add = (own: readonly (4 | 6)[]) => {
    const answer = pairs.between(source, destination, own);
    const { sure, maybe, conditional } = pairs.rows.table.answer(answer);
    sum.conditional = ports.union(sum.conditional, conditional);
    countPair(sum, ports, sure, maybe, isolated);
  };
  const families = pairs.families(source, destination);
  // The addresses of a part are many: those of each family are flows of their own.
  const isPart = (peer: number) => pairs.ground.unitOf(peer) === undefined;
  if (families.length > 1 && (isPart(source) || isPart(destination))) {
    for (const family of families) add([family]);
  } else {
    add(families);
  }
}
