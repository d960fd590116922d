import { nameMatch, patternError } from '../dialects/cilium/names';
import type { NameSelector } from '../dialects/cilium/names';
import { jsonLines } from './cases';
import type { Outcome } from './conformance';

/** A recorded selector of DNS names with the names that it matches. */
type NameCase = {
  readonly matchName?: string;
  readonly matchPattern?: string;
  readonly names: readonly string[];
  readonly matches: readonly boolean[];
  /** As an item of a DNS rule, where that differs. */
  readonly rule?: readonly boolean[];
  readonly error?: string;
};

/** Names and patterns as the agent matches them, or refuses them. */
export function runCiliumNames(text: string): Outcome {
  const cases = jsonLines(text) as unknown as readonly NameCase[];
  const shown = cases.flatMap((recorded) => {
    const { matchName, matchPattern, matches, rule = matches, error } = recorded;
    const expected = JSON.stringify(error === undefined ? { matches, rule } : { error });
    const got = JSON.stringify(answerOf(recorded));
    return got === expected ? [] : [`${matchName ?? matchPattern}: ${got}, recorded ${expected}`];
  });
  return { cases: cases.length, asked: cases.length, agreed: cases.length - shown.length, known: 0, shown };
}

function answerOf({ matchName, matchPattern = '', names }: NameCase): object {
  const selector: NameSelector =
    matchName === undefined ? { kind: 'pattern', pattern: matchPattern } : { kind: 'name', name: matchName };
  const error = selector.kind === 'pattern' ? patternError(selector.pattern) : undefined;
  if (error !== undefined) return { error };
  return {
    matches: names.map(nameMatch(selector, 'selector')),
    rule: names.map(nameMatch(selector, 'rule')),
  };
}
