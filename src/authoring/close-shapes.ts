import type { Direction, Peer, Rule } from '../model/policy';
import { subtractAddresses, intersectAddresses } from '../model/address-set';
import { includesPorts, intersectPorts, portSetText, type PortSet } from '../model/ports';
import { plainDraft, type Draft } from './draft';
import type { EditablePolicy, PlanContext } from './plan-context';
import { matchPorts, peerAddresses, peerMembers, policyName, rulePorts, subjectsOf } from './rule-reach';
import { separatingLabel } from './selectors';
import { endName, type WishEnd } from './wish';

/** The flows that one gate shall no longer let through. */
export type Closing = {
  readonly direction: Direction;
  readonly subjects: readonly number[];
  readonly peers: WishEnd;
  readonly ports: PortSet;
};

/** Most admitting rules that a plan takes apart. */
const mostRules = 24;

/**
 * The edits by which a gate that is isolated stops letting flows through: every rule that admits them loses them
 * (DEL-2), each in its best way; then the same with one rule treated otherwise. A sentence where a rule cannot be
 * edited.
 */
export function closeShapes(context: PlanContext, closing: Closing): readonly Draft[] | string {
  const ways: (readonly Draft[])[] = [];
  for (const index of policiesOf(context, closing)) {
    const policy = context.snapshot.evaluator.policies[index];
    const rules = policy?.[closing.direction].rules ?? [];
    for (const [position, rule] of rules.entries()) {
      if (!admits(context, closing, index, position, rule)) continue;
      const target = context.editable(index);
      if (target === undefined) {
        return `${policy === undefined ? 'a policy' : policyName(policy)} cannot be edited`;
      }
      ways.push([...ruleWays(context, closing, target, position, rule)].sort(compareWays));
    }
  }
  if (ways.length === 0) return [];
  if (ways.length > mostRules) return `${ways.length} rules admit this path: too many to take it out of each`;
  const best = ways.flatMap(([first]) => (first === undefined ? [] : [first]));
  const drafts = [join(best)];
  for (const [at, others] of ways.entries()) {
    for (const other of others.slice(1)) {
      drafts.push(join(best.map((draft, index) => (index === at ? other : draft))));
    }
  }
  return drafts;
}

function compareWays(a: Draft, b: Draft): number {
  return a.guess - b.guess || a.shape - b.shape || (a.title < b.title ? -1 : 1);
}

/**
 * Several edits as one. Those of one policy run from its last rule to its first, so that no edit moves the place of
 * another.
 */
function join(drafts: readonly Draft[]): Draft {
  const [first, ...rest] = drafts;
  if (first === undefined) {
    return { ...plainDraft, changes: [], way: 'remove rule', title: '', sentence: '', about: '', shape: 0 };
  }
  return {
    ...first,
    changes: [...drafts].reverse().flatMap((draft) => draft.changes),
    way: rest.every((draft) => draft.way === first.way) ? first.way : 'several',
    title:
      rest.length === 0
        ? first.title
        : `${first.title}, and ${rest.length} more ${rest.length === 1 ? 'change' : 'changes'}`,
    sentence: drafts.map((draft) => draft.sentence).join(', and '),
    about: [...new Set(drafts.map((draft) => draft.about))].join(', '),
    shape: Math.max(...drafts.map((draft) => draft.shape)),
    locality: Math.max(...drafts.map((draft) => draft.locality)),
    guess: drafts.reduce((sum, draft) => sum + draft.guess, 0),
  };
}

function policiesOf(context: PlanContext, closing: Closing): readonly number[] {
  const { evaluator } = context.snapshot;
  const found = new Set(closing.subjects.flatMap((index) => evaluator.applying(index, closing.direction)));
  return [...found].sort((a, b) => a - b);
}

function destinations(closing: Closing): readonly number[] {
  if (closing.direction === 'ingress') return closing.subjects;
  return closing.peers.kind === 'pods' ? closing.peers.workloads : [];
}

function admits(
  context: PlanContext,
  closing: Closing,
  policy: number,
  position: number,
  rule: Rule,
): boolean {
  if (rule.action !== 'allow') return false;
  const own = rulePorts(context.snapshot, rule, destinations(closing));
  if (intersectPorts(own, closing.ports).length === 0) return false;
  if (rule.peers === 'any') return true;
  return rule.peers.some((peer, index) => meetsEnd(context, closing, policy, position, index, peer));
}

/** Whether a peer matches somebody of the closed end. */
function meetsEnd(
  context: PlanContext,
  { direction, peers }: Closing,
  policy: number,
  position: number,
  index: number,
  peer: Peer,
): boolean {
  if (peers.kind === 'addresses') {
    return peer.kind === 'addresses' && intersectAddresses(peerAddresses(peer), peers.addresses).length > 0;
  }
  const members = peerMembers(context.snapshot, policy, direction, position, index);
  return peers.workloads.some((workload) => members.has(workload));
}

