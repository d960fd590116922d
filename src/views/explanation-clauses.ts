import type { CheckpointStep, PolicyStep, SideTrace, TierStep, Verdict } from '../model/verdict';
import { decidingRules, isEngines, passing, refusingTier } from './explanation-deciding';
import type { RuleOf } from './explanation-deciding';
import { code, counted, fromBackticks, listedUpTo, name, sentence } from './sentences';
import type { Sentence } from './sentences';

/** Who is who at one side. */
export type SideNames = { readonly subject: string; readonly other: string };

/** A policy in a sentence: what an engine does by itself is not set apart as a name. */
export function policyName({ ref, origin }: Pick<PolicyStep, 'ref' | 'origin'>): Sentence {
  return isEngines({ origin }) ? sentence(`${ref.kind} (${ref.name})`) : sentence(name(ref.name));
}

/** `` `p` rule 2 ``, or what an engine does by itself. */
export function ruleName({ policy, rule }: RuleOf): Sentence {
  if (isEngines(policy) || rule.index < 0) return policyName(policy);
  return sentence(policyName(policy), ` rule ${rule.index + 1}`);
}

/** `` rule 2 of `p` `` */
function ruleOf({ policy, rule }: RuleOf): Sentence {
  if (isEngines(policy) || rule.index < 0) return policyName(policy);
  return sentence(`rule ${rule.index + 1} of `, policyName(policy));
}

/** Why a side lets the flow through, where policies were looked at. */
export function allowedClause(side: SideTrace, names: SideNames): Sentence {
  const telling = side.checkpoints.filter(({ state }) => state === 'admits');
  const [first] = telling;
  if (first === undefined) return openClause(side, names);
  const clauses = telling.map((checkpoint) =>
    sentence(passedFirst(checkpoint), admitsClause(side, checkpoint), atHost(checkpoint)),
  );
  return sentence(joined(clauses), onlyWords(side.verdict));
}

function admitsClause(side: SideTrace, checkpoint: CheckpointStep): Sentence {
  const rules = decidingRules(checkpoint, 'allow');
  const [first] = rules;
  if (first === undefined) return sentence(checkpoint.words ?? 'it is let through');
  const rest = rules.length - 1;
  const more = rest === 0 ? '' : ` and ${counted(rest, 'more rule')}`;
  const verb = side.direction === 'egress' ? (rest === 0 ? 'lets' : 'let') : rest === 0 ? 'admits' : 'admit';
  const it = side.direction === 'egress' ? ' it leave' : ' it';
  if (checkpoint.kind === 'host') {
    return sentence(ruleOf(first), `${more} ${rest === 0 ? 'lets' : 'let'} it through`);
  }
  return sentence(ruleOf(first), `${more} ${verb}${it}`);
}

function openClause(side: SideTrace, { subject }: SideNames): Sentence {
  const told = side.checkpoints.find(({ words }) => words !== undefined);
  if (told?.words !== undefined) return fromBackticks(told.words);
  const open = sentence('nothing isolates ', name(subject), ` for ${side.direction}`);
  const [passed] = side.checkpoints.filter((checkpoint) => passing(checkpoint).length > 0);
  if (passed !== undefined) return sentence(passedFirst(passed), open);
  return hasRules(side) ? sentence('no rule denies it and ', open) : open;
}

/** Whether there is any rule that could deny something. */
export function hasRules({ checkpoints }: SideTrace): boolean {
  return checkpoints.some(({ tiers }) => countRules(tiers) > 0);
}

/** Rules that people wrote. */
function countRules(tiers: readonly TierStep[]): number {
  const policies = tiers.flatMap((tier) => tier.policies).filter((policy) => !isEngines(policy));
  return policies.reduce((sum, { rules }) => sum + rules.filter(({ action }) => action !== 'log').length, 0);
}

/** Why a side refuses the flow, where policies were looked at: a deny rule, the end of a tier, or what it carries. */
export function deniedClause(side: SideTrace, names: SideNames): Sentence {
  const clauses = side.checkpoints
    .filter(({ state }) => state === 'denied' || state === 'refuses')
    .map((checkpoint) => {
      const words =
        checkpoint.state === 'denied'
          ? deniedByRule(side, checkpoint, names)
          : refusedClause(side, checkpoint, names);
      const isNamed = checkpoint.kind === 'host' && checkpoint.state === 'refuses';
      return sentence(passedFirst(checkpoint), words, isNamed ? [] : atHost(checkpoint));
    });
  return joined(clauses);
}

