import type { Policy } from '../../model/policy';
import { isSelectorPolicy } from '../../model/policy';
import type { CalicoPolicySpec } from '../../dialects/calico/spec';
import { adminSpecOf } from '../../resources/admin-policy/policy';
import { fromAdminPolicy } from './from-admin-policy';
import { fromNetworkPolicy } from './from-network-policy';

const forms = new WeakMap<Policy, { readonly spec: CalicoPolicySpec | undefined }>();

/** A policy of any dialect as Calico converts it; undefined where it takes none of it over. */
export function calicoForm(policy: Policy): CalicoPolicySpec | undefined {
  const known = forms.get(policy) ?? { spec: converted(policy) };
  forms.set(policy, known);
  return known.spec;
}

function converted(policy: Policy): CalicoPolicySpec | undefined {
  switch (policy.ref.dialect) {
    case 'calico':
      return policy.spec as CalicoPolicySpec;
    case 'networkpolicy':
      return isSelectorPolicy(policy) ? fromNetworkPolicy(policy) : undefined;
    default: {
      const admin = adminSpecOf(policy);
      return admin === undefined ? undefined : fromAdminPolicy(policy.ref, admin);
    }
  }
}
