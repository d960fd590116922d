/** Every platform that the engine runs on has it, though the language alone does not. */
declare const performance: { readonly now: () => number };

/** Milliseconds since some moment, for telling how long work took. */
export function now(): number {
  return performance.now();
}
