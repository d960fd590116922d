import type { Cluster } from '../../../model/cluster';
import { Bits } from '../../../model/bits';
import { formatCidr } from '../../../model/address';
import type { Cidr } from '../../../model/address';
import type { FlowEnd } from '../../../model/flow';
import type { Direction, Policy } from '../../../model/policy';
import { noPorts } from '../../../model/ports';
import type { WalkArrangement } from '../../../model/tier';
import { countClasses, unitsOfWorkloads } from '../../compiled/units';
import type { Unit } from '../../compiled/units';
import { Groups } from '../../compiled/reach-groups';
import type { Reach } from '../../compiled/reach-groups';
import { countPair, noPairs } from '../../compiled/reach';
import { everything, nothing } from '../../compiled/port-table';
import { deriveFacts, withHostAddresses } from '../../facts';
import type { Facts } from '../../facts';
import type { Connection, Evaluator, GateSummary } from '../../types';
import { traceWalk } from '../trace-walk';
import { FlowKinds } from './flow-kinds';
import { Gates, setsOfArrangement, setsOfModels } from './gates';
import type { KnownModels } from './gates';
import { Rows } from './rows';
import { modelOfSubjectGate } from '../gate-model';
import type { EndSet } from '../../../model/walk';
import { Ground } from './ground';
import { Pairs } from './pairs';

const closed: Connection = {
  allowed: noPorts,
  admitted: noPorts,
  undetermined: noPorts,
  reasons: [],
  partial: noPorts,
};

/** What an evaluator leaves to that of the next revision. */
export type WalkMemory = {
  readonly facts: Facts;
  readonly basis: readonly unknown[];
  readonly ground: Ground;
  readonly rows: Rows;
  readonly models: KnownModels;
  readonly connections: Map<string, Connection>;
};

/** Makes an evaluator of walks; of the same cluster, all that the new policies do not touch is taken from `previous`. */
export function compileWalk(
  cluster: Cluster,
  policies: readonly Policy[],
  arrangement: WalkArrangement,
  boundaries: readonly Cidr[],
  previous: WalkMemory | undefined,
): { readonly evaluator: Evaluator; readonly memory: WalkMemory } {
  const memory = remember(cluster, arrangement, boundaries, previous);
  const { ground, rows, connections } = memory;
  const { facts } = ground;
  const gates = new Gates(arrangement, memory.models);
  const unitsOf = unitsOfWorkloads(cluster.workloads.length, ground.units);
  const live = unitsOf.map((units) => units.filter((unit) => ground.addressing[unit]?.kind !== 'dead'));
  const workloads = cluster.workloads.length;
  const ends = workloads + ground.parts.length;
  const trace: Evaluator['trace'] = (flow) => traceWalk(facts, arrangement, flow);
  let pairs: Pairs | undefined;
  const between = () => (pairs ??= new Pairs(ground, rows, arrangement, gates));
  let flows: FlowKinds | undefined;
  const reaches = new Map<number, Reach>();

  /** Peers of an end: its live units, or the address class of its part. */
  const peersOf = (end: number): readonly number[] => {
    if (end < workloads) return live[end] ?? [];
    const part = ground.parts[end - workloads];
    return part === undefined ? [] : [ground.units.length + part.class];
  };

  const reachesFrom = (from: number): Reach => {
    const groups = new Groups({ ports: ground.ports, connections }, ends);
    for (let to = 0; to < ends; to++) {
      if (from >= workloads && to >= workloads) break;
      const sum = noPairs();
      for (const source of peersOf(from)) {
        for (const destination of peersOf(to)) {
          addPair(between(), sum, source, destination, arrangement.ownNodeEnters);
        }
      }
      groups.addAll(to, sum);
    }
    return groups.reach();
  };
  const reachOf = (from: number): Reach => {
    let reach = reaches.get(from);
    if (reach === undefined) reaches.set(from, (reach = reachesFrom(from)));
    return reach;
  };
  const indexOf = new Map(arrangement.policies.map(({ policy }, index) => [policy, index]));

  const evaluator: Evaluator = {
    policies,
    outside: ground.parts.map((part) => part.outside),
    ends,
    get classes() {
      return countClasses(ground.units);
    },
    trace,
    verdict: (flow) => {
      flows ??= new FlowKinds(ground, arrangement);
      const found = flows.of(flow);
      const unclear = Object.values(found).some(({ kind }) => kind === 'undetermined');
      if (!unclear) return found;
      // A reason is told in words by the evaluator that knows them; nothing else needs it.
      const told = trace(flow);
      const worded = (own: typeof found.verdict, by: typeof found.verdict) =>
        own.kind === 'undetermined' && by.kind === 'undetermined' ? by : own;
      return {
        verdict: worded(found.verdict, told.verdict),
        egress: worded(found.egress, told.egress.verdict),
        ingress: worded(found.ingress, told.ingress.verdict),
      };
    },
    connection: (from, to) => {
      const found = reachOf(from).find((group) => group.to.has(to))?.connection ?? closed;
      const [port] = found.undetermined;
      if (port === undefined) return found;
      const { verdict } = trace({
        from: flowEnd(ground, peersOf(from)[0]),
        to: flowEnd(ground, peersOf(to)[0]),
        protocol: port.protocol,
        port: port.first,
      });
      return verdict.kind === 'undetermined' ? { ...found, reasons: [verdict.reason] } : found;
    },
    reaches: reachOf,
    gate: (workload, direction) =>
      gateSummary(between(), unitsOf[workload] ?? [], direction, indexOf, peersOf, ends),
    applying: (workload, direction) =>
      arrangement.policies.flatMap((policy, index) => {
        if (!policy.sides[direction].applies) return [];
        const subjects = ground.subjects(policy);
        return unitsOf[workload]?.some((unit) => subjects.has(unit)) === true ? [index] : [];
      }),
    subjects: (policy) => {
      const bits = new Bits(workloads);
      const own = arrangement.policies[policy];
      if (own === undefined) return bits;
      ground.subjects(own).forEach((unit) => bits.add(ground.units[unit]?.workload ?? 0));
      return bits;
    },
    peerWorkloads: (policy, direction, rule, peer) => {
      const bits = new Bits(workloads);
      const index = policies[policy]?.[direction].rules[rule]?.index;
      const entries = arrangement.policies[policy]?.sides[direction].entries.filter(
        (entry) => entry.rule === index,
      );
      const own = (entries ?? []).flatMap(({ peers }) => (peers === 'any' ? [] : peers))[peer];
      if (own === undefined) return bits;
      for (const unit of ground.units) {
        const matched = [...ground.classesOf(unit.index, 4), ...ground.classesOf(unit.index, 6)].some((at) =>
          own.terms.every((term) => ground.termHolds(term, unit.index, at)),
        );
        if (unit.pods.length > 0 && matched) bits.add(unit.workload);
      }
      return bits;
    },
  };
  return { evaluator, memory };
}

