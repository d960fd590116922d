import type { DialectObject } from '../../dialects/dialect';
import type { CidrGroup } from '../../dialects/cilium/spec';
import type { Cluster } from '../../model/cluster';
import type { Direction, Policy } from '../../model/policy';
import type { Decision, SubjectGate } from '../../model/subject-gate';
import type { WalkArrangement } from '../../model/tier';
import type { End, Entry, WalkPolicy } from '../../model/walk';
import { ciliumEntries } from './convert-cilium';
import { clusterPolicyEntries } from './convert-clusterpolicy';
import { networkPolicyEntries } from './convert-networkpolicy';
import { decideRows } from './decide';
import { disputedFilters } from './disputes';
import { mergeRules, namedNumber, widthOf } from './gate';
import type { MergedRules } from './gate';
import { ciliumOptions } from './options';
import type { Version } from './options';
import { groundOf } from './peers';
import type { Ground } from './peers';
import { inOrder } from './rule-entry';
import type { RuleEntry } from './rule-entry';
import { numberAt } from './port-filter';

/** What Cilium enforces of the policies, as the evaluator walks it. */
export function arrangeCilium(
  version: Version,
  policies: readonly Policy[],
  cluster: Cluster,
  objects: readonly DialectObject[],
): WalkArrangement {
  const options = ciliumOptions(version, cluster.settings);
  const groups = objects
    .filter(({ kind }) => kind === 'CiliumCIDRGroup')
    .map(({ spec }) => spec as CidrGroup);
  const ground = groundOf(cluster, options, groups);
  const byPolicy = policies.map((policy) => ({ policy, entries: entriesOf(policy, ground) }));
  const entries = inOrder(byPolicy.flatMap((one) => one.entries));
  const gates = gatesOf(entries, ground);
  return {
    kind: 'walk',
    policies: byPolicy.map(({ policy, entries: own }) => walkPolicy(policy, own)),
    gate: { ingress: [], egress: [] },
    gateOf: gates,
    ...(options.localNode !== undefined && { localNode: options.localNode }),
    enforces: true,
    ownNodeEnters: false,
  };
}

function entriesOf(policy: Policy, ground: Ground): readonly RuleEntry[] {
  switch (policy.ref.dialect) {
    case 'cilium':
      return ciliumEntries(policy, ground);
    case 'networkpolicy':
      return networkPolicyEntries(policy, ground);
    case 'cluster-network-policy':
      return clusterPolicyEntries(policy, ground);
    default:
      return [];
  }
}

/** The policy as lists and pictures see it: whom it selects, and its rules with their peers. */
function walkPolicy(policy: Policy, entries: readonly RuleEntry[]): WalkPolicy {
  const subjects = [...new Map(entries.map(({ subject }) => [subject.key, subject])).values()];
  const side = (direction: Direction) => {
    const own = entries.filter((entry) => entry.direction === direction);
    return {
      applies: own.length > 0,
      isolates: own.some(({ isolates }) => isolates),
      entries: own.flatMap((entry) => (entry.rule < 0 ? [] : [coarse(entry)])),
    };
  };
  return {
    policy,
    subject: {
      key: subjects.map(({ key }) => key).join(' | '),
      holds: (end) => subjects.some(({ holds }) => holds(end)),
    },
    sides: { ingress: side('ingress'), egress: side('egress') },
  };
}

function coarse({ rule, action, peers, origin }: RuleEntry): Entry {
  return {
    rule,
    action,
    own: [],
    peers: peers.some(({ selector }) => selector.wildcard)
      ? 'any'
      : peers.flatMap(({ selector, origin: at }) =>
          selector.alternatives.map((terms) => ({ terms, origin: at })),
        ),
    ports: 'any',
    origin,
  };
}

