import type { Direction } from '../../model/policy';
import type { End } from '../../model/walk';
import type { RuleEntry, RuleSubject } from './rule-entry';

/** The rules that select a subject, in the engine's order. Equal keys are equal rules. */
export type Chosen = {
  readonly key: string;
  readonly rules: Readonly<Record<Direction, readonly RuleEntry[]>>;
};

export type RuleIndex = {
  readonly choose: (subject: End) => Chosen;
  /** The port names that the rules use. */
  readonly names: (chosen: Chosen) => readonly string[];
};

type Group = { readonly number: number; readonly subject: RuleSubject; readonly places: readonly number[] };

/** Finds the rules of subjects; those of namespaced policies are looked at for pods of their namespace alone. */
export function ruleIndex(entries: readonly RuleEntry[]): RuleIndex {
  const groups = new Map<string, { readonly subject: RuleSubject; readonly places: number[] }>();
  entries.forEach(({ subject }, place) => {
    const key = `${subject.kind} ${subject.key}`;
    const group = groups.get(key) ?? { subject, places: [] };
    group.places.push(place);
    groups.set(key, group);
  });
  const everywhere: Group[] = [];
  const byNamespace = new Map<string, Group[]>();
  [...groups.values()].forEach(({ subject, places }, number) => {
    const group = { number, subject, places };
    const { namespace } = subject;
    if (namespace === undefined) everywhere.push(group);
    else byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), group]);
  });
  const known = new Map<string, Chosen>();
  const names = new Map<Chosen, readonly string[]>();
  return {
    choose: (subject) => {
      const namespaced = subject.kind === 'pod' ? (byNamespace.get(subject.pod.namespace) ?? []) : [];
      const own = [...everywhere, ...namespaced].filter(({ subject: { kind, holds } }) => {
        return (kind === 'host') === (subject.kind === 'node') && holds(subject);
      });
      const key = own.map(({ number }) => number).join(' ');
      const before = known.get(key);
      if (before !== undefined) return before;
      const rules = own
        .flatMap(({ places }) => places)
        .sort((a, b) => a - b)
        .flatMap((place) => entries[place] ?? []);
      const of = (direction: Direction) => rules.filter((rule) => rule.direction === direction);
      const chosen: Chosen = { key, rules: { ingress: of('ingress'), egress: of('egress') } };
      known.set(key, chosen);
      return chosen;
    },
    names: (chosen) => {
      const found = names.get(chosen) ?? namesIn([...chosen.rules.ingress, ...chosen.rules.egress]);
      names.set(chosen, found);
      return found;
    },
  };
}

function namesIn(entries: readonly RuleEntry[]): readonly string[] {
  const found = new Set<string>();
  for (const { ports } of entries) {
    for (const item of ports ?? []) {
      for (const { port } of item.ports) if (typeof port === 'string') found.add(port);
    }
  }
  return [...found].sort();
}
