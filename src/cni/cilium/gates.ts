import type { Direction } from '../../model/policy';
import type { Pod } from '../../model/cluster';
import type { Recent } from '../../model/recent';
import type { Decision, SubjectGate } from '../../model/subject-gate';
import type { End } from '../../model/walk';
import { decideRows } from './decide';
import { disputedFilters } from './disputes';
import { gateEntries } from './gate-entries';
import type { GateFacts } from './gate-facts';
import { namedNumber, widthOf } from './gate-ports';
import { mergeRules } from './merge';
import type { MergedRules } from './merge';
import type { Ground } from './peers';
import { numberAt } from './port-filter';
import type { RuleEntry } from './rule-entry';
import { ruleIndex } from './rule-index';
import type { Chosen, RuleIndex } from './rule-index';

/**
 * The gates of subjects; subjects under the same rules with the same port names share one. `gates` are those that were
 * made on the same ground before.
 */
export function gatesOf(
  entries: readonly RuleEntry[],
  ground: Ground,
  gates: Recent<SubjectGate>,
): (subject: End, direction: Direction) => SubjectGate | undefined {
  const { options, labels } = ground;
  let index: RuleIndex | undefined;
  const indexed = (): RuleIndex => {
    if (index === undefined) {
      gates.begin();
      index = ruleIndex(entries, labels);
    }
    return index;
  };
  const merged = new Map<string, Readonly<Record<Direction, MergedRules>>>();
  const ofPods = new Map<Pod, PlacedSubject>();

  const mergedOf = ({ key, rules }: Chosen) => {
    const found = merged.get(key) ?? { ingress: mergeRules(rules.ingress), egress: mergeRules(rules.egress) };
    merged.set(key, found);
    return found;
  };
  const placed = (subject: End): PlacedSubject => {
    const before = subject.kind === 'pod' ? ofPods.get(subject.pod) : undefined;
    if (before !== undefined) return before;
    const chosen = indexed().choose(subject);
    const isInit = labels.ofEnd(subject)?.byKey.has('init') === true;
    const names = indexed().names(chosen);
    const numbers = names.map((name) => protocols.map((protocol) => numberAt(subject, name, protocol) ?? ''));
    const found = { chosen, isInit, key: JSON.stringify([subject.kind, isInit, chosen.key, numbers]) };
    if (subject.kind === 'pod') ofPods.set(subject.pod, found);
    return found;
  };
  return (subject, direction) => {
    if (!isPoliced(subject, ground)) return undefined;
    if (options.enforcement === 'never') return allowAll('enforcement mode is never');
    if (isTakenForHost(subject, ground)) return allowAll('a pod with a label host is taken for the host');
    const { chosen, isInit, key } = placed(subject);
    return gates.get(`${direction} ${key}`, () =>
      makeGate(mergedOf(chosen), isInit, subject, direction, ground),
    );
  };
}

type PlacedSubject = { readonly chosen: Chosen; readonly isInit: boolean; readonly key: string };

const protocols = ['TCP', 'UDP', 'SCTP'] as const;

/** Pods, and the host where its firewall is on. */
function isPoliced(subject: End, { options }: Ground): boolean {
  return subject.kind === 'pod' || (subject.kind === 'node' && subject.own && options.hostFirewall);
}

/** 1.19 knows the host by a label's key alone, and does not police it without its firewall. */
function isTakenForHost(subject: End, { options, labels }: Ground): boolean {
  if (subject.kind !== 'pod' || options.version !== '1.19' || options.hostFirewall) return false;
  return labels.ofEnd(subject)?.byKey.has('host') === true;
}

function makeGate(
  both: Readonly<Record<Direction, MergedRules>>,
  isInit: boolean,
  subject: End,
  direction: Direction,
  ground: Ground,
): SubjectGate {
  const { options } = ground;
  const own = both[direction];
  const place = { subject, direction, ground };
  const conflict = both.ingress.conflict ?? both.egress.conflict;
  if (conflict !== undefined) {
    const always: Decision = { kind: 'undetermined', reason: `policy conflict: ${conflict}`, by: [] };
    return { policies: gateEntries(own, place).policies, always, decide: () => always };
  }
  const forced = options.enforcement === 'always' || isInit;
  if (own.rules.length === 0 && !forced) return allowAll();
  const byRule = own.rules.some(({ rule }) => rule.isolates);
  const isolated = forced || byRule;
  const closedBy = isInit ? 'a pod with a label init is isolated both ways' : 'enforcement mode is always';
  const mayEnter = direction === 'ingress' && subject.kind === 'pod' && options.allowLocalhost;
  const perPeer = direction === 'egress' && options.version === '1.20';
  const { policies, rows } = gateEntries(own, place);
  const facts: GateFacts = {
    version: options.version,
    rows,
    ending: isolated ? 'closed' : 'open',
    ...(forced && !byRule && { closedBy }),
    // 1.19 lets the host in whether or not a rule is there, or isolates.
    hostEnters: mayEnter && (options.version === '1.19' || (own.rules.length > 0 && isolated)),
    disputed: disputedFilters(own.cells, subject, direction, ground),
    widthOf: ({ filter }) =>
      widthOf(filter, namedNumber(filter, subject, direction, ground), direction, options),
    alwaysOwn: ({ filter }) => perPeer && typeof filter.port === 'string',
  };
  return { policies, decide: (matched, peer, carried) => decideRows(matched, peer, carried, facts) };
}

function allowAll(words?: string): SubjectGate {
  const always: Decision = { kind: 'allowed', by: [], ...(words !== undefined && { words }) };
  return { policies: [], always, decide: () => always };
}