function deniedByRule(side: SideTrace, checkpoint: CheckpointStep, { subject }: SideNames): Sentence {
  const rules = decidingRules(checkpoint, 'deny');
  const [first] = rules;
  if (first === undefined) return sentence('it is denied');
  const more = rules.length === 1 ? '' : ` and ${counted(rules.length - 1, 'more rule')}`;
  const where =
    checkpoint.kind === 'host'
      ? sentence('')
      : sentence(side.direction === 'egress' ? ' on leaving ' : ' on entering ', name(subject));
  return sentence('denied by ', ruleName(first), more, where);
}

/** Isolated and nobody admits it, or admitted but for what it carries or who it is. */
function refusedClause(side: SideTrace, checkpoint: CheckpointStep, names: SideNames): Sentence {
  const [admitted] = decidingRules(checkpoint, 'allow');
  if (admitted !== undefined) {
    const verb = side.direction === 'egress' ? ' lets it leave, but ' : ' admits it, but ';
    return sentence(ruleOf(admitted), verb, refusedAfterAll(side.verdict, checkpoint));
  }
  const tier = refusingTier(checkpoint);
  const all = (tier === undefined ? checkpoint.tiers : [tier]).flatMap((one) => one.policies);
  const policies = all.filter((policy) => policy.isolates);
  const listed = listedUpTo(policies.slice(0, 3).map(policyName), 3, policies.length);
  const by = policies.length === 0 ? sentence('') : sentence(' by ', listed);
  const inTier = tier?.combine === 'first' && policies.length > 0 ? [' in tier ', name(tier.tier)] : [];
  const rules = policies.reduce((sum, policy) => sum + countRules([{ ...oneTier, policies: [policy] }]), 0);
  const isHost = checkpoint.kind === 'host';
  return sentence(
    name(isHost ? (checkpoint.name ?? names.subject) : names.subject),
    ` is isolated for ${checkpoint.direction ?? side.direction}`,
    by,
    ...inTier,
    isHost ? nothingPasses(rules) : nobodyAdmits(side, names.other, policies.length, rules),
  );
}

const oneTier: TierStep = { tier: '', policies: [], outcome: 'no match', atEnd: false };

/** What stopped a flow that a rule lets through. */
export function refusedAfterAll(verdict: Verdict, { words }: CheckpointStep): Sentence {
  const fails = verdict.kind === 'denied' && verdict.authentication === 'always-fail';
  if (fails) return sentence('authentication between the two always fails');
  return fromBackticks(words ?? 'it is refused after all');
}

function nothingPasses(rules: number): Sentence {
  if (rules === 0) return sentence(', and no rule lets anything through');
  return sentence(
    rules === 1
      ? ', and the only rule does not let it through'
      : `, and none of ${rules} rules lets it through`,
  );
}

function nobodyAdmits(side: SideTrace, other: string, policies: number, rules: number): Sentence {
  const leaves = side.direction === 'egress';
  const verb = leaves ? 'lets it out to' : 'admits';
  if (policies === 0) return sentence(leaves ? ', and no rule lets it out' : ', and no rule admits it');
  if (rules === 0) {
    const nobody = leaves ? 'lets nothing out' : 'admits nobody';
    return policies === 1
      ? sentence(`, which ${nobody}`)
      : sentence(leaves ? ', and no rule lets anything out' : ', and no rule admits anybody');
  }
  const infinitive = leaves ? 'let it out to' : 'admit';
  if (rules === 1) return sentence(`, and the only rule does not ${infinitive} `, name(other));
  return sentence(`, and none of ${rules} rules ${verb} `, name(other));
}

/** How it came so far. */
function passedFirst(checkpoint: CheckpointStep): Sentence {
  const passes = passing(checkpoint);
  if (passes.length === 0) return [];
  const listed = listedUpTo(passes.slice(0, 2).map(ruleOf), 2, passes.length);
  return sentence(listed, passes.length === 1 ? ' passes it on, and then ' : ' pass it on, and then ');
}

function atHost({ kind, name: called, direction }: CheckpointStep): Sentence {
  if (kind !== 'host' || called === undefined) return [];
  return sentence(' at ', name(called), direction === undefined ? '' : ` (${direction})`);
}

/** What of the flow gets through: ``, but only `GET /v1/.*` ``. */
function onlyWords(verdict: Verdict): Sentence {
  if (verdict.kind !== 'allowed' || verdict.conditions === undefined) return [];
  return sentence(', but only ', conditionWords(verdict.conditions));
}

/** The alternatives of a condition. */
export function conditionWords(conditions: readonly string[], shown = 4): Sentence {
  if (conditions.length === 0) return sentence('what no rule names');
  const listed = conditions.slice(0, shown).map((one) => sentence(code(one)));
  return listedUpTo(listed, shown, conditions.length, 'or');
}

function joined(clauses: readonly Sentence[]): Sentence {
  return sentence(...clauses.flatMap((clause, index) => (index === 0 ? [clause] : [', and ', clause])));
}
