import type { Verdict } from '../../model/verdict';
import type { Outcome } from './gate-model';

/** What an outcome is to people. */
export function verdictOf({ kind, conditions, authentication, reason }: Outcome): Verdict {
  if (kind === 'undetermined') return { kind, reason: reason ?? '' };
  if (kind === 'denied') {
    return { kind, ...(authentication === 'always-fail' && { authentication }) };
  }
  return {
    kind,
    ...(conditions !== undefined && { conditions }),
    ...(authentication === 'required' && { authentication }),
  };
}

/** One verdict of all checkpoints of a side, each told for every address that the ends may have. */
export function verdictOfSide(
  checkpoints: readonly (readonly { readonly outcome: Outcome }[])[],
  reason: string,
): Verdict {
  const own = checkpoints.map((told) =>
    sameOrUnknown(
      told.map(({ outcome }) => verdictOf(outcome)),
      reason,
    ),
  );
  return own.reduce(together, { kind: 'allowed' });
}

/** The verdict that all agree on. */
export function sameOrUnknown(verdicts: readonly Verdict[], reason: string): Verdict {
  const [first, ...more] = verdicts;
  if (first === undefined) return { kind: 'denied' };
  const unknown = verdicts.find((verdict) => verdict.kind === 'undetermined');
  if (unknown !== undefined) return unknown;
  return more.every((verdict) => sameVerdict(verdict, first)) ? first : { kind: 'undetermined', reason };
}

/** The verdict where both must let through. */
export function together(a: Verdict, b: Verdict): Verdict {
  if (a.kind === 'denied' || b.kind === 'denied') {
    const fails = [a, b].some((side) => side.kind === 'denied' && side.authentication !== undefined);
    return { kind: 'denied', ...(fails && { authentication: 'always-fail' as const }) };
  }
  if (a.kind === 'undetermined') return a;
  if (b.kind === 'undetermined') return b;
  const conditions = [...new Set([...(a.conditions ?? []), ...(b.conditions ?? [])])];
  const bound = a.conditions !== undefined || b.conditions !== undefined;
  const authentication = a.authentication ?? b.authentication;
  return {
    kind: 'allowed',
    ...(bound && { conditions }),
    ...(authentication !== undefined && { authentication }),
  };
}

/** One verdict of all address families that a flow may use. */
export function oneVerdict(verdicts: readonly Verdict[]): Verdict {
  const [first, ...more] = verdicts;
  if (first === undefined) return { kind: 'denied' };
  if (more.every((verdict) => sameVerdict(verdict, first))) return first;
  const unknown = verdicts.find((verdict) => verdict.kind === 'undetermined');
  return unknown ?? { kind: 'undetermined', reason: 'it depends on which of its addresses is used' };
}

function sameVerdict(a: Verdict, b: Verdict): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind !== 'allowed' || b.kind !== 'allowed') return true;
  return (
    a.authentication === b.authentication &&
    (a.conditions ?? []).join('\n') === (b.conditions ?? []).join('\n')
  );
}
