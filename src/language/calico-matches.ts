import { calicoMatched } from '../cni/calico/selected';
import { sideSelectors } from '../cni/calico/translate';
import { matchesSelector } from '../dialects/calico/selector/matches';
import { parseSelector } from '../dialects/calico/selector/parse';
import type { CalicoPolicySpec, CalicoSide } from '../dialects/calico/spec';
import type { Cluster } from '../model/cluster';
import type { Direction, Policy } from '../model/policy';

/** What a Calico policy says; undefined for policies of other dialects. */
export function calicoSpecOf(policy: Policy): CalicoPolicySpec | undefined {
  return policy.ref.dialect === 'calico' ? (policy.spec as CalicoPolicySpec | undefined) : undefined;
}

/** Workloads that a side of a rule means by their labels; none where it says nothing of labels. */
export function calicoSideWorkloads(
  cluster: Cluster,
  side: CalicoSide,
  namespace: string | undefined,
): readonly number[] {
  const { matches, matchesNot } = sideSelectors(side, namespace);
  return matches === '' && matchesNot === '' ? [] : calicoMatched(cluster, matches, matchesNot);
}

/** The other side of a rule; `position` is the place of the rule among those of its direction that count. */
export function calicoPeerSide(
  policy: Policy,
  spec: CalicoPolicySpec,
  direction: Direction,
  position: number,
): CalicoSide | undefined {
  const index = policy[direction].rules[position]?.index;
  const rule = spec.rules[direction].find((one) => one.index === index);
  return direction === 'ingress' ? rule?.source : rule?.destination;
}

/** Namespaces that a `namespaceSelector` means. */
export function calicoNamespaces(cluster: Cluster, text: string): readonly string[] {
  const parsed = parseSelector(text);
  if (parsed.kind === 'error' || text === '' || text.includes('global()')) return [];
  return [...cluster.namespaces.values()]
    .filter(({ name, labels }) =>
      matchesSelector(parsed.node, {
        get: (key) => (key === 'projectcalico.org/name' ? name : labels.get(key)),
      }),
    )
    .map(({ name }) => name);
}
