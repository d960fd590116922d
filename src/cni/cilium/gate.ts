import type { Origin } from '../../model/origin';
import type { Direction, Policy } from '../../model/policy';
import type { GatePolicy } from '../../model/subject-gate';
import type { End, Entry, EntryPeer, EntryPort } from '../../model/walk';
import { mergeCell, newCell } from './cells';
import type { Cell, Conflict } from './cells';
import { conditionOf } from './conditions';
import type { Row, View } from './gate-facts';
import type { CiliumOptions } from './options';
import type { PeerSelector } from './peers';
import { everything, filtersOf, numberAt, numberInCluster, numberedPorts } from './port-filter';
import type { PortFilter } from './port-filter';
import type { Ground } from './peers';
import type { RuleEntry } from './rule-entry';
import { tiers } from './rule-entry';

/** The rules of one direction that select a subject, merged. */
export type MergedRules = {
  readonly policies: readonly GatePolicy[];
  readonly rows: readonly Row[];
  readonly cells: readonly Cell[];
  readonly conflict: Conflict | undefined;
};

type Piece = { readonly entry: Entry; readonly cell: Cell; readonly view: View };

/** Merges rules that select a subject, which are in the engine's order. */
export function mergeRules(
  entries: readonly RuleEntry[],
  subject: End,
  direction: Direction,
  ground: Ground,
): MergedRules {
  const cells = new Map<string, Cell>();
  const ends = new Map<string, number>();
  const pieces = new Map<Policy, Piece[]>();
  const isolating = new Set<Policy>();
  let conflict: Conflict | undefined;
  for (const entry of entries) {
    if (entry.isolates) isolating.add(entry.policy);
    const own = pieces.get(entry.policy) ?? [];
    pieces.set(entry.policy, own);
    for (const ports of entry.ports ?? [undefined]) {
      const filters =
        ports === undefined
          ? [{ filter: everything, origin: entry.origin }]
          : ports.ports.flatMap((port) => filtersOf(port).map((filter) => ({ filter, origin: port.origin })));
      for (const { filter: written, origin } of filters) {
        const filter = withFirstEnd(written, entry.tier, ends);
        for (const { selector, origin: peer } of entry.peers) {
          const made = newCell(entry, filter, selector, ports);
          const key = `${entry.tier} ${entry.priority} ${entry.action} ${filter.key} ${selector.key}`;
          const cell = cells.get(key) ?? made;
          if (cell === made) {
            cells.set(key, made);
            if (made.listener?.kind === 'CiliumEnvoyConfig' && entry.policy.ref.namespace === undefined) {
              conflict ??= 'a listener of kind CiliumEnvoyConfig in a CCNP';
            }
          } else {
            conflict ??= mergeCell(cell, made);
          }
          own.push(...piecesOf(entry, made, cell, peer, origin, { subject, direction, ground }));
        }
      }
    }
  }
  return { ...numbered(pieces, isolating, entries), cells: [...cells.values()], conflict };
}

/** All rules on one name share a filter, whose end is that of the first of them. */
function withFirstEnd(filter: PortFilter, tier: number, ends: Map<string, number>): PortFilter {
  if (typeof filter.port !== 'string') return filter;
  const key = `${tier} ${filter.key}`;
  const endPort = ends.get(key) ?? filter.endPort;
  ends.set(key, endPort);
  return { ...filter, endPort };
}

function numbered(
  pieces: ReadonlyMap<Policy, readonly Piece[]>,
  isolating: ReadonlySet<Policy>,
  entries: readonly RuleEntry[],
): Pick<MergedRules, 'policies' | 'rows'> {
  const rows: Row[] = [];
  const tierOf = new Map(entries.map(({ policy, tier }) => [policy, tier]));
  const policies = [...pieces].map(([policy, own]): GatePolicy => {
    for (const { cell, view } of own) rows.push({ cell, view, index: rows.length });
    return {
      policy,
      tier: tierName(tierOf.get(policy) ?? tiers.normal),
      isolates: isolating.has(policy),
      entries: own.map(({ entry }) => entry),
    };
  });
  return { policies, rows };
}

function tierName(tier: number): string {
  if (tier === tiers.admin) return 'Admin';
  return tier === tiers.baseline ? 'Baseline' : 'Normal';
}

