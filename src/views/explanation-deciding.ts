import type { Action } from '../model/policy';
import type { CheckpointStep, PolicyStep, RuleStep, SideTrace, TierStep } from '../model/verdict';

/** A rule with the policy that it is of. */
export type RuleOf = { readonly policy: PolicyStep; readonly rule: RuleStep };

/** Whether a rule decided: in a union whatever matches admits, in a walk the trace says it. */
export function decides(rule: RuleStep): boolean {
  return rule.decides ?? (rule.matched === 'yes' && rule.action === 'allow');
}

/** Rules of a checkpoint that decided for what happens at its end, of one action; passes do not end anything. */
export function decidingRules(checkpoint: CheckpointStep, action: Action): readonly RuleOf[] {
  return checkpoint.tiers.flatMap((tier) => decidingOfTier(tier, action));
}

export function decidingOfTier({ policies }: TierStep, action: Action): readonly RuleOf[] {
  return policies.flatMap((policy) =>
    policy.rules
      .filter((rule) => rule.action === action && decides(rule))
      .map((rule): RuleOf => ({ policy, rule })),
  );
}

/** Rules that let the flow through at a side. */
export function admitting(side: SideTrace): readonly RuleOf[] {
  return side.checkpoints.flatMap((checkpoint) => decidingRules(checkpoint, 'allow'));
}

/** Rules that deny the flow at a side. */
export function denying(side: SideTrace): readonly RuleOf[] {
  return side.checkpoints
    .filter(({ state }) => state === 'denied')
    .flatMap((checkpoint) => decidingRules(checkpoint, 'deny'));
}

/** The rules that passed a flow on to later tiers, in order. */
export function passing(checkpoint: CheckpointStep): readonly RuleOf[] {
  return checkpoint.tiers.flatMap(passingOfTier);
}

/** Engines that weigh rules do not say that one passed: it matched, and its tier decided nothing. */
export function passingOfTier(tier: TierStep): readonly RuleOf[] {
  if (tier.outcome === 'pass') return decidingOfTier(tier, 'pass').slice(0, 1);
  if (tier.combine !== 'strongest' || (tier.outcome !== 'no match' && !tier.atEnd)) return [];
  return tier.policies
    .flatMap((policy) => policy.rules.map((rule): RuleOf => ({ policy, rule })))
    .filter(({ rule }) => rule.action === 'pass' && rule.matched === 'yes')
    .slice(0, 1);
}

export function policySteps(side: SideTrace): readonly PolicyStep[] {
  return side.checkpoints.flatMap(({ tiers }) => tiers.flatMap(({ policies }) => policies));
}

/** Policies that isolate the subject of a side, in the order of the engine. */
export function isolating(side: SideTrace): readonly PolicyStep[] {
  return policySteps(side).filter((policy) => policy.isolates);
}

/** The checkpoint that decides what becomes of a side: the first that stops the flow, else the first that is unclear. */
export function telling(side: SideTrace): CheckpointStep | undefined {
  const { checkpoints } = side;
  const stops = checkpoints.find(({ state }) => state === 'denied' || state === 'refuses');
  return (
    stops ??
    checkpoints.find(({ state }) => state === 'undetermined') ??
    checkpoints.find(({ state }) => state === 'admits') ??
    checkpoints.at(-1)
  );
}

/** The tier whose end refused the flow; undefined where it was not an end. */
export function refusingTier(checkpoint: CheckpointStep): TierStep | undefined {
  return checkpoint.tiers.find((tier) => tier.atEnd && tier.outcome === 'deny');
}

/** A policy that no document says: what an engine does by itself. */
export function isEngines(policy: Pick<PolicyStep, 'origin'>): boolean {
  return policy.origin.file === '';
}
