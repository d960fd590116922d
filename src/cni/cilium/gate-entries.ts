import type { Policy } from '../../model/policy';
import type { GatePolicy } from '../../model/subject-gate';
import type { Condition, Entry, EntryPeer, EntryPort } from '../../model/walk';
import { filterKey, plainCell, proxyOf } from './cells';
import type { Cell } from './cells';
import { conditionOf } from './conditions';
import type { Row, View } from './gate-facts';
import { beyondName, portsOfFilter } from './gate-ports';
import type { GatePlace } from './gate-ports';
import type { MergedRules, Share } from './merge';
import { missesOf } from './misses';
import type { PeerSelector } from './peers';
import { tiers } from './rule-entry';
import type { RuleEntry } from './rule-entry';

type Piece = { readonly entry: Entry; readonly cell: Cell; readonly view: View };

/** The entries of a gate, by policy, and what is known of each besides. */
export function gateEntries(
  { rules, cells }: MergedRules,
  place: GatePlace,
): { readonly policies: readonly GatePolicy[]; readonly rows: readonly Row[] } {
  const pieces = new Map<Policy, { readonly rules: RuleEntry[]; readonly pieces: Piece[] }>();
  const told = tellingApart(cells);
  for (const { rule, shares } of rules) {
    const own = pieces.get(rule.policy) ?? { rules: [], pieces: [] };
    pieces.set(rule.policy, own);
    own.rules.push(rule);
    const fine = shares.some(({ cell }) => told(cell));
    own.pieces.push(
      ...(fine
        ? shares.flatMap((share) => fineEntries(rule, share, place))
        : plainEntries(rule, shares, place)),
    );
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

/**
 * Which cells must have entries of their own. Where no proxy, no authentication and nothing unknown is about, only the
 * level of a rule and what it does count.
 */
function tellingApart(cells: readonly Cell[]): (cell: Cell) => boolean {
  if (cells.some(({ authentication }) => authentication !== undefined)) return () => true;
  const led = new Set(cells.filter((cell) => proxyOf(cell) !== 'none').map(filterKey));
  return (cell) => {
    if (cell.selector.unknown || proxyOf(cell) !== 'none') return true;
    if (led.size === 0) return false;
    const { port, endPort } = cell.filter;
    const seenOtherwise = endPort > 0 && (port === 0 || typeof port === 'string');
    return led.has(filterKey(cell)) || seenOtherwise || cell.selector.besides.length > 0;
  };
}

/** One rule as few entries: all its peers and all its ports together. */
function plainEntries(rule: RuleEntry, shares: readonly Share[], place: GatePlace): readonly Piece[] {
  const piece = (chosen: readonly Share[], peers: (share: Share) => Entry['peers']): readonly Piece[] => {
    if (chosen.length === 0) return [];
    const all = chosen.map((share) => ({
      peers: peers(share),
      ports: portsOfFilter(share.cell.filter, share.port, place),
    }));
    return [
      {
        view: 'both',
        cell: plainCell(rule),
        entry: entryOf(
          rule,
          together(all.map((one) => one.peers)),
          togetherPorts(all.map((one) => one.ports)),
        ),
      },
    ];
  };
  const besides = shares.filter(({ cell }) => actsThroughAggregates(cell, place));
  return [
    ...piece(shares, ({ cell, peer }) => peersOf(cell.selector, cell.selector.alternatives, peer)),
    ...piece(besides, ({ cell, peer }) => peersOf(cell.selector, cell.selector.besides, peer)),
  ];
}

function together(lists: readonly Entry['peers'][]): Entry['peers'] {
  const seen = new Map<string, EntryPeer>();
  for (const list of lists) {
    if (list === 'any') return 'any';
    for (const peer of list) {
      const key = JSON.stringify([
        peer.terms.map(({ set, negated }) => [set.key, negated]),
        peer.origin.path,
      ]);
      if (!seen.has(key)) seen.set(key, peer);
    }
  }
  return [...seen.values()];
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

/** What one rule says of one filter and one selector: one entry, and those that only connections or proxies find. */
function fineEntries(rule: RuleEntry, share: Share, place: GatePlace): readonly Piece[] {
  const { cell, written, peer, port } = share;
  const { selector, filter } = cell;
  const condition = conditionOf(written);
  const ports = portsOfFilter(filter, port, place);
  const piece = (view: View, peers: Entry['peers'], at: Entry['ports']): Piece => ({
    view,
    cell,
    entry: entryOf(rule, peers, at, condition),
  });
  const peers = peersOf(selector, selector.alternatives, peer);
  // Proxies are not told of a range that begins at 0.
  const found = [piece(filter.port === 0 && filter.endPort > 0 ? 'connection' : 'both', peers, ports)];
  const { version } = place.ground.options;
  if (isNamed(cell) && place.direction === 'egress' && version === '1.20' && filter.endPort > 0) {
    found.push(piece('proxy', peers, [beyondName(filter, port)]));
  }
  if (actsThroughAggregates(cell, place)) {
    found.push(piece('connection', peersOf(selector, selector.besides, peer), ports));
  }
  return found;
}

function isNamed({ filter }: Cell): boolean {
  return typeof filter.port === 'string';
}

/** Rules on a port name of egress are entered for each peer, and so for no aggregate. */
function actsThroughAggregates(cell: Cell, { direction }: GatePlace): boolean {
  return cell.selector.besides.length > 0 && !(isNamed(cell) && direction === 'egress');
}

function peersOf(
  selector: PeerSelector,
  alternatives: PeerSelector['alternatives'],
  origin: EntryPeer['origin'],
): Entry['peers'] {
  if (selector.wildcard) return 'any';
  return alternatives.map((terms) => ({ terms, origin, misses: (end) => missesOf(selector, end, origin) }));
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
