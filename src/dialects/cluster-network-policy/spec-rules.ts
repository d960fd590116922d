import type { SpecRules } from '../dialect';

/** The rules of SPEC.md by which policies of this dialect decide, in its words. */
export const specRules: SpecRules = {
  allow: { id: 'CNP-12', says: 'Accept and Deny end the matter for this side.' },
  deny: { id: 'CNP-12', says: 'Accept and Deny end the matter for this side.' },
  pass: {
    id: 'CNP-13',
    says: 'Pass skips what is left of the tier: from Admin on to NetworkPolicies, from Baseline to the end, which allows.',
  },
};
