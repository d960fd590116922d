import type { Connection, IndexSet } from '../evaluator/types';
import type { Bits } from '../model/bits';
import { intersectPorts, noPorts, subtractPorts, unionPorts, type PortSet } from '../model/ports';
import { noAtoms } from './atoms';
import { collect, createCollector, pairLimit, type Collector } from './collect';
import type { Exclusions } from './exclusions';
import { judgeConnection, judgePair, type Judgment } from './judge';
import type { StatementPair } from './types';
import type { Block, Wish } from './wishes';
import type { World } from './world';

/** Up to so many destinations are asked for one by one; more are taken in groups of equal answers. */
const fewDestinations = 48;

/** Holds a wish against the verdicts. `listMeeting`: pairs that are as wished are listed too. */
export function measure(world: World, wish: Wish, exclusions: Exclusions, listMeeting: boolean): Collector {
  const collector = createCollector();
  for (const block of wish.blocks) {
    if (wish.somewhere !== undefined) measureSomewhere(world, wish, block, collector);
    else measureBlock(world, wish, block, exclusions, listMeeting, collector);
  }
  return collector;
}

function measureBlock(
  world: World,
  wish: Wish,
  block: Block,
  exclusions: Exclusions,
  listMeeting: boolean,
  collector: Collector,
): void {
  const { atoms } = world;
  const few = block.to.size <= fewDestinations;
  const judge = createJudge(wish, wish.samePorts ?? noPorts);
  block.from.forEach((from) => {
    const part = atoms.list[from]?.pods !== undefined;
    if (few || part || wish.samePorts === undefined) {
      block.to.forEach((to) => {
        if (isFlow(world, from, to)) {
          measurePair(world, wish, from, to, undefined, exclusions, listMeeting, collector);
        }
      });
    } else {
      measureGroups(world, wish, block.to, from, judge, exclusions, listMeeting, collector);
    }
  });
}

/**
 * Between outside ends no gate sees anything, a pod alone has nobody of its own to talk to, and without a common address
 * family there are no connections with the outside.
 */
function isFlow(world: World, from: number, to: number): boolean {
  const { list, cluster } = world.atoms;
  if (from === to) return list[from]?.several === true;
  const source = list[from];
  const destination = list[to];
  if (source === undefined || destination === undefined) return false;
  const inside = cluster.workloads.length;
  if (source.namespace === undefined) {
    return destination.namespace !== undefined && world.meets(destination.end, from - inside);
  }
  return destination.namespace !== undefined || world.meets(source.end, to - inside);
}

/** Goes by groups of destinations with equal connections, and by single pairs only where something is special. */
function measureGroups(
  world: World,
  wish: Wish,
  destinations: Bits,
  from: number,
  judge: (connection: Connection) => Judged,
  exclusions: Exclusions,
  listMeeting: boolean,
  collector: Collector,
): void {
  const { atoms } = world;
  const rest = destinations.copy(atoms.list.length);
  if (atoms.list[from]?.namespace === undefined) {
    rest.forEach((to) => {
      if (!isFlow(world, from, to)) rest.delete(to);
    });
  } else {
    if (!atoms.list[from].several) rest.delete(from);
    rest.deleteAll(world.unmet(atoms.list[from].end));
  }
  // Parts of workloads, and destinations from which something is taken out, are asked for one by one.
  const special = exclusions.targets(from) ?? noAtoms(atoms);
  special.addAll(atoms.partial);
  special.keepAll(rest);
  rest.deleteAll(special);
  special.forEach((to) => {
    measurePair(world, wish, from, to, undefined, exclusions, listMeeting, collector);
  });
  let left = rest.size;
  const keepsTrack = wish.verdict === 'allowed' || listMeeting;
  for (const group of atoms.evaluator.reaches(atoms.list[from]?.end ?? from)) {
    const judged = judge(group.connection);
    // What is denied for want of any rule is as wished with what is denied besides.
    if (judged.worst === 'meeting' && !keepsTrack) continue;
    left -= inBulk(group.to, judged);
  }
  if (left > 0) inBulk(rest, judge(nothingReached), left);

  function inBulk(members: IndexSet, { pair, worst, judgment }: Judged, known?: number): number {
    const listed = worst !== 'meeting' || listMeeting ? collector[worst] : undefined;
    const lists = listed !== undefined && listed.length < pairLimit;
    let size = known ?? 0;
    if (lists || keepsTrack) {
      let count = 0;
      members.forEach((to) => {
        if (!rest.has(to)) return;
        count++;
        if (listed !== undefined && listed.length < pairLimit) listed.push({ ...pair, from, to });
        if (keepsTrack && known === undefined) rest.delete(to);
      });
      size = known ?? count;
    } else if (known === undefined) {
      size = rest.overlap(members);
    }
    collector.count += size;
    if (worst === 'failing') collector.failingCount += size;
    if (worst === 'unclear') collector.unclearCount += size;
    noteReasons(collector, wish, judgment, pair.failing, pair.undetermined, size);
    return size;
  }
}

type Judged = {
  readonly pair: StatementPair;
  readonly worst: 'failing' | 'unclear' | 'meeting';
  readonly judgment: Judgment;
};

