import type { Flow } from '../../model/flow';
import type { Direction } from '../../model/policy';
import type { WalkArrangement } from '../../model/tier';
import type { SideTrace, Trace, Verdict } from '../../model/verdict';
import type { Checkpoint, WalkPolicy } from '../../model/walk';
import { decidedBefore, resolveFlow } from '../ends';
import type { ResolvedFlow, Scenario } from '../ends';
import { withHostAddresses } from '../facts';
import type { Facts } from '../facts';
import { addressWords } from '../trace-gate';
import { modelOfStages, modelOfSubjectGate } from './gate-model';
import type { GateModel, Outcome } from './gate-model';
import { entryMatches } from './match';
import type { Packet } from './match';
import { endOf, representatives } from './parties';
import { usualSourcePort } from './source-port';
import { oneVerdict, together, verdictOfSide } from './verdicts';
import { checkpointStep } from './walk-steps';

/** A checkpoint on one side of a flow, with what applies there. */
export type Met = {
  readonly kind: Checkpoint['kind'];
  readonly name: string;
  readonly direction: Direction;
  readonly model: GateModel;
};

/** One way in which the flow may look, with what the checkpoint does with it. */
export type Told = { readonly packet: Packet; readonly outcome: Outcome };

type Side = {
  readonly trace: SideTrace;
  /** One for each address family that the flow may use. */
  readonly lets: readonly Verdict[];
};

/**
 * The small evaluator of walks: holds every entry that applies against the flow, once for each address that its ends may
 * have, and tells everything on the way.
 */
export function traceWalk(ofCluster: Facts, arrangement: WalkArrangement, flow: Flow): Trace {
  const facts = withHostAddresses(ofCluster, arrangement.hostAddresses);
  const resolved = resolveFlow(facts, flow);
  const egress = traceSide(facts, arrangement, flow, resolved, 'egress');
  const ingress = traceSide(facts, arrangement, flow, resolved, 'ingress');
  const both = egress.lets.map((verdict, at) => together(verdict, ingress.lets[at] ?? verdict));
  return { flow, verdict: oneVerdict(both), egress: egress.trace, ingress: ingress.trace };
}

function traceSide(
  facts: Facts,
  arrangement: WalkArrangement,
  flow: Flow,
  resolved: ResolvedFlow,
  direction: Direction,
): Side {
  const { scenarios } = resolved;
  const checkpoints = checkpointsOf(facts, arrangement, resolved, direction);
  const before = decidedBefore(arrangement, resolved, direction);
  const passes = before !== undefined && before !== 'outside' && before !== 'host network';
  if (passes || checkpoints.length === 0) {
    const verdict: Verdict = { kind: resolved.dead === undefined ? 'allowed' : 'denied' };
    const trace: SideTrace = { direction, verdict, before: before ?? 'outside', checkpoints: [] };
    return { trace, lets: scenarios.length === 0 ? [verdict] : scenarios.map(() => verdict) };
  }
  const walked = checkpoints.map((checkpoint) => ({
    checkpoint,
    model: checkpoint.model,
    told: scenarios.map((scenario) => tell(facts, arrangement, flow, resolved, checkpoint, scenario)),
  }));
  const reason = `${addressWords(direction === 'egress' ? resolved.to : resolved.from)}, and the rules do not treat all that it may be alike`;
  const lets = scenarios.map((_, at) =>
    verdictOfSide(
      walked.map(({ told }) => told[at] ?? []),
      reason,
    ),
  );
  const steps = walked.map((one) => checkpointStep({ ...one, told: one.told.flat() }));
  return { trace: { direction, verdict: oneVerdict(lets), checkpoints: steps }, lets };
}

/** The gate of the pod or of a policed node, and what hosts add on this side. */
export function checkpointsOf(
  facts: Facts,
  arrangement: WalkArrangement,
  { from, to, scenarios }: ResolvedFlow,
  side: Direction,
): readonly Met[] {
  if (scenarios.length === 0) return [];
  const { gateOf, hosts, localNode } = arrangement;
  const ends = { from: endOf(facts, from, to, localNode), to: endOf(facts, to, from, localNode) };
  const subject = side === 'egress' ? ends.from : ends.to;
  const gates = (): readonly Met[] => {
    const own = { kind: 'gate', name: 'gate', direction: side } as const;
    if (gateOf !== undefined) {
      const gate = gateOf(subject, side);
      return gate === undefined ? [] : [{ ...own, model: modelOfSubjectGate(gate) }];
    }
    if (subject.kind !== 'pod') return [];
    const selects = (policy: WalkPolicy) => policy.subject.holds(subject);
    return [{ ...own, model: modelOfStages(arrangement.gate[side], side, selects) }];
  };
  const more = (hosts?.(ends, side) ?? []).map(({ kind, name, direction, stages, subject: host }): Met => {
    const model = modelOfStages(stages, direction, (policy) => policy.subject.holds(host));
    return { kind, name, direction, model };
  });
  return side === 'egress' ? [...gates(), ...more] : [...more, ...gates()];
}

function tell(
  facts: Facts,
  { localNode }: WalkArrangement,
  flow: Flow,
  { from, to }: ResolvedFlow,
  { direction, model }: Met,
  scenario: Scenario,
): readonly Told[] {
  const { own, peers } = model.sets;
  const ends = { from: endOf(facts, from, to, localNode), to: endOf(facts, to, from, localNode) };
  const leaves = direction === 'egress';
  const sources = representatives(scenario.from, leaves ? own : peers, ends.from);
  const destinations = representatives(scenario.to, leaves ? peers : own, ends.to);
  return sources.flatMap((source) =>
    destinations.map((destination): Told => {
      const parties = {
        from: { end: ends.from, ...(source !== undefined && { address: source }) },
        to: { end: ends.to, ...(destination !== undefined && { address: destination }) },
      };
      const packet: Packet = {
        subject: leaves ? parties.from : parties.to,
        peer: leaves ? parties.to : parties.from,
        source: parties.from,
        destination: parties.to,
        protocol: flow.protocol,
        port: flow.port,
        sourcePort: flow.sourcePort ?? usualSourcePort,
        family: scenario.family,
      };
      if (model.always !== undefined) return { packet, outcome: model.always };
      const matched = model.entries.flatMap((entry, at) => (entryMatches(entry, packet) ? [at] : []));
      return { packet, outcome: model.answer(matched, packet.peer.end, flow) };
    }),
  );
}
