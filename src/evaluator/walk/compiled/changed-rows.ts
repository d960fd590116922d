import type { Row } from './asked';
import { free } from './answer-table';
import type { Pairs } from './pairs';

const families = [4, 6] as const;

/** An entrance as it was and as it is, in one family; undefined where there is no gate. */
type Changed = { readonly before: Row | undefined; readonly now: Row | undefined };

/**
 * Tells of a source (a unit or an address class) whether all that it gets to is as it was in an earlier revision on the
 * same ground, without checkpoints of hosts in either. What was never asked for then is not asked for now.
 */
export function changesSince(earlier: Pairs, now: Pairs): (source: number) => boolean {
  const { ground } = now;
  const changed: Changed[] = [];
  let guardsChanged = earlier.ground !== ground;
  for (const { index: unit } of ground.units) {
    guardsChanged ||= earlier.isGuarded(unit, 'ingress') !== now.isGuarded(unit, 'ingress');
    if (guardsChanged) return () => false;
    if (earlier.model(unit, 'ingress') === now.model(unit, 'ingress')) continue;
    const hadGate = earlier.model(unit, 'ingress') !== undefined;
    for (const family of families) {
      const before = earlier.knownRow('ingress', unit, family);
      // Of a gate that was never asked in this family nobody knows anything yet.
      if (!hadGate || before !== undefined) changed.push({ before, now: now.row('ingress', unit, family) });
    }
  }
  const sameEntrances = (source: number) =>
    changed.every(({ before, now: row }) => (before?.[source] ?? free) === (row?.[source] ?? free));
  return (source) => {
    const own = ground.asOwnNode(source);
    if (!sameEntrances(source) || (own !== source && !sameEntrances(own))) return false;
    if (earlier.isGuarded(source, 'egress') !== now.isGuarded(source, 'egress')) return false;
    if (earlier.model(source, 'egress') === now.model(source, 'egress')) return true;
    if (earlier.model(source, 'egress') === undefined) return false;
    return families.every((family) => {
      const before = earlier.knownRow('egress', source, family);
      if (before === undefined) return true;
      const row = now.row('egress', source, family);
      return row !== undefined && before.every((answer, peer) => answer === row[peer]);
    });
  };
}
