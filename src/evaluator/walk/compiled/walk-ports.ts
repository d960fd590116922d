import { everything, nothing } from '../../compiled/port-table';
import type { PortTable } from '../../compiled/port-table';
import type { Entry } from '../../../model/walk';
import type { PlannedStage } from '../decide';

/**
 * What stages let through of all ports at once: the number of the port set. The entries that match have no conditions;
 * `portsOf` gives the ports of each, `nothing` for one that does not match.
 */
export function walkPorts(
  stages: readonly PlannedStage[],
  entries: readonly Entry[],
  portsOf: (entry: number) => number,
  ports: PortTable,
): number {
  let allowed = nothing;
  let open = everything;
  for (const stage of stages) {
    for (const tier of stage.tiers) {
      if (!tier.applies) continue;
      let here = open;
      let passed = nothing;
      for (const { combine, entries: own } of tier.levels) {
        if (here === nothing) break;
        const found = combine === 'first' ? inOrder(own, here) : byStrength(own, here);
        allowed = ports.union(allowed, found.allowed);
        passed = ports.union(passed, found.passed);
        here = found.left;
      }
      const denies = tier.end === 'deny' || (tier.end === 'isolated' && tier.isolated);
      open = denies ? passed : ports.union(here, passed);
    }
    const isolated = stage.tiers.some((tier) => tier.isolated);
    if (stage.end === 'deny' || (stage.end === 'isolated' && isolated)) return allowed;
    if (stage.end !== 'next') break;
  }
  return ports.union(allowed, open);

  function inOrder(own: readonly number[], from: number): Found {
    const found = { allowed: nothing, passed: nothing, left: from };
    for (const at of own) {
      const action = entries[at]?.action;
      if (action === undefined || action === 'log') continue;
      const hit = ports.intersection(found.left, portsOf(at));
      if (hit === nothing) continue;
      found.left = ports.difference(found.left, hit);
      if (action === 'allow') found.allowed = ports.union(found.allowed, hit);
      if (action === 'pass') found.passed = ports.union(found.passed, hit);
      if (found.left === nothing) break;
    }
    return found;
  }

  function byStrength(own: readonly number[], from: number): Found {
    const of = (action: Entry['action']) =>
      own.reduce(
        (all, at) => (entries[at]?.action === action ? ports.union(all, portsOf(at)) : all),
        nothing,
      );
    const undenied = ports.difference(from, of('deny'));
    const allow = of('allow');
    const rest = ports.difference(undenied, allow);
    const pass = of('pass');
    return {
      allowed: ports.intersection(undenied, allow),
      passed: ports.intersection(rest, pass),
      left: ports.difference(rest, pass),
    };
  }
}

type Found = { allowed: number; passed: number; left: number };
