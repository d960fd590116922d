import type { SpecRules } from '../dialect';

/** The rules of SPEC.md by which policies of this dialect decide, in its words. */
export const specRules: SpecRules = {
  allow: {
    id: 'ANP-18',
    says: 'Allow and Deny end the matter for this side: neither NetworkPolicies nor the baseline are asked.',
  },
  deny: {
    id: 'ANP-18',
    says: 'Allow and Deny end the matter for this side: neither NetworkPolicies nor the baseline are asked.',
  },
  pass: { id: 'ANP-19', says: 'Pass skips all that is left of the admin policies, later policies included.' },
};
