import type { Cidr } from '../model/address';
import type { Cluster } from '../model/cluster';
import type { Policy } from '../model/policy';
import type { Arrangement } from '../model/tier';
import { reuseOrBuild } from './compiled/build';
import type { Compiled } from './compiled/build';
import { connectionBetween } from './compiled/connection';
import { flowKinds } from './compiled/flow-verdict';
import { countClasses } from './compiled/units';
import { applyingPolicies, gateSummary, peerWorkloads, workloadsOf } from './compiled/summaries';
import { noteWalk } from './named-ends';
import { traceFlow } from './trace';
import type { Evaluator } from './types';
import { compileWalk } from './walk/compiled/compile-walk';
import type { WalkMemory } from './walk/compiled/memory';
import { Bits } from '../model/bits';

export type CompileOptions = {
  /** Blocks that parts of the outside shall be split by, beside those of policies and named outside addresses. */
  readonly boundaries?: readonly Cidr[];
  /** An evaluator of an earlier revision: what did not change since is taken from it. */
  readonly previous?: Evaluator;
};

const compiledOf = new WeakMap<Evaluator, Compiled>();
const memoryOf = new WeakMap<Evaluator, WalkMemory>();

/**
 * Makes an evaluator of a cluster under policies. Equal documents must give the same objects from one revision to the
 * next, for them to be recognized.
 */
export function compileEvaluator(
  cluster: Cluster,
  policies: readonly Policy[],
  arrangement: Arrangement,
  options: CompileOptions = {},
): Evaluator {
  if (arrangement.kind === 'walk') {
    const earlier = options.previous === undefined ? undefined : memoryOf.get(options.previous);
    const walked = compileWalk(cluster, policies, arrangement, options.boundaries ?? [], earlier);
    memoryOf.set(walked.evaluator, walked.memory);
    noteWalk(walked.evaluator, cluster, arrangement);
    return walked.evaluator;
  }
  const previous = options.previous === undefined ? undefined : compiledOf.get(options.previous);
  const compiled = reuseOrBuild(cluster, policies, arrangement, options.boundaries ?? [], previous);
  const { revision, unitsOf, unitOfPod } = compiled;
  const { facts } = revision.world;
  const { gates } = revision;
  const { parts } = revision.placement;
  const nobody = new Bits(cluster.workloads.length);
  const trace: Evaluator['trace'] = (flow) => traceFlow(facts, arrangement, flow);

  const evaluator: Evaluator = {
    policies,
    outside: parts.map((part) => part.outside),
    ends: cluster.workloads.length + parts.length,
    get classes() {
      return countClasses(revision.world.units);
    },
    trace,
    verdict: (flow) => {
      const kinds = flowKinds(revision, arrangement.enforces, unitOfPod, flow);
      // A reason is told in words by the evaluator that knows them; nothing else needs it.
      const told = Object.values(kinds).includes('undetermined') ? trace(flow) : undefined;
      const reason = (found: { readonly kind: string; readonly reason?: string } | undefined) =>
        found?.reason ?? '';
      return {
        verdict:
          kinds.verdict === 'undetermined'
            ? { kind: kinds.verdict, reason: reason(told?.verdict) }
            : { kind: kinds.verdict },
        egress:
          kinds.egress === 'undetermined'
            ? { kind: kinds.egress, reason: reason(told?.egress.verdict) }
            : { kind: kinds.egress },
        ingress:
          kinds.ingress === 'undetermined'
            ? { kind: kinds.ingress, reason: reason(told?.ingress.verdict) }
            : { kind: kinds.ingress },
      };
    },
    connection: (from, to) => connectionBetween(compiled, trace, from, to),
    reaches: (from) => compiled.reaches.from(from),
    gate: (workload, direction) =>
      gateSummary(revision, arrangement.enforces, unitsOf[workload] ?? [], direction),
    applying: (workload, direction) => applyingPolicies(revision, unitsOf[workload] ?? [], direction),
    subjects: (policy) => {
      const own = gates.policies[policy];
      return own === undefined ? nobody : workloadsOf(revision, own.selected);
    },
    peerWorkloads: (policy, direction, rule, peer) => {
      const peers = policies[policy]?.[direction].rules[rule]?.peers;
      const own = peers === undefined || peers === 'any' ? undefined : peers[peer];
      return own === undefined ? nobody : peerWorkloads(revision, own);
    },
  };
  compiledOf.set(evaluator, compiled);
  return evaluator;
}
