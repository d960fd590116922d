import type { SpecRules } from '../dialect';

/** The rules of SPEC.md by which policies of this dialect decide, in its words. */
export const specRules: SpecRules = {
  allow: {
    id: 'CAL-37',
    says: 'The first rule that matches decides; Log decides nothing, and what a policy leaves undecided goes to the next.',
  },
  deny: {
    id: 'CAL-37',
    says: 'The first rule that matches decides; Log decides nothing, and what a policy leaves undecided goes to the next.',
  },
  pass: { id: 'CAL-42', says: 'Pass goes on with the next tier, and after the last with the profiles.' },
  log: {
    id: 'CAL-37',
    says: 'The first rule that matches decides; Log decides nothing, and what a policy leaves undecided goes to the next.',
  },
  isolate: {
    id: 'CAL-41',
    says: "A tier's default action counts where one of its policies applies in the direction and none decides; Deny where absent.",
  },
};