type Place = { readonly subject: End; readonly direction: Direction; readonly ground: Ground };

function piecesOf(
  rule: RuleEntry,
  written: Cell,
  cell: Cell,
  peer: Origin,
  port: Origin,
  place: Place,
): readonly Piece[] {
  const { selector, filter } = cell;
  const named = typeof filter.port === 'string';
  const { version } = place.ground.options;
  const piece = (view: View, peers: Entry['peers'], ports: Entry['ports']): Piece => {
    const condition = conditionOf(written);
    return {
      view,
      cell,
      entry: {
        rule: rule.rule,
        action: rule.action,
        own: [],
        peers,
        ports,
        ...(condition !== undefined && { condition }),
        ...(rule.authentication !== undefined && { authentication: rule.authentication }),
        origin: rule.origin,
      },
    };
  };
  const peers = selector.wildcard ? 'any' : alternatives(selector.alternatives, peer);
  const ports = portsOf(filter, port, place);
  const found: Piece[] = [];
  // Proxies are not told of a range that begins at 0.
  const view = filter.port === 0 && filter.endPort > 0 ? 'connection' : 'both';
  found.push(piece(view, peers, ports));
  if (place.direction === 'egress' && version === '1.20' && named && filter.endPort > 0) {
    found.push(piece('proxy', peers, [beyondName(filter, port)]));
  }
  const throughAggregates = !(named && place.direction === 'egress');
  if (selector.besides.length > 0 && throughAggregates) {
    found.push(piece('connection', alternatives(selector.besides, peer), ports));
  }
  return found;
}

function alternatives(terms: PeerSelector['alternatives'], origin: Origin): readonly EntryPeer[] {
  return terms.map((one) => ({ terms: one, origin }));
}

function portsOf(filter: PortFilter, origin: Origin, { subject, direction, ground }: Place): Entry['ports'] {
  const { port, protocol } = filter;
  if (protocol === 'any') return 'any';
  const { key } = filter;
  if (typeof port === 'number') {
    const all = port === 0 && ground.options.version === '1.20';
    return [{ key, ports: numberedPorts(all ? { ...filter, endPort: 0 } : filter, port), origin }];
  }
  if (direction === 'egress' && ground.options.version === '1.20') {
    const ports: EntryPort['ports'] = (destination) => {
      const number = numberAt(destination, port, protocol);
      return number === undefined ? [] : numberedPorts({ ...filter, endPort: 0 }, number);
    };
    return [{ key: `egress ${key}`, ports, origin }];
  }
  const number = namedNumber(filter, subject, direction, ground);
  if (number === undefined) return [];
  return [
    {
      key: `${key} ${number}-${filter.endPort}`,
      ports: numberedPorts({ ...filter, port: number }, number),
      origin,
    },
  ];
}

/** The number of a name that is the same for all peers: of the subject, or (1.19) of the whole cluster. */
export function namedNumber(
  { port, protocol }: PortFilter,
  subject: End,
  direction: Direction,
  { cluster }: Pick<Ground, 'cluster'>,
): number | undefined {
  if (typeof port !== 'string') return port;
  return direction === 'ingress'
    ? numberAt(subject, port, protocol)
    : numberInCluster(cluster, port, protocol);
}

/** What a proxy takes a name with an end for, beyond its number. */
function beyondName(filter: PortFilter, origin: Origin): EntryPort {
  const { port, protocol, endPort } = filter;
  return {
    key: `beyond ${filter.key} ${endPort}`,
    ports: (destination) => {
      const number = typeof port === 'string' ? numberAt(destination, port, protocol) : undefined;
      return number === undefined || number >= endPort ? [] : numberedPorts(filter, number + 1);
    },
    origin,
  };
}

/** How many ports a filter spans: what is narrower is asked first. */
export function widthOf(
  filter: PortFilter,
  number: number | undefined,
  direction: Direction,
  { version }: Pick<CiliumOptions, 'version'>,
): number {
  const { port, endPort, protocol } = filter;
  if (protocol === 'any') return Infinity;
  if (port === 0) return version === '1.19' && endPort > 0 ? endPort + 1 : 65536;
  if (typeof port === 'string' && direction === 'egress' && version === '1.20') return 1;
  const first = number ?? 0;
  return endPort > first ? endPort - first + 1 : 1;
}
