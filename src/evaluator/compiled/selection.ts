import type { Cluster } from '../../model/cluster';
import type { NamespaceMatch, Policy } from '../../model/policy';
import { meets, selects } from '../../model/selector';
import type { Requirement, Selector } from '../../model/selector';
import { namespaceLabels } from '../facts';
import { isUnstable } from './units';
import type { Unit } from './units';

type Postings = Map<string, Map<string, number[]>>;

/** Finds the units that selectors select, by an index over (namespace, label). */
export class Selection {
  readonly #cluster: Cluster;
  readonly #units: readonly Unit[];
  readonly #byNamespace = new Map<string, { readonly all: number[]; readonly labels: Postings }>();
  readonly #everywhere: Postings = new Map();
  readonly #namespaces = new Map<string, ReadonlySet<string>>();

  constructor(cluster: Cluster, units: readonly Unit[]) {
    this.#cluster = cluster;
    this.#units = units;
    for (const { index, pods, pod } of units) {
      if (pods.length === 0) continue;
      const own = this.#byNamespace.get(pod.namespace) ?? {
        all: [] as number[],
        labels: new Map() as Postings,
      };
      this.#byNamespace.set(pod.namespace, own);
      own.all.push(index);
      for (const [key, value] of pod.labels) {
        post(own.labels, key, value, index);
        post(this.#everywhere, key, value, index);
      }
    }
  }

  /** Units in rising order; those of the host network too. */
  select(namespaces: NamespaceMatch, pods: Selector | undefined): Int32Array {
    const wanted = pods?.requirements ?? [];
    const found: number[] = [];
    const keep = (candidates: readonly number[] | undefined) => {
      for (const index of candidates ?? []) {
        const unit = this.#units[index];
        if (unit !== undefined && (pods === undefined || selects(pods, unit.pod.labels))) found.push(index);
      }
    };
    if (namespaces.kind === 'own') {
      const own = this.#byNamespace.get(namespaces.namespace);
      if (own !== undefined) keep(narrowest(own.labels, wanted) ?? own.all);
    } else {
      const names = this.#matching(namespaces.selector);
      const few = names.size > 8 ? narrowest(this.#everywhere, wanted) : undefined;
      if (few !== undefined) {
        keep(few.filter((index) => names.has(this.#units[index]?.pod.namespace ?? '')));
      } else {
        for (const name of names) {
          const own = this.#byNamespace.get(name);
          if (own !== undefined) keep(narrowest(own.labels, wanted) ?? own.all);
        }
      }
    }
    return Int32Array.from(found).sort();
  }

  /** Names of namespaces with pods that the selector selects. */
  #matching(selector: Selector): ReadonlySet<string> {
    const key = selectorKey(selector);
    const known = this.#namespaces.get(key);
    if (known !== undefined) return known;
    const names = [...this.#byNamespace.keys()].filter((name) =>
      selector.requirements.every((one) => meets(one, namespaceLabels(this.#cluster, name))),
    );
    const found = new Set(names);
    this.#namespaces.set(key, found);
    return found;
  }
}

/** Equal for selectors that select the same for their requirements' sake. */
export function selectorKey(selector: Selector): string {
  const requirements = selector.requirements.map(({ key, operator, values }) => [key, operator, ...values]);
  return JSON.stringify(requirements);
}

export function matchKey(namespaces: NamespaceMatch, pods: Selector | undefined): string {
  const place = namespaces.kind === 'own' ? [namespaces.namespace] : selectorKey(namespaces.selector);
  return JSON.stringify([place, pods === undefined ? '' : selectorKey(pods)]);
}

/** The unstable label keys that some selector of pods names. */
export function mentionedUnstable(policies: readonly Policy[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const policy of policies) for (const key of unstableKeys(policy)) found.add(key);
  return found;
}

const keysOfPolicy = new WeakMap<Policy, readonly string[]>();

function unstableKeys(policy: Policy): readonly string[] {
  const known = keysOfPolicy.get(policy);
  if (known !== undefined) return known;
  const peers = [policy.ingress, policy.egress].flatMap(({ rules }) =>
    rules.flatMap((rule) => (rule.peers === 'any' ? [] : rule.peers)),
  );
  const selectors = [
    policy.subject?.pods,
    ...peers.map((peer) => (peer.kind === 'pods' ? peer.pods : undefined)),
  ];
  const keys = selectors.flatMap((selector) => selector?.requirements.map(({ key }) => key) ?? []);
  const found = keys.filter(isUnstable);
  keysOfPolicy.set(policy, found);
  return found;
}

function post(postings: Postings, key: string, value: string, index: number): void {
  let values = postings.get(key);
  if (values === undefined) postings.set(key, (values = new Map<string, number[]>()));
  const list = values.get(value);
  if (list === undefined) values.set(value, [index]);
  else list.push(index);
}

/** The candidates of the requirement that leaves fewest; undefined where none names values or a key. */
function narrowest(postings: Postings, requirements: readonly Requirement[]): readonly number[] | undefined {
  let best: readonly number[] | undefined;
  for (const { key, operator, values } of requirements) {
    if (operator !== 'In' && operator !== 'Exists') continue;
    const lists = postings.get(key);
    const found =
      operator === 'In' ? values.map((value) => lists?.get(value) ?? []) : [...(lists?.values() ?? [])];
    const size = found.reduce((sum, list) => sum + list.length, 0);
    if (best === undefined || size < best.length) best = found.length === 1 ? (found[0] ?? []) : found.flat();
  }
  return best;
}
