import type { SpecRules } from '../dialect';

/** The rules of SPEC.md by which policies of this dialect decide, in its words. */
export const specRules: SpecRules = {
  allow: { id: 'CIL-8', says: 'Items are alternatives, and so are the peers and the ports of an item.' },
  deny: {
    id: 'CIL-43',
    says: 'Of rules of one level any deny wins, whatever its width and wherever it stands.',
  },
  isolate: {
    id: 'CIL-38',
    says: 'A subject is isolated where a rule of the direction says so: by being there, unless enableDefaultDeny says no.',
  },
};