/** The ground of a revision: that of the previous one, where neither the cluster nor any boundary has changed. */
function remember(
  cluster: Cluster,
  arrangement: WalkArrangement,
  boundaries: readonly Cidr[],
  previous: WalkMemory | undefined,
): WalkMemory {
  const { hostAddresses, hosts, localNode, basis = [] } = arrangement;
  const same =
    previous?.facts.cluster === cluster &&
    previous.basis.length === basis.length &&
    previous.basis.every((one, index) => one === basis[index]);
  const facts = previous?.facts.cluster === cluster ? previous.facts : deriveFacts(cluster);
  const sets = setsOf(arrangement, cluster);
  const byNode = hosts !== undefined;
  const key = groundKey(sets, boundaries, byNode);
  if (same && previous.ground.key === key) return previous;
  const ground = new Ground(
    key,
    withHostAddresses(facts, hostAddresses),
    sets,
    boundaries,
    byNode,
    localNode,
  );
  return { facts, basis, ground, rows: new Rows(ground), models: new Map(), connections: new Map() };
}

/** Equal where addresses are split alike and pods are told apart alike. */
function groundKey(sets: readonly EndSet[], boundaries: readonly Cidr[], byNode: boolean): string {
  const named = sets.flatMap(({ key, addresses }) => (addresses.length > 0 ? [key] : [])).sort();
  return JSON.stringify([named, boundaries.map(formatCidr), byNode]);
}

/** Every set that any gate may hold an end against. */
function setsOf(arrangement: WalkArrangement, cluster: Cluster): readonly EndSet[] {
  const { gateOf, hosts, hostSets } = arrangement;
  const sets = [...setsOfArrangement(arrangement)];
  if (gateOf !== undefined) {
    const models = new Set(
      cluster.pods.flatMap((pod) =>
        (['ingress', 'egress'] as const).flatMap((direction) => {
          const gate = gateOf({ kind: 'pod', pod }, direction);
          return gate === undefined ? [] : modelOfSubjectGate(gate);
        }),
      ),
    );
    sets.push(...setsOfModels(models));
  }
  if (hosts !== undefined) sets.push(...(hostSets ?? []));
  return sets;
}

