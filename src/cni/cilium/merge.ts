import type { Origin } from '../../model/origin';
import type { CiliumPorts } from '../../dialects/cilium/spec';
import { filterKeyOf, isLedToProxy, mergeCell, newCell } from './cells';
import type { Cell, Conflict } from './cells';
import { groupPeers } from './peer-groups';
import type { PeerGroup } from './peer-groups';
import { everything, filtersOf } from './port-filter';
import type { PortFilter } from './port-filter';
import type { RuleEntry } from './rule-entry';

/** What one rule says of one port filter and some selectors of peers. */
export type Share = {
  /** As the rule itself has it. */
  readonly written: Cell;
  /** What it became together with other rules. */
  readonly cell: Cell;
  readonly peers: PeerGroup['peers'];
  readonly port: Origin;
};

/** A port filter of a rule, and what stands beside it in its item. */
export type WrittenFilter = {
  readonly filter: PortFilter;
  readonly ports: CiliumPorts | undefined;
  readonly origin: Origin;
};

export type MergedRule = {
  readonly rule: RuleEntry;
  readonly filters: readonly WrittenFilter[];
  /** Undefined where only the level of the rule and what it does count. */
  readonly shares: readonly Share[] | undefined;
};

/** The rules of one direction that select a subject, merged. */
export type MergedRules = {
  readonly rules: readonly MergedRule[];
  readonly cells: readonly Cell[];
  readonly conflict: Conflict | undefined;
};

/** Merges rules that select a subject, which are in the engine's order. */
export function mergeRules(entries: readonly RuleEntry[]): MergedRules {
  const ends = new Map<string, number>();
  const prepared = entries.map((rule) => {
    // Rules that select nobody make no filters, so theirs are never the first.
    const counted = rule.peers.length === 0 ? new Map<string, number>() : ends;
    return { rule, filters: writtenFilters(rule, counted) };
  });
  const isPlain = plainRules(prepared);
  const told = prepared.filter((one) => !isPlain(one)).map(({ rule }) => rule);
  const uses = new Map<string, number>();
  for (const { peers } of told) {
    for (const { selector } of peers) uses.set(selector.key, (uses.get(selector.key) ?? 0) + 1);
  }
  const cells = new Map<string, Cell>();
  let conflict: Conflict | undefined;
  const rules = prepared.map((one, number): MergedRule => {
    const { rule, filters } = one;
    if (isPlain(one)) return { rule, filters, shares: undefined };
    const groups = groupPeers(rule.peers, (key) => uses.get(key) === 1, number);
    const shares: Share[] = [];
    for (const { filter, ports, origin } of filters) {
      for (const { selector, peers } of groups) {
        const written = newCell(rule, filter, selector, ports);
        const key = `${rule.tier} ${rule.priority} ${rule.action} ${filter.key} ${selector.key}`;
        const found = cells.get(key);
        if (found !== undefined) {
          conflict ??= mergeCell(found, written);
          shares.push({ written, cell: found, peers, port: origin });
          continue;
        }
        // The cell changes with what is merged into it; what the rule itself says does not.
        const cell = { ...written };
        cells.set(key, cell);
        shares.push({ written, cell, peers, port: origin });
        if (cell.listener?.kind === 'CiliumEnvoyConfig' && rule.policy.ref.namespace === undefined) {
          conflict ??= 'a listener of kind CiliumEnvoyConfig in a CCNP';
        }
      }
    }
    return { rule, filters, shares };
  });
  return { rules, cells: [...cells.values()], conflict };
}

function writtenFilters(rule: RuleEntry, ends: Map<string, number>): readonly WrittenFilter[] {
  if (rule.ports === undefined) return [{ filter: everything, ports: undefined, origin: rule.origin }];
  return rule.ports.flatMap((ports) =>
    ports.ports.flatMap((port) =>
      filtersOf(port).map((filter) => ({
        filter: withFirstEnd(filter, rule.tier, ends),
        ports,
        origin: port.origin,
      })),
    ),
  );
}

/** All rules on one name share a filter, whose end is that of the first of them. */
function withFirstEnd(filter: PortFilter, tier: number, ends: Map<string, number>): PortFilter {
  if (typeof filter.port !== 'string') return filter;
  const key = filterKeyOf(tier, filter);
  const endPort = ends.get(key) ?? filter.endPort;
  ends.set(key, endPort);
  return { ...filter, endPort };
}

type Prepared = Pick<MergedRule, 'rule' | 'filters'>;

/**
 * Which rules need not be told apart by their filters and peers: those that no proxy, no authentication and nothing
 * unknown is about.
 */
function plainRules(all: readonly Prepared[]): (one: Prepared) => boolean {
  if (all.some(({ rule }) => rule.authentication !== undefined)) return () => false;
  const led = new Set<string>();
  for (const { rule, filters } of all) {
    for (const { filter, ports } of filters) {
      if (isLedToProxy(rule, ports)) led.add(filterKeyOf(rule.tier, filter));
    }
  }
  return ({ rule, filters }) => {
    if (rule.peers.some(({ selector }) => selector.unknown)) return false;
    if (led.size === 0) return true;
    // Proxies see some ports and some selectors otherwise than connections do.
    if (rule.peers.some(({ selector }) => selector.besides.length > 0)) return false;
    return filters.every(({ filter }) => {
      const { port, endPort } = filter;
      const seenOtherwise = endPort > 0 && (port === 0 || typeof port === 'string');
      return !seenOtherwise && !led.has(filterKeyOf(rule.tier, filter));
    });
  };
}
