import { Bits } from '../model/bits';
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
  block.from.forEach((from) => {
    const part = atoms.list[from]?.pods !== undefined;
    if (few || part || wish.samePorts === undefined) {
      block.to.forEach((to) => {
        if (isFlow(world, from, to)) {
          measurePair(world, wish, from, to, undefined, exclusions, listMeeting, collector);
        }
      });
    } else {
      measureGroups(world, wish, block.to, from, wish.samePorts, exclusions, listMeeting, collector);
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
  ports: PortSet,
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
    if (atoms.list[from].several !== true) rest.delete(from);
    for (let end = atoms.cluster.workloads.length; end < atoms.ends; end++) {
      if (rest.has(end) && !isFlow(world, from, end)) rest.delete(end);
    }
  }
  const single = (to: number, judgment: Judgment | undefined) => {
    measurePair(world, wish, from, to, judgment, exclusions, listMeeting, collector);
  };
  // Parts of workloads, and destinations from which something is taken out, are asked for one by one.
  const special = exclusions.targets(from) ?? noAtoms(atoms);
  for (const [atom, { pods }] of atoms.list.entries()) if (pods !== undefined) special.add(atom);
  special.keepAll(rest);
  rest.deleteAll(special);
  special.forEach((to) => {
    single(to, undefined);
  });
  for (const group of atoms.evaluator.reaches(atoms.list[from]?.end ?? from)) {
    const members = noAtoms(atoms);
    if (group.to instanceof Bits) members.addAll(group.to);
    else group.to.forEach((end) => members.add(end));
    members.keepAll(rest);
    if (members.isEmpty()) continue;
    rest.deleteAll(members);
    inBulk(members, judgeConnection(group.connection, ports));
  }
  inBulk(rest, nothingAllowed);

  function inBulk(members: Bits, judgment: Judgment): void {
    const pair = pairOf(wish, from, -1, ports, judgment, noPorts);
    const worst = pair.failing.length > 0 ? 'failing' : pair.undetermined.length > 0 ? 'unclear' : 'meeting';
    const listed = worst !== 'meeting' || listMeeting ? collector[worst] : undefined;
    const size = members.size;
    collector.count += size;
    if (worst === 'failing') collector.failingCount += size;
    if (worst === 'unclear') collector.unclearCount += size;
    noteReasons(collector, wish, judgment, pair.failing, pair.undetermined, size);
    if (listed === undefined || listed.length >= pairLimit) return;
    members.forEach((to) => {
      if (listed.length < pairLimit) listed.push({ ...pair, to });
    });
  }
}

const nothingAllowed: Judgment = {
  allowed: noPorts,
  some: noPorts,
  undetermined: noPorts,
  admitted: noPorts,
  reasons: [],
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