/**
 * Adds the pairs of two peers: one pod is never a pair with itself, and a node is another thing to its own pods than to
 * those of other nodes, which it enters freely where the engine says so.
 */
function addPair(pairs: Pairs, sum: Sum, source: number, destination: number, ownNodeEnters: boolean): void {
  const { units } = pairs.ground;
  const [from, to] = [units[source], units[destination]];
  if (source === destination && from?.several !== true) return;
  const onNode = (unit: Unit | undefined, nodes: ReadonlySet<string> | undefined) =>
    nodes === undefined
      ? 0
      : (unit?.pods ?? []).filter(({ node }) => node !== undefined && nodes.has(node)).length;
  if (from?.hostNodes !== undefined && to !== undefined && to.hostNodes === undefined) {
    const own = onNode(to, from.hostNodes);
    if (own > 0 && ownNodeEnters) {
      const through = pairs.share(source, destination) ? everything : nothing;
      countPair(sum, pairs.ground.ports, through, through, false);
    } else if (own > 0) {
      count(pairs, sum, pairs.ground.asOwnNode(source), destination);
    }
    if (own < to.pods.length) count(pairs, sum, source, destination);
    return;
  }
  if (to?.hostNodes !== undefined && from !== undefined && from.hostNodes === undefined) {
    const own = onNode(from, to.hostNodes);
    if (own > 0) count(pairs, sum, source, pairs.ground.asOwnNode(destination));
    if (own < from.pods.length) count(pairs, sum, source, destination);
    return;
  }
  count(pairs, sum, source, destination);
}

type Sum = ReturnType<typeof noPairs>;

function count(pairs: Pairs, sum: Sum, source: number, destination: number): void {
  const { ports } = pairs.ground;
  const isolated = pairs.isGuarded(source, 'egress') || pairs.isGuarded(destination, 'ingress');
  const add = (own: readonly (4 | 6)[]) => {
    const { sure, maybe, conditional } = pairs.between(source, destination, own);
    sum.conditional = ports.union(sum.conditional, conditional);
    countPair(sum, ports, sure, maybe, isolated);
  };
  const families = pairs.families(source, destination);
  // The addresses of a part are many: those of each family are flows of their own.
  const isPart = (peer: number) => pairs.ground.unitOf(peer) === undefined;
  if (families.length > 1 && (isPart(source) || isPart(destination))) {
    for (const family of families) add([family]);
  } else {
    add(families);
  }
}

function gateSummary(
  pairs: Pairs,
  units: readonly number[],
  direction: Direction,
  indexOf: ReadonlyMap<Policy, number>,
  peersOf: (end: number) => readonly number[],
  ends: number,
): GateSummary {
  const [first] = units;
  const model = first === undefined ? undefined : pairs.model(first, direction);
  const differs = units.some((unit) => pairs.model(unit, direction) !== model);
  if (first === undefined || model === undefined) {
    return { state: 'not enforced', rules: 0, isolatedBy: [], differs };
  }
  const applying = model.tiers
    .flatMap(({ policies }) => policies)
    .filter(({ policy }) => indexOf.has(policy));
  if (applying.length === 0) return { state: 'open', rules: 0, isolatedBy: [], differs };
  const allows = applying
    .flatMap(({ entries }) => entries)
    .filter((at) => model.entries[at]?.action === 'allow').length;
  const indexes = (policies: typeof applying) => [
    ...new Set(policies.flatMap(({ policy }) => indexOf.get(policy) ?? [])),
  ];
  let admits = false;
  for (let end = 0; end < ends && !admits; end++) {
    admits = peersOf(end).some((peer) => {
      if (peer === first && pairs.ground.units[first]?.several !== true) return false;
      return ([4, 6] as const).some((family) => pairs.side(direction, first, peer, family).maybe !== nothing);
    });
  }
  return {
    state: admits ? 'guarded' : 'shut',
    rules: admits ? allows : 0,
    isolatedBy: indexes(applying),
    isolating: indexes(applying.filter(({ isolates }) => isolates)),
    differs,
  };
}

function flowEnd(ground: Ground, peer: number | undefined): FlowEnd {
  const unit = peer === undefined ? undefined : ground.units[peer];
  if (unit !== undefined) return { kind: 'pod', pod: unit.pod.index };
  const [range] = ground.space.classes[(peer ?? 0) - ground.units.length]?.ranges ?? [];
  return { kind: 'address', address: { family: range?.family ?? 4, value: range?.first ?? 0n } };
}
