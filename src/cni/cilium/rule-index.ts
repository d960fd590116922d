import type { Direction } from '../../model/policy';
import type { End } from '../../model/walk';
import type { LabelView } from './labels';
import { inOrder } from './rule-entry';
import type { RuleEntry } from './rule-entry';
import { SubjectIndex } from './subject-index';
import type { Group } from './subject-index';

/** The rules that select a subject, in the engine's order. Equal keys are equal rules, over revisions too. */
export type Chosen = {
  readonly key: string;
  readonly rules: Readonly<Record<Direction, readonly RuleEntry[]>>;
};

export type RuleIndex = {
  readonly choose: (subject: End) => Chosen;
  /** The port names that the rules use. */
  readonly names: (chosen: Chosen) => readonly string[];
};

/** Finds the rules of subjects. */
export function ruleIndex(entries: readonly RuleEntry[], labels: LabelView): RuleIndex {
  const groups = new Map<string, Group>();
  const subjects = new SubjectIndex();
  entries.forEach(({ subject }, place) => {
    const key = `${subject.kind} ${subject.key}`;
    let group = groups.get(key);
    if (group === undefined) {
      groups.set(key, (group = { number: groups.size, subject, places: [] }));
      subjects.add(group);
    }
    group.places.push(place);
  });
  const known = new Map<string, Chosen>();
  const names = new Map<Chosen, readonly string[]>();
  return {
    choose: (subject) => {
      const own = subjects.of(subject, labels);
      const key = own.map(({ number }) => number).join(' ');
      const before = known.get(key);
      if (before !== undefined) return before;
      const places = own.flatMap((group) => group.places).sort((a, b) => a - b);
      const rules = inOrder(places.flatMap((place) => entries[place] ?? []));
      const of = (direction: Direction) => rules.filter((rule) => rule.direction === direction);
      const chosen: Chosen = {
        key: rules.map(serialOf).join(' '),
        rules: { ingress: of('ingress'), egress: of('egress') },
      };
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

const serials = new WeakMap<RuleEntry, number>();
let lastSerial = 0;

/** Rules outlive revisions: one keeps its number. */
function serialOf(rule: RuleEntry): number {
  let serial = serials.get(rule);
  if (serial === undefined) serials.set(rule, (serial = ++lastSerial));
  return serial;
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
