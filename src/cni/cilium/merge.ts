import type { Origin } from '../../model/origin';
import { mergeCell, newCell } from './cells';
import type { Cell, Conflict } from './cells';
import { everything, filtersOf } from './port-filter';
import type { PortFilter } from './port-filter';
import type { RuleEntry } from './rule-entry';

/** What one rule says of one port filter and one selector of peers. */
export type Share = {
  /** As the rule itself has it. */
  readonly written: Cell;
  /** What it became together with other rules. */
  readonly cell: Cell;
  readonly peer: Origin;
  readonly port: Origin;
};

/** The rules of one direction that select a subject, merged. */
export type MergedRules = {
  readonly rules: readonly { readonly rule: RuleEntry; readonly shares: readonly Share[] }[];
  readonly cells: readonly Cell[];
  readonly conflict: Conflict | undefined;
};

/** Merges rules that select a subject, which are in the engine's order. */
export function mergeRules(entries: readonly RuleEntry[]): MergedRules {
  const cells = new Map<string, Cell>();
  const ends = new Map<string, number>();
  let conflict: Conflict | undefined;
  const rules = entries.map((rule) => {
    const shares: Share[] = [];
    for (const ports of rule.ports ?? [undefined]) {
      const filters =
        ports === undefined
          ? [{ filter: everything, origin: rule.origin }]
          : ports.ports.flatMap((port) => filtersOf(port).map((filter) => ({ filter, origin: port.origin })));
      for (const { filter: plain, origin: port } of filters) {
        const filter = withFirstEnd(plain, rule.tier, ends);
        for (const { selector, origin: peer } of rule.peers) {
          const written = newCell(rule, filter, selector, ports);
          const key = `${rule.tier} ${rule.priority} ${rule.action} ${filter.key} ${selector.key}`;
          const found = cells.get(key);
          if (found !== undefined) {
            conflict ??= mergeCell(found, written);
            shares.push({ written, cell: found, peer, port });
            continue;
          }
          // The cell changes with what is merged into it; what the rule itself says does not.
          const cell = { ...written };
          cells.set(key, cell);
          shares.push({ written, cell, peer, port });
          if (cell.listener?.kind === 'CiliumEnvoyConfig' && rule.policy.ref.namespace === undefined) {
            conflict ??= 'a listener of kind CiliumEnvoyConfig in a CCNP';
          }
        }
      }
    }
    return { rule, shares };
  });
  return { rules, cells: [...cells.values()], conflict };
}

/** All rules on one name share a filter, whose end is that of the first of them. */
function withFirstEnd(filter: PortFilter, tier: number, ends: Map<string, number>): PortFilter {
  if (typeof filter.port !== 'string') return filter;
  const key = `${tier} ${filter.key}`;
  const endPort = ends.get(key) ?? filter.endPort;
  ends.set(key, endPort);
  return { ...filter, endPort };
}
