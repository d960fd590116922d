import type { Dialect } from '../dialect';
import { decodeCilium } from './decode';
import { ciliumNames, ciliumOutside } from './named';
import { ciliumSchema } from './schema';
import { ciliumSnippets } from './snippets';
import { specRules } from './spec-rules';
import { validateCilium } from './validation/validate';

/** Cilium's own policies, and the groups of blocks that they name. The rules are in SPEC.md. */
export const ciliumDialect: Dialect = {
  name: 'cilium',
  title: 'CiliumNetworkPolicy',
  reads: (apiVersion, kind) => {
    switch (kind) {
      case 'CiliumNetworkPolicy':
      case 'CiliumClusterwideNetworkPolicy':
        return apiVersion === 'cilium.io/v2';
      case 'CiliumCIDRGroup':
        return apiVersion === 'cilium.io/v2' || apiVersion === 'cilium.io/v2alpha1';
      default:
        return false;
    }
  },
  isPolicy: (kind) => kind !== 'CiliumCIDRGroup',
  kinds: ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'CiliumCIDRGroup'].map((kind) => ({
    apiVersion: 'cilium.io/v2',
    kind,
  })),
  schema: ciliumSchema,
  decode: decodeCilium,
  validate: validateCilium,
  snippets: ciliumSnippets,
  specRules,
  names: ciliumNames,
  outsideOf: ciliumOutside,
};
