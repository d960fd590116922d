import type { Ending, Row } from './gate-facts';

export type Walked = {
  readonly kind: 'allow' | 'deny' | 'default';
  /** The rows that decided. */
  readonly rows: readonly Row[];
  readonly words?: string;
};

/**
 * Level by level, by tier and priority: a deny decides before an allow that is satisfied, that before a pass, which
 * leaves out the rest of its tier. Upstream: `pkg/policy/types/entry.go`, `pkg/policy/mapstate.go`.
 */
export function walkLevels(
  rows: readonly Row[],
  ending: Ending,
  hostEnters: boolean,
  satisfied: (row: Row) => boolean,
): Walked {
  const levels = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.cell.tier} ${row.cell.priority}`;
    const level = levels.get(key);
    if (level === undefined) levels.set(key, [row]);
    else level.push(row);
  }
  const ordered = [...levels.values()].sort(
    ([a], [b]) =>
      (a?.cell.tier ?? 0) - (b?.cell.tier ?? 0) || (a?.cell.priority ?? 0) - (b?.cell.priority ?? 0),
  );
  let passed: number | undefined;
  let passing: readonly Row[] = [];
  for (const level of ordered) {
    const tier = level[0]?.cell.tier;
    if (tier === passed) continue;
    const of = (action: Row['cell']['action']) => level.filter(({ cell }) => cell.action === action);
    const denies = of('deny');
    if (denies.length > 0) return { kind: 'deny', rows: denies };
    const allows = of('allow').filter(satisfied);
    if (allows.length > 0) return { kind: 'allow', rows: allows };
    const passes = of('pass');
    if (passes.length === 0) continue;
    passed = tier;
    passing = passes;
  }
  if (hostEnters) return { kind: 'allow', rows: [], words: 'the host of this pod may always connect' };
  if (ending === 'open') return { kind: 'allow', rows: [] };
  return passing.length === 0
    ? { kind: 'default', rows: [] }
    : { kind: 'default', rows: [], words: 'passed on, and nothing after it matches' };
}
