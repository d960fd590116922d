import { namedEnds } from '../evaluator/named-ends';
import type { Evaluator } from '../evaluator/types';
import type { Direction } from '../model/policy';
import type { NamedOutside } from './named';
import type { GateView } from './types';

/** Gates as the screen draws them, by the index of the workload. */
export type GateViews = (workload: number, direction: Direction) => GateView;

/** The evaluator numbers no ends that policies tell by name: a gate that lets only such an end through is not shut. */
export function gateViews(evaluator: Evaluator, named: readonly NamedOutside[]): GateViews {
  const asked = named.length === 0 ? undefined : namedEnds(evaluator);
  const counts = new Map<string, number>();
  const rulesFor = (policy: number, direction: Direction): number => {
    const key = `${policy} ${direction}`;
    const known = counts.get(key);
    if (known !== undefined) return known;
    const ends = named.filter(({ sends }) => sends || direction === 'egress');
    const rules = evaluator.policies[policy]?.[direction].rules ?? [];
    const letting = rules.filter(
      ({ action, index }) =>
        action === 'allow' &&
        ends.some(({ flowEnd }) => asked?.holds(policy, direction, index, flowEnd) === true),
    );
    counts.set(key, letting.length);
    return letting.length;
  };
  return (workload, direction) => {
    const { state, rules, isolatedBy } = evaluator.gate(workload, direction);
    if (asked === undefined || state !== 'shut') return { state, rules };
    const letting = isolatedBy.reduce((sum, policy) => sum + rulesFor(policy, direction), 0);
    return letting === 0 ? { state, rules } : { state: 'guarded', rules: letting };
  };
}
