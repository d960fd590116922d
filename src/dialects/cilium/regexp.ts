import { RE2JS } from 're2js';

/** Whether a whole text matches. */
export type FullMatch = (text: string) => boolean;

/** Longer expressions are taken for ones that no proxy would compile. */
const longest = 20_000;

/**
 * Compiles an RE2 expression, to be matched against whole texts in linear time; undefined where RE2 refuses it.
 * Upstream: Envoy's `safe_regex`, which matches in full.
 */
export function compileFullMatch(expression: string): FullMatch | undefined {
  if (expression.length > longest) return undefined;
  try {
    const compiled = RE2JS.compile(expression);
    return (text) => compiled.matches(text);
  } catch {
    return undefined;
  }
}
