import type { End } from '../../model/walk';
import type { IdentityLabels, LabelView } from './labels';
import type { RuleSubject } from './rule-entry';

/** The rules of one subject. */
export type Group = {
  readonly number: number;
  readonly subject: RuleSubject;
  /** Where its rules stand among all. */
  readonly places: number[];
};

/** Groups by a label that their subjects want, so that most pods ask few of them. */
type Places = {
  readonly anyLabel: Group[];
  /** By the label's name as its source and key, then by its value. */
  readonly byLabel: Map<string, { readonly wanted: Wanted; readonly byValue: Map<string, Group[]> }>;
};

type Wanted = NonNullable<RuleSubject['wants']>;

/** Finds the groups whose subjects hold an end; those of namespaced policies are asked by pods of their namespace alone. */
export class SubjectIndex {
  readonly #hosts: Group[] = [];
  readonly #everywhere = emptyPlaces();
  readonly #byNamespace = new Map<string, Places>();

  add(group: Group): void {
    const { kind, namespace, wants } = group.subject;
    if (kind === 'host') {
      this.#hosts.push(group);
      return;
    }
    let places = namespace === undefined ? this.#everywhere : this.#byNamespace.get(namespace);
    if (places === undefined) this.#byNamespace.set(namespace ?? '', (places = emptyPlaces()));
    if (wants === undefined) {
      places.anyLabel.push(group);
      return;
    }
    const name = `${wants.source}:${wants.key}`;
    let label = places.byLabel.get(name);
    if (label === undefined) places.byLabel.set(name, (label = { wanted: wants, byValue: new Map() }));
    for (const value of new Set(wants.values)) {
      const known = label.byValue.get(value);
      if (known === undefined) label.byValue.set(value, [group]);
      else known.push(group);
    }
  }

  /** In the order of their numbers. */
  of(end: End, view: LabelView): readonly Group[] {
    if (end.kind === 'node') return this.#hosts.filter(({ subject }) => subject.holds(end));
    const labels = view.ofEnd(end);
    if (end.kind !== 'pod' || labels === undefined) return [];
    const found: Group[] = [];
    for (const places of [this.#everywhere, this.#byNamespace.get(end.pod.namespace)]) {
      if (places === undefined) continue;
      const ask = (group: Group) => {
        if (group.subject.holds(end)) found.push(group);
      };
      places.anyLabel.forEach(ask);
      for (const { wanted, byValue } of places.byLabel.values()) {
        const value = valueOf(labels, wanted);
        if (value !== undefined) byValue.get(value)?.forEach(ask);
      }
    }
    return found.sort((a, b) => a.number - b.number);
  }
}

function emptyPlaces(): Places {
  return { anyLabel: [], byLabel: new Map() };
}

function valueOf({ byKey, bySource }: IdentityLabels, { source, key }: Wanted): string | undefined {
  return source === 'any' ? byKey.get(key) : bySource.get(`${source}:${key}`);
}
