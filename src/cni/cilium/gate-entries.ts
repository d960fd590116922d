import type { Policy } from '../../model/policy';
import type { GatePolicy } from '../../model/subject-gate';
import type { Condition, End, Entry, EntryPort } from '../../model/walk';
import { plainCell } from './cells';
import type { Cell } from './cells';
import { conditionOf } from './conditions';
import type { Row, View } from './gate-facts';
import { beyondName, portsOfFilter } from './gate-ports';
import type { GatePlace } from './gate-ports';
import type { MergedRule, MergedRules, Share, WrittenFilter } from './merge';
import { missesOf } from './misses';
import type { PortFilter } from './port-filter';
import { tiers } from './rule-entry';
import type { RuleEntry } from './rule-entry';

type Piece = { readonly entry: Entry; readonly cell: Cell; readonly view: View };

/** The entries of a gate, by policy, and what is known of each besides. */
export function gateEntries(
  { rules }: MergedRules,
  place: GatePlace,
): { readonly policies: readonly GatePolicy[]; readonly rows: readonly Row[] } {
  const pieces = new Map<Policy, { readonly rules: RuleEntry[]; readonly pieces: Piece[] }>();
  for (const merged of rules) {
    const { rule, shares } = merged;
    const own = pieces.get(rule.policy) ?? { rules: [], pieces: [] };
    pieces.set(rule.policy, own);
    own.rules.push(rule);
    const made =
      shares === undefined
        ? plainEntries(merged, place)
        : shares.flatMap((share) => fineEntries(rule, share, place));
    for (const piece of made) own.pieces.push(piece);
  }
  const rows: Row[] = [];
  const policies = [...pieces].map(([policy, own]): GatePolicy => {
    for (const { cell, view } of own.pieces) rows.push({ cell, view, index: rows.length });
    return {
      policy,
      tier: tierName(own.rules[0]?.tier),
      isolates: own.rules.some(({ isolates }) => isolates),
      entries: own.pieces.map(({ entry }) => entry),
    };
  });
  return { policies, rows };
}

function tierName(tier: number | undefined): string {
  if (tier === tiers.admin) return 'Admin';
  return tier === tiers.baseline ? 'Baseline' : 'Normal';
}

/** One rule as few entries: all its peers and all its ports together. */
function plainEntries({ rule, filters }: MergedRule, place: GatePlace): readonly Piece[] {
  const cell = plainCell(rule);
  const piece = (peers: Entry['peers'], chosen: readonly WrittenFilter[]): Piece => {
    const ports = chosen.map(({ filter, origin }) => portsOfFilter(filter, origin, place));
    return { view: 'both', cell, entry: entryOf(rule, peers, togetherPorts(ports)) };
  };
  if (rule.peers.length === 0 || filters.length === 0) return [];
  const found = [piece(peersOf(rule.peers), filters)];
  const besides = rule.peers.filter(({ selector }) => selector.besides.length > 0);
  const acting = filters.filter(({ filter }) => actsThroughAggregates(filter, place));
  if (besides.length > 0 && acting.length > 0) found.push(piece(besidesOf(besides), acting));
  return found;
}

function togetherPorts(lists: readonly Entry['ports'][]): Entry['ports'] {
  const seen = new Map<string, EntryPort>();
  for (const list of lists) {
    if (list === 'any') return 'any';
    for (const port of list) {
      const key = `${port.key} ${JSON.stringify(port.origin.path)}`;
      if (!seen.has(key)) seen.set(key, port);
    }
  }
  return [...seen.values()];
}

/** What one rule says of one filter and some selectors: one entry, and those that only connections or proxies find. */
function fineEntries(rule: RuleEntry, share: Share, place: GatePlace): readonly Piece[] {
  const { cell, written, peers: own, port } = share;
  const { filter } = cell;
  const condition = conditionOf(written);
  const ports = portsOfFilter(filter, port, place);
  const piece = (view: View, peers: Entry['peers'], at: Entry['ports']): Piece => ({
    view,
    cell,
    entry: entryOf(rule, peers, at, condition),
  });
  const peers = peersOf(own);
  // Proxies are not told of a range that begins at 0.
  const found = [piece(filter.port === 0 && filter.endPort > 0 ? 'connection' : 'both', peers, ports)];
  const { version } = place.ground.options;
  const named = typeof filter.port === 'string';
  if (named && place.direction === 'egress' && version === '1.20' && filter.endPort > 0) {
    found.push(piece('proxy', peers, [beyondName(filter, port)]));
  }
  if (cell.selector.besides.length > 0 && actsThroughAggregates(filter, place)) {
    found.push(piece('connection', besidesOf(own), ports));
  }
  return found;
}

/** Rules on a port name of egress are entered for each peer, and so for no aggregate. */
function actsThroughAggregates({ port }: PortFilter, { direction }: GatePlace): boolean {
  return typeof port === 'number' || direction === 'ingress';
}

function peersOf(peers: RuleEntry['peers']): Entry['peers'] {
  if (peers.some(({ selector }) => selector.wildcard)) return 'any';
  return peers.flatMap(({ selector, origin }) =>
    selector.alternatives.map((terms) => ({
      terms,
      origin,
      misses: (end: End) => missesOf(selector, end, origin),
    })),
  );
}

function besidesOf(peers: RuleEntry['peers']): Entry['peers'] {
  return peers.flatMap(({ selector, origin }) => selector.besides.map((terms) => ({ terms, origin })));
}

function entryOf(
  { rule, action, authentication, origin }: RuleEntry,
  peers: Entry['peers'],
  ports: Entry['ports'],
  condition?: Condition,
): Entry {
  return {
    rule,
    action,
    own: [],
    peers,
    ports,
    ...(condition !== undefined && { condition }),
    ...(authentication !== undefined && { authentication }),
    origin,
  };
}
