import type { Requirement, Selector } from '../../model/selector';

/**
 * The requirements of a Kubernetes selector in Calico's language, joined by `&&`; empty where there are none. Upstream:
 * projectcalico/calico `libcalico-go/lib/backend/k8s/conversion`.
 */
export function calicoTerms(selector: Selector): readonly string[] {
  return selector.requirements.map(term);
}

function term({ key, operator, values }: Requirement): string {
  const set = `{${values.map((value) => `"${value}"`).join(', ')}}`;
  switch (operator) {
    case 'In':
      return values.length === 1 ? `${key} == "${values[0] ?? ''}"` : `${key} in ${set}`;
    case 'NotIn':
      return `${key} not in ${set}`;
    case 'Exists':
      return `has(${key})`;
    case 'DoesNotExist':
      return `! has(${key})`;
  }
}
