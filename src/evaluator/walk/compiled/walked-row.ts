import type { EndSet, Entry } from '../../../model/walk';
import { nothing } from '../../compiled/port-table';
import type { PlannedStage } from '../decide';
import { shut } from './answer-table';
import type { Ground } from './ground';
import { walkOne, walkPeers } from './peer-walk';
import type { Walk } from './peer-walk';
import { dependsOnPeer, portsBetween } from './asked';
import type { Asked, Row, RowGround } from './asked';
import { WalkStates } from './walk-states';

type AskedStages = Asked & { readonly stages: readonly PlannedStage[] };

/**
 * The row of a gate whose entries are walked: all peers walk them together. Where entries let through under conditions,
 * a second walk without these tells what gets through in any case.
 */
export function walkedRow(on: RowGround, asked: AskedStages): Row {
  const { ground, answers, table, bits } = on;
  const { model, family, direction, counts, stages } = asked;
  const { entries } = model;
  const isBound = (entry: Entry | undefined) => entry?.action === 'allow' && entry.condition !== undefined;
  const states = new WalkStates(ground.ports);
  const open: Walk = { stages, entries, counts, states };
  const bound: Walk | undefined = entries.some((entry, at) => isBound(entry) && counts(at))
    ? { ...open, counts: (at) => counts(at) && !isBound(entries[at]) }
    : undefined;
  const numberOf = (sure: number, unbound: number) =>
    table.number({ sure, maybe: sure, conditional: ground.ports.difference(sure, unbound) });
  const ports = (entry: Entry, peer?: number) => {
    if (peer === undefined && dependsOnPeer(entry, direction)) return undefined;
    return portsBetween(answers, entry, asked, peer ?? asked.subject);
  };
  const matching = (entry: Entry) => bits.ofEntry(entry, family);
  const through = walkPeers(open, ground.peers, matching, ports);
  const unbound = bound === undefined ? through : walkPeers(bound, ground.peers, matching, ports);
  const row = through.map((sure, peer) => numberOf(sure, unbound[peer] ?? nothing));
  const telling = model.sets.peers.filter((set) => ground.tellsAddresses(set));
  if (telling.length === 0 || ground.unknowns.length === 0) return row;

  const considered = entries.filter((_, at) => counts(at));
  const groups = bits.groupsBySets(considered, family);
  const dependent = considered.filter((entry) => dependsOnPeer(entry, direction));
  const toldApart = classesToldApart(ground, telling);
  const known = new Map<string, number>();
  for (const peer of ground.unknowns) {
    const own = dependent.map((entry) => portsBetween(answers, entry, asked, peer));
    const key = [groups[peer], ground.mayKey(peer), ...own].join(' ');
    let number = known.get(key);
    if (number === undefined) {
      const [first = shut, ...more] = toldApart(peer, family).map((at) => {
        const matches = ({ peers }: Entry) =>
          peers === 'any' ||
          peers.some(({ terms }) => terms.every((term) => ground.termHolds(term, peer, at)));
        const portsHere = (entry: Entry) => portsBetween(answers, entry, asked, peer);
        const sure = walkOne(open, matches, portsHere);
        return numberOf(sure, bound === undefined ? sure : walkOne(bound, matches, portsHere));
      });
      known.set(key, (number = more.reduce((all, one) => table.either(all, one), first)));
    }
    row[peer] = number;
  }
  return row;
}

/** Of the classes that a peer's address may be in, one for each way in which sets tell them apart. */
function classesToldApart(
  ground: Ground,
  telling: readonly EndSet[],
): (peer: number, family: 4 | 6) => readonly (number | undefined)[] {
  const known = new Map<string, readonly (number | undefined)[]>();
  return (peer, family) => {
    const key = `${ground.mayKey(peer)} ${family}`;
    let found = known.get(key);
    if (found === undefined) {
      const bySets = new Map<string, number | undefined>();
      for (const at of ground.classesOf(peer, family)) {
        const sets = telling.map((set) => (at !== undefined && ground.names(set, at) ? '1' : '0')).join('');
        if (!bySets.has(sets)) bySets.set(sets, at);
      }
      known.set(key, (found = [...bySets.values()]));
    }
    return found;
  };
}
