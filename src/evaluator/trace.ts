import type { AddressSet } from '../model/address-set';
import { unionAddresses } from '../model/address-set';
import type { Flow } from '../model/flow';
import type { Direction } from '../model/policy';
import type { Arrangement, UnionArrangement } from '../model/tier';
import type { SideTrace, Trace, Verdict } from '../model/verdict';
import { decidedBefore, resolveFlow } from './ends';
import type { ResolvedFlow } from './ends';
import type { Facts } from './facts';
import { applicable, askGate, gateStep, unknownReason } from './trace-gate';
import type { GateAnswer } from './trace-gate';
import type { Question } from './trace-parts';
import { traceWalk } from './walk/trace-walk';

/** One answer for each address family that the flow may use. */
type Answers<T> = readonly T[];

type Side = { readonly trace: SideTrace; readonly lets: Answers<Verdict['kind']> };

/**
 * The small evaluator: walks the policies of one flow and tells everything on the way. The leaving gate is asked first,
 * then the entering one; both are always told, and the flow is allowed where both let it through.
 */
export function traceFlow(facts: Facts, arrangement: Arrangement, flow: Flow): Trace {
  return arrangement.kind === 'walk'
    ? traceWalk(facts, arrangement, flow)
    : traceUnion(facts, arrangement, flow);
}

function traceUnion(facts: Facts, arrangement: UnionArrangement, flow: Flow): Trace {
  const resolved = resolveFlow(facts, flow);
  const egress = traceSide(facts, arrangement, flow, resolved, 'egress');
  const ingress = traceSide(facts, arrangement, flow, resolved, 'ingress');
  const both = egress.lets.map((answer, at) => together(answer, ingress.lets[at] ?? answer));
  const reasons = [egress, ingress].map(({ trace }) => trace.verdict);
  const reason = reasons.find((verdict) => verdict.kind === 'undetermined')?.reason ?? '';
  return { flow, verdict: verdictOf(both, reason), egress: egress.trace, ingress: ingress.trace };
}

function traceSide(
  facts: Facts,
  arrangement: UnionArrangement,
  flow: Flow,
  resolved: ResolvedFlow,
  direction: Direction,
): Side {
  const { scenarios } = resolved;
  const [subject, peer] =
    direction === 'egress' ? [resolved.from, resolved.to] : [resolved.to, resolved.from];
  const before = decidedBefore(arrangement, resolved, direction);
  if (before !== undefined || subject.kind !== 'pod') {
    const verdict: Verdict = { kind: resolved.dead === undefined ? 'allowed' : 'denied' };
    const trace: SideTrace = { direction, verdict, before: before ?? 'outside', checkpoints: [] };
    return { trace, lets: scenarios.length === 0 ? [verdict.kind] : scenarios.map(() => verdict.kind) };
  }
  const question = (addresses: AddressSet): Question => ({
    cluster: facts.cluster,
    peer,
    addresses,
    destination: resolved.to,
    protocol: flow.protocol,
    port: flow.port,
  });
  const tiers = arrangement.tiers[direction].map((tier) => ({
    tier,
    policies: applicable(facts.cluster, tier, direction, subject.pod),
  }));
  const policies = tiers.map((tier) => tier.policies);
  const seen = scenarios.map((scenario) => (direction === 'egress' ? scenario.to : scenario.from));
  const answers = seen.map((addresses) => askGate(policies, direction, question(addresses)));
  const answer = oneAnswer(answers);
  const whole = question(seen.reduce(unionAddresses, []));
  const verdict: Verdict =
    answer === 'undetermined'
      ? { kind: answer, reason: unknownReason(policies.flat(), direction, whole) }
      : { kind: answer === 'refuses' ? 'denied' : 'allowed' };
  const checkpoints = [gateStep(tiers, direction, whole, answer)];
  return { trace: { direction, verdict, checkpoints }, lets: answers.map((one) => kinds[one]) };
}

const kinds = {
  open: 'allowed',
  admits: 'allowed',
  refuses: 'denied',
  undetermined: 'undetermined',
} as const satisfies Record<GateAnswer, Verdict['kind']>;

function oneAnswer(answers: Answers<GateAnswer>): GateAnswer {
  const [first = 'undetermined', ...more] = answers;
  return more.every((answer) => answer === first) ? first : 'undetermined';
}

function together(a: Verdict['kind'], b: Verdict['kind']): Verdict['kind'] {
  if (a === 'denied' || b === 'denied') return 'denied';
  return a === 'undetermined' || b === 'undetermined' ? 'undetermined' : 'allowed';
}

function verdictOf(kindsFound: Answers<Verdict['kind']>, reason: string): Verdict {
  const [first = 'denied', ...more] = kindsFound;
  const kind = more.every((other) => other === first) ? first : 'undetermined';
  return kind === 'undetermined' ? { kind, reason } : { kind };
}