/** Judges connections for one wish with the same ports everywhere; each connection once. */
function createJudge(wish: Wish, ports: PortSet): (connection: Connection) => Judged {
  const known = new Map<Connection, Judged>();
  return (connection) => {
    const found = known.get(connection);
    if (found !== undefined) return found;
    const judgment = judgeConnection(connection, ports);
    const pair = pairOf(wish, 0, 0, ports, judgment, noPorts);
    const worst = pair.failing.length > 0 ? 'failing' : pair.undetermined.length > 0 ? 'unclear' : 'meeting';
    const judged = { pair, worst, judgment } as const;
    known.set(connection, judged);
    return judged;
  };
}

const nothingReached: Connection = {
  allowed: noPorts,
  admitted: noPorts,
  undetermined: noPorts,
  reasons: [],
  partial: noPorts,
};

function measurePair(
  world: World,
  wish: Wish,
  from: number,
  to: number,
  known: Judgment | undefined,
  exclusions: Exclusions,
  listMeeting: boolean,
  collector: Collector,
): void {
  const taken = exclusions.ports(from, to);
  const ports = subtractPorts(wish.ports(to), taken.sure);
  if (ports.length === 0) return;
  const judgment = known ?? judgePair(world.atoms, from, to, ports);
  const ends = world.atoms.list;
  const pair = pairOf(wish, ends[from]?.end ?? from, ends[to]?.end ?? to, ports, judgment, taken.perhaps);
  noteReasons(collector, wish, judgment, pair.failing, pair.undetermined, 1);
  collect(collector, pair, listMeeting);
}

function pairOf(
  wish: Wish,
  from: number,
  to: number,
  ports: PortSet,
  judgment: Judgment,
  perhaps: PortSet,
): StatementPair {
  const { allowed, some, undetermined } = judgment;
  const wrong =
    wish.verdict === 'allowed'
      ? subtractPorts(subtractPorts(ports, allowed), undetermined)
      : intersectPorts(ports, unionPorts(allowed, some));
  const unclear = intersectPorts(wrong, perhaps);
  return {
    from,
    to,
    ports,
    wanted: wish.verdict,
    failing: subtractPorts(wrong, unclear),
    undetermined: unionPorts(intersectPorts(ports, undetermined), unclear),
  };
}

function noteReasons(
  collector: Collector,
  wish: Wish,
  judgment: Judgment,
  failing: PortSet,
  undetermined: PortSet,
  size: number,
): void {
  if (undetermined.length > 0) for (const reason of judgment.reasons) collector.reasons.add(reason);
  if (wish.verdict === 'allowed' && failing.length === 0 && judgment.admitted.length === 0) {
    collector.openGates += size;
  }
}

/**
 * One side is a single address that may be any of its parts: what all parts agree on is known, the rest cannot be
 * told. A result names one part for each pod: the first that fails, else the first.
 */
function measureSomewhere(world: World, wish: Wish, block: Block, collector: Collector): void {
  const unknownTo = wish.somewhere?.side === 'to';
  const known = unknownTo ? block.from : block.to;
  const unknown = (unknownTo ? block.to : block.from).toArray();
  known.forEach((atom) => {
    if (world.atoms.list[atom]?.namespace === undefined) return;
    const ports = wish.ports(unknownTo ? (unknown[0] ?? atom) : atom);
    if (ports.length === 0 || unknown.length === 0) return;
    let every: PortSet | undefined;
    let any: PortSet = noPorts;
    let unclear: PortSet = noPorts;
    let admitted: PortSet = noPorts;
    const reasons = new Set<string>();
    for (const part of unknown) {
      const one = judgePair(world.atoms, unknownTo ? atom : part, unknownTo ? part : atom, ports);
      every = every === undefined ? one.allowed : intersectPorts(every, one.allowed);
      any = unionPorts(any, one.allowed, one.some);
      unclear = unionPorts(unclear, one.undetermined);
      admitted = unionPorts(admitted, one.admitted);
      for (const reason of one.reasons) reasons.add(reason);
    }
    const allowed = every ?? noPorts;
    const differing = unionPorts(subtractPorts(any, allowed), unclear);
    if (differing.length > 0) {
      reasons.add(`no document says ${wish.somewhere?.what ?? 'which address is meant'}`);
    }
    const judgment: Judgment = {
      allowed: subtractPorts(allowed, differing),
      some: noPorts,
      undetermined: differing,
      admitted,
      reasons: [...reasons],
    };
    const end = world.atoms.list[atom]?.end ?? atom;
    const part = unknown.find((one) => isRest(world, one)) ?? unknown[0] ?? atom;
    const pair = pairOf(wish, unknownTo ? end : part, unknownTo ? part : end, ports, judgment, noPorts);
    noteReasons(collector, wish, judgment, pair.failing, pair.undetermined, 1);
    const domain = wish.somewhere?.domain;
    collect(collector, domain === undefined ? pair : { ...pair, domain }, true);
  });
}

function isRest(world: World, atom: number): boolean {
  return world.atoms.evaluator.outside[atom - world.atoms.cluster.workloads.length]?.rest === true;
}