/** The gates of subjects; subjects under the same rules with the same port names share one. */
function gatesOf(
  entries: readonly RuleEntry[],
  ground: Ground,
): (subject: End, direction: Direction) => SubjectGate | undefined {
  const { options } = ground;
  const known = new Map<string, SubjectGate>();
  const merged = new Map<string, MergedRules>();
  const subjects = [...new Map(entries.map(({ subject }) => [subject.key, subject])).values()];
  const names = [
    ...new Set(
      entries.flatMap(({ ports }) =>
        (ports ?? []).flatMap((one) =>
          one.ports.flatMap(({ port }) => (typeof port === 'string' ? [port] : [])),
        ),
      ),
    ),
  ];
  const rulesOf = (subject: End, selecting: ReadonlySet<string>, key: string, direction: Direction) => {
    const mergedKey = `${direction} ${key}`;
    const found =
      merged.get(mergedKey) ?? mergeRules(selected(selecting, direction), subject, direction, ground);
    merged.set(mergedKey, found);
    return found;
  };
  const selected = (selecting: ReadonlySet<string>, direction: Direction) =>
    entries.filter((entry) => entry.direction === direction && selecting.has(entry.subject.key));
  return (subject, direction) => {
    if (subject.kind !== 'pod' && !(subject.kind === 'node' && subject.own && options.hostFirewall)) {
      return undefined;
    }
    const labels = ground.labels.ofEnd(subject);
    const isHost = subject.kind === 'node';
    if (options.enforcement === 'never') return allowAll('enforcement mode is never');
    if (
      !isHost &&
      options.version === '1.19' &&
      !options.hostFirewall &&
      labels?.byKey.has('host') === true
    ) {
      return allowAll('a pod with a label host is taken for the host');
    }
    const isInit = labels?.byKey.has('init') === true;
    const selecting = new Set(
      subjects.filter((one) => (one.kind === 'host') === isHost && one.holds(subject)).map(({ key }) => key),
    );
    const numbers = names.flatMap((name) =>
      (['TCP', 'UDP', 'SCTP'] as const).map((protocol) => numberAt(subject, name, protocol) ?? ''),
    );
    const key = JSON.stringify([isHost, isInit, [...selecting].sort(), numbers]);
    const gateKey = `${direction} ${key}`;
    const before = known.get(gateKey);
    if (before !== undefined) return before;
    const gate = makeGate();
    known.set(gateKey, gate);
    return gate;

    function makeGate(): SubjectGate {
      const both = {
        ingress: rulesOf(subject, selecting, key, 'ingress'),
        egress: rulesOf(subject, selecting, key, 'egress'),
      };
      const conflict = both.ingress.conflict ?? both.egress.conflict;
      const rules = both[direction];
      const { policies, rows, cells } = rules;
      const forced = options.enforcement === 'always' || isInit;
      if (conflict !== undefined) {
        const always: Decision = { kind: 'undetermined', reason: `policy conflict: ${conflict}`, by: [] };
        return { policies, always, decide: () => always };
      }
      const any = selected(selecting, direction);
      if (any.length === 0 && !forced) return allowAll();
      const isolated = forced || any.some(({ isolates }) => isolates);
      const mayEnter = direction === 'ingress' && !isHost && options.allowLocalhost;
      const hostEnters = mayEnter && (options.version === '1.19' || (any.length > 0 && isolated));
      const perPeer = direction === 'egress' && options.version === '1.20';
      const facts = {
        version: options.version,
        rows,
        ending: isolated ? 'closed' : 'open',
        hostEnters,
        disputed: disputedFilters(cells, subject, direction, ground),
        widthOf: ({ filter }) =>
          widthOf(filter, namedNumber(filter, subject, direction, ground), direction, options),
        alwaysOwn: ({ filter }) => perPeer && typeof filter.port === 'string',
      } satisfies Parameters<typeof decideRows>[3];
      return { policies, decide: (matched, peer, carried) => decideRows(matched, peer, carried, facts) };
    }
  };
}

function allowAll(words?: string): SubjectGate {
  const always: Decision = { kind: 'allowed', by: [], ...(words !== undefined && { words }) };
  return { policies: [], always, decide: () => always };
}