/** The ways in which one rule can lose the flows (DEL-3, ranks 0 to 2). */
function* ruleWays(
  context: PlanContext,
  closing: Closing,
  target: EditablePolicy,
  position: number,
  rule: Rule,
): Generator<Draft> {
  const { snapshot } = context;
  const { direction } = closing;
  const { edits } = target.dialect;
  const at = target.policy.origin;
  const number = rule.index + 1;
  const where = `rule ${number} of ${policyName(target.policy)}`;
  const base = {
    ...plainDraft,
    about: `${target.policy.ref.name} · rule ${number}`,
    locality: target.owner,
  };
  const otherSubjects = [...subjectsOf(snapshot, target.index)].filter(
    (one) => !closing.subjects.includes(one),
  ).length;
  const own = rulePorts(snapshot, rule, destinations(closing));
  const otherPorts = includesPorts(closing.ports, own) ? 0 : 1;
  const name = endName(snapshot.cluster, closing.peers, target.policy.ref.namespace);
  const peers = rule.peers === 'any' ? [] : rule.peers;
  const meeting = peers.flatMap((peer, index) => {
    if (!meetsEnd(context, closing, target.index, position, index, peer)) return [];
    return [{ peer, index, others: otherMembers(context, closing, target.index, position, index, peer) }];
  });
  const others = meeting.reduce((sum, peer) => sum + peer.others.length, 0);
  const everyPeer = rule.peers === 'any' || meeting.length < peers.length ? 10 : others;
  if (meeting.length > 0) {
    const indexes = meeting.map(({ index }) => index).sort((a, b) => b - a);
    yield {
      ...base,
      changes: indexes.map((index) => ({
        kind: 'edit',
        at,
        operations: (value) => edits.removePeer(value, direction, rule.index, index),
      })),
      way: 'remove peer',
      title: `Remove ${indexes.length === 1 ? 'a peer' : `${indexes.length} peers`} from ${where}`,
      sentence: `takes ${name} out of the peers of ${policyName(target.policy)} rule ${number}`,
      shape: others === 0 ? 0 : 1,
      guess: others + otherPorts + otherSubjects,
    };
  }
  const entries = rule.ports === 'any' ? [] : rule.ports;
  const needed = entries.flatMap((entry, index) => {
    const ports = matchPorts(snapshot, entry, destinations(closing));
    return intersectPorts(ports, closing.ports).length > 0 ? [{ index, ports }] : [];
  });
  if (needed.length > 0 && needed.length < entries.length) {
    const wider = needed.some(({ ports }) => !includesPorts(closing.ports, ports)) ? 1 : 0;
    const indexes = needed.map(({ index }) => index).sort((a, b) => b - a);
    yield {
      ...base,
      changes: indexes.map((index) => ({
        kind: 'edit',
        at,
        operations: (value) => edits.removePort(value, direction, rule.index, index),
      })),
      way: 'remove ports',
      title: `Remove ${portSetText(intersectPorts(own, closing.ports))} from ${where}`,
      sentence: `takes ${portSetText(intersectPorts(own, closing.ports))} out of the ports of ${policyName(target.policy)} rule ${number}`,
      shape: 0,
      guess: everyPeer + wider + otherSubjects,
    };
  }
  yield {
    ...base,
    changes: [{ kind: 'edit', at, operations: (value) => edits.removeRule(value, direction, rule.index) }],
    way: 'remove rule',
    title: `Remove ${where}`,
    sentence: `removes ${policyName(target.policy)} rule ${number}`,
    shape: 1,
    guess: everyPeer + otherPorts + otherSubjects,
  };
  const narrowed = narrowings(context, closing, meeting);
  if (narrowed !== undefined) {
    yield {
      ...base,
      changes: narrowed.map(({ index, requirement }) => ({
        kind: 'edit',
        at,
        operations: (value) =>
          requirement === undefined
            ? edits.removePeer(value, direction, rule.index, index)
            : edits.narrowPeer(value, direction, rule.index, index, requirement),
      })),
      way: 'narrow peer',
      title: `Keep ${name} out of ${where}`,
      sentence: `narrows the peers of ${policyName(target.policy)} rule ${number} so that ${name} is not among them`,
      shape: 2,
      guess: otherPorts + otherSubjects,
    };
  }
}

type Meeting = { readonly peer: Peer; readonly index: number; readonly others: readonly number[] };

/** Whom a peer matches besides the closed end; -1 stands for addresses. */
function otherMembers(
  context: PlanContext,
  { direction, peers }: Closing,
  policy: number,
  position: number,
  index: number,
  peer: Peer,
): readonly number[] {
  if (peers.kind === 'addresses') {
    return subtractAddresses(peerAddresses(peer), peers.addresses).length > 0 ? [-1] : [];
  }
  const own = new Set(peers.workloads);
  const members = peerMembers(context.snapshot, policy, direction, position, index);
  return [...members].filter((member) => !own.has(member)).sort((a, b) => a - b);
}

/**
 * For each peer that matches others too, the requirement that keeps only the closed pods out (DEL-4); a peer that
 * matches nobody else is removed. Undefined where labels cannot do it, or nothing is to be narrowed.
 */
function narrowings(
  context: PlanContext,
  { peers }: Closing,
  meeting: readonly Meeting[],
):
  | readonly {
      readonly index: number;
      readonly requirement:
        { readonly key: string; readonly operator: 'NotIn'; readonly values: readonly string[] } | undefined;
    }[]
  | undefined {
  if (peers.kind === 'addresses' || !meeting.some(({ others }) => others.length > 0)) return undefined;
  const found = [];
  for (const { peer, index, others } of [...meeting].sort((a, b) => b.index - a.index)) {
    if (others.length === 0) {
      found.push({ index, requirement: undefined });
      continue;
    }
    const label =
      peer.kind === 'pods'
        ? separatingLabel(context.snapshot.cluster, peers.workloads, others, context.used)
        : undefined;
    if (label === undefined) return undefined;
    found.push({ index, requirement: { ...label, operator: 'NotIn' as const } });
  }
  return found;
}
