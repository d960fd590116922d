import type { Carried } from '../../model/subject-gate';
import type { Condition, Entry, Stage, WalkTier } from '../../model/walk';
import type { Outcome, TierOutcome } from './gate-model';

type PlannedTier = {
  readonly number: number;
  readonly end: WalkTier['end'];
  readonly levels: readonly {
    readonly combine: 'first' | 'strongest';
    readonly entries: readonly number[];
  }[];
  readonly applies: boolean;
  readonly isolated: boolean;
};

export type PlannedStage = { readonly end: Stage['end']; readonly tiers: readonly PlannedTier[] };

/**
 * Walks stages, knowing which entries match the flow. An allow under a condition that the flow does not tell of lets it
 * through on that condition, unless without it the flow would get through all the same.
 */
export function decideStages(
  stages: readonly PlannedStage[],
  entries: readonly Entry[],
  matched: ReadonlySet<number>,
  carried: Carried,
): Outcome {
  const walk = (otherwise: boolean): Outcome =>
    walkStages(stages, entries, matched, (condition) => isMet(condition, carried) ?? otherwise);
  const open = walk(true);
  if (open.kind !== 'allowed') return open;
  const shut = walk(false);
  if (shut.kind === 'allowed') return shut;
  const conditions = [...matched].flatMap((at) => {
    const entry = entries[at];
    return entry?.action === 'allow' ? (entry.condition?.words ?? []) : [];
  });
  return { ...open, conditions: [...new Set(conditions)] };
}

/** Whether what is told of a flow meets a condition; undefined where nothing is told that it speaks of. */
function isMet(condition: Condition, carried: Carried): boolean | undefined {
  const told = { http: carried.http, dns: carried.dns, 'server name': carried.sni }[condition.kind];
  return told === undefined ? undefined : condition.meets(carried);
}

type Satisfied = (condition: Condition) => boolean;

function walkStages(
  stages: readonly PlannedStage[],
  entries: readonly Entry[],
  matched: ReadonlySet<number>,
  satisfied: Satisfied,
): Outcome {
  const tiers: TierOutcome[] = [];
  for (const stage of stages) {
    for (const tier of stage.tiers) {
      if (!tier.applies) continue;
      const found = walkTier(tier, entries, matched, satisfied);
      if (found !== undefined) {
        tiers.push({ tier: tier.number, outcome: found.action, by: [found.at] });
        if (found.action === 'pass') continue;
        const authentication = entries[found.at]?.authentication;
        return {
          kind: found.action === 'allow' ? 'allowed' : 'denied',
          by: [found.at],
          tiers,
          ...(authentication === 'required' && { authentication }),
        };
      }
      const denied = tier.end === 'deny' || (tier.end === 'isolated' && tier.isolated);
      tiers.push({ tier: tier.number, outcome: denied ? 'deny' : 'no match', by: [] });
      if (denied) return { kind: 'denied', by: [], tiers };
    }
    const isolated = stage.tiers.some((tier) => tier.isolated);
    if (stage.end === 'deny' || (stage.end === 'isolated' && isolated)) {
      return { kind: 'denied', by: [], tiers };
    }
    if (stage.end !== 'next') break;
  }
  return { kind: 'allowed', by: [], tiers };
}

type Found = { readonly action: 'allow' | 'deny' | 'pass'; readonly at: number };

const strength: readonly Found['action'][] = ['deny', 'allow', 'pass'];

function walkTier(
  tier: PlannedTier,
  entries: readonly Entry[],
  matched: ReadonlySet<number>,
  satisfied: Satisfied,
): Found | undefined {
  for (const level of tier.levels) {
    let strongest: Found | undefined;
    for (const at of level.entries) {
      const entry = entries[at];
      if (entry === undefined || entry.action === 'log' || !matched.has(at)) continue;
      if (entry.action === 'allow' && entry.condition !== undefined && !satisfied(entry.condition)) continue;
      const found: Found = { action: entry.action, at };
      if (level.combine === 'first') return found;
      if (strongest === undefined || strength.indexOf(found.action) < strength.indexOf(strongest.action)) {
        strongest = found;
      }
    }
    if (strongest !== undefined) return strongest;
  }
  return undefined;
}
