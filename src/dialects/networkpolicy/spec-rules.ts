import type { SpecRules } from '../dialect';

/** The rules of SPEC.md by which policies of this dialect decide, in its words. */
export const specRules: SpecRules = {
  allow: {
    id: 'NP-17',
    says: 'An isolated pod is admitted what any rule of any policy that isolates it admits: policies add up, in no order, and none takes away.',
  },
  isolate: {
    id: 'NP-16',
    says: 'A pod is isolated in a direction if a policy of its namespace selects it and applies to that direction; otherwise that side is open.',
  },
};
