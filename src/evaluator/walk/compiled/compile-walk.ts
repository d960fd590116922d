import type { Cidr } from '../../../model/address';
import { Bits } from '../../../model/bits';
import type { Cluster } from '../../../model/cluster';
import type { FlowEnd } from '../../../model/flow';
import type { Policy } from '../../../model/policy';
import type { WalkArrangement } from '../../../model/tier';
import type { Reach } from '../../compiled/reach-groups';
import { countClasses, unitsOfWorkloads } from '../../compiled/units';
import type { Evaluator } from '../../types';
import { traceWalk } from '../trace-walk';
import { FlowKinds } from './flow-kinds';
import { gateSummary } from './gate-summary';
import { Gates } from './gates';
import type { Ground } from './ground';
import { remember } from './memory';
import type { WalkMemory } from './memory';
import { Pairs } from './pairs';
import { Reaches } from './reaches';
import { noConnection } from '../../no-connection';

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
  const between = () => {
    if (pairs === undefined) {
      memory.models.begin();
      pairs = new Pairs(ground, rows, arrangement, gates);
    }
    return pairs;
  };
  let flows: FlowKinds | undefined;
  let reaches: Reaches | undefined;

  /** Peers of an end: its live units, or the address class of its part. */
  const peersOf = (end: number): readonly number[] => {
    if (end < workloads) return live[end] ?? [];
    const part = ground.parts[end - workloads];
    return part === undefined ? [] : [ground.units.length + part.class];
  };

  const reachOf = (from: number): Reach => {
    if (reaches === undefined) {
      const { latest } = memory;
      const all = { count: ends, workloads, peersOf };
      reaches = new Reaches(between(), arrangement, all, connections, latest.reaches);
      latest.reaches = reaches;
    }
    return reaches.from(from);
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
      const found = reachOf(from).find((group) => group.to.has(to))?.connection ?? noConnection;
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

function flowEnd(ground: Ground, peer: number | undefined): FlowEnd {
  const unit = peer === undefined ? undefined : ground.units[peer];
  if (unit !== undefined) return { kind: 'pod', pod: unit.pod.index };
  const [range] = ground.space.classes[(peer ?? 0) - ground.units.length]?.ranges ?? [];
  return { kind: 'address', address: { family: range?.family ?? 4, value: range?.first ?? 0n } };
}
