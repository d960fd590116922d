import type { Authentication, End } from '../../model/walk';
import { rankOf } from './cells';
import type { Cell } from './cells';
import type { GateFacts, Row } from './gate-facts';

/** Rules of one kind of peer and one width of ports, as one entry of the datapath. */
type Grouped = { readonly width: number; rank: number; readonly own: Authentication | undefined };

const strictness: Readonly<Record<Authentication, number>> = {
  disabled: 0,
  required: 1,
  'test-always-fail': 2,
};

function stricter(a: Authentication | undefined, b: Authentication | undefined): Authentication | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return strictness[b] > strictness[a] ? b : a;
}

/**
 * Who must authenticate, of the allowing rows of the level that decides. Two entries are looked at: that of the peer
 * itself and that of all peers, each with the narrowest ports.
 * Upstream: `pkg/policy/mapstate.go`, `bpf/lib/policy.h`.
 */
export function authenticationOf(
  rows: readonly Row[],
  peer: End,
  gate: GateFacts,
): Authentication | undefined {
  if (rows.every(({ cell }) => cell.authentication === undefined)) return undefined;
  const cells = rows.map(({ cell }) => cell);
  const isOwn = (cell: Cell) => !cell.selector.wildcard || gate.alwaysOwn(cell);
  const own = entriesOf(cells.filter(isOwn), gate);
  const wild = entriesOf(
    cells.filter((cell) => !gate.alwaysOwn(cell) && (cell.selector.wildcard || coversKind(cell, peer))),
    gate,
  );
  const mine = own.at(-1);
  const theirs = wild.at(-1);
  if (mine === undefined || theirs === undefined) return inherited(mine === undefined ? wild : own);
  const ownDecides = mine.rank === theirs.rank ? mine.width <= theirs.width : mine.rank > theirs.rank;
  const [deciding, other] = ownDecides ? [own, wild] : [wild, own];
  const found = deciding.at(-1);
  if (found?.own !== undefined) return found.own;
  const passedDown = inherited(deciding);
  return mine.rank === theirs.rank ? stricter(passedDown, inherited(other)) : passedDown;
}

function coversKind({ selector: { covers } }: Cell, peer: End): boolean {
  return (peer.kind === 'pod' && covers.pods) || (peer.kind === 'outside' && covers.outside);
}

/** Entries by falling width. One of a lower rank than a broader one is not there, unless it asks for something itself. */
function entriesOf(cells: readonly Cell[], { widthOf }: GateFacts): readonly Grouped[] {
  const byWidth = new Map<number, Grouped>();
  for (const cell of cells) {
    const width = widthOf(cell);
    const found = byWidth.get(width);
    byWidth.set(width, {
      width,
      rank: Math.max(found?.rank ?? 0, rankOf(cell)),
      own: stricter(found?.own, cell.authentication),
    });
  }
  const kept: Grouped[] = [];
  let highest = 0;
  for (const entry of [...byWidth.values()].sort((a, b) => b.width - a.width)) {
    if (entry.rank < highest) {
      if (entry.own === undefined) continue;
      entry.rank = highest;
    }
    highest = entry.rank;
    kept.push(entry);
  }
  return kept;
}

/** What the narrowest entry asks for, or the narrowest broader one that asks for anything. */
function inherited(entries: readonly Grouped[]): Authentication | undefined {
  return entries.findLast(({ own }) => own !== undefined)?.own;
}
