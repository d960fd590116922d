import type { EngineCall } from './protocol';

const known: Readonly<Record<EngineCall, true>> = {
  update: true,
  graph: true,
  matrix: true,
  explain: true,
  workload: true,
  outside: true,
  policy: true,
  check: true,
  suggest: true,
  hover: true,
  complete: true,
  lenses: true,
  outline: true,
  quickFixes: true,
  shapes: true,
  selectorAt: true,
  plan: true,
  template: true,
  portOffers: true,
  clusterEdit: true,
  removal: true,
  cniChange: true,
  engineOptions: true,
  placeOfWorkload: true,
};

/** The names of all calls; the type above fails to compile when one is missing. */
export const engineCalls = Object.keys(known) as readonly EngineCall[];
