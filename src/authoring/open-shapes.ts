import type { Direction } from '../model/policy';
import { includesPorts, portSetText, samePorts, subtractPorts, type PortSet } from '../model/ports';
import { plainDraft, type Draft } from './draft';
import { freePolicyName, nameOfEnd, nameOfWorkloads } from './names';
import { peersFor, portSketches, subjectsFor, type PeerChoice, type SubjectChoice } from './peers';
import { carriersNote } from './peers';
import { peersAre, policyName, rulePorts, subjectsOf } from './rule-reach';
import type { EditablePolicy, PlanContext } from './plan-context';
import { policyPlace } from './policy-place';
import { endName, type WishEnd } from './wish';

/** What one gate (or the gates of several workloads on one side) has to let in or out. */
export type Need = {
  readonly direction: Direction;
  /** Workloads whose gates are to be opened, and the namespace box if that was meant. */
  readonly subjects: WishEnd & { readonly kind: 'pods' };
  readonly peers: WishEnd;
  readonly ports: PortSet;
};

/** Policies of a gate that are looked at. */
const mostPolicies = 64;

/**
 * The edits that could open a gate which something isolates (DR-4), in no order; a sentence where no rule can say it.
 */
export function openShapes(context: PlanContext, need: Need): readonly Draft[] | string {
  const { cluster } = context.snapshot;
  const subjects = subjectsFor(cluster, need.subjects.workloads, need.subjects.wholeNamespace, context.used);
  if (typeof subjects === 'string') return subjects;
  const drafts: Draft[] = [];
  const made = newPolicies(context, need, subjects);
  if (typeof made === 'string') return made;
  drafts.push(made);
  const choices = new Map<string, PeerChoice | string>();
  for (const target of candidatesFor(context, need)) {
    const home = target.policy.ref.namespace ?? '';
    const choice = choices.get(home) ?? peersFor(cluster, need.peers, home, context.used);
    choices.set(home, choice);
    if (typeof choice !== 'string') drafts.push(...intoPolicy(context, need, target, choice));
  }
  return drafts;
}

/** Policies that isolate every subject, those with the fewest other subjects first. */
function candidatesFor(context: PlanContext, need: Need): readonly EditablePolicy[] {
  const { evaluator } = context.snapshot;
  const [first, ...rest] = need.subjects.workloads;
  if (first === undefined) return [];
  return evaluator
    .applying(first, need.direction)
    .map((index) => ({ index, size: evaluator.subjects(index).size }))
    .sort((a, b) => a.size - b.size || a.index - b.index)
    .slice(0, mostPolicies)
    .filter(({ index }) => rest.length === 0 || rest.every((one) => evaluator.subjects(index).has(one)))
    .flatMap(({ index }) => context.editable(index) ?? [])
    .filter(({ policy }) => policy[need.direction].applies);
}

function intoPolicy(
  context: PlanContext,
  need: Need,
  target: EditablePolicy,
  choice: PeerChoice,
): readonly Draft[] {
  const { snapshot } = context;
  const { direction, ports } = need;
  const home = target.policy.ref.namespace ?? '';
  const subjects = subjectsOf(snapshot, target.index);
  const wanted = need.subjects.workloads;
  const otherSubjects = subjects.size - wanted.length;
  const exactSubject = otherSubjects === 0 && need.subjects.wholeNamespace === undefined;
  const destinations =
    direction === 'ingress' ? wanted : need.peers.kind === 'pods' ? need.peers.workloads : [];
  const sketches = portSketches(ports);
  const base = {
    ...plainDraft,
    width: subjectWidth(target, choice),
    locality: target.owner,
    notes: choice.notes,
  };
  const peerName = endName(snapshot.cluster, need.peers, home);
  const drafts: Draft[] = [];
  const at = target.policy.origin;
  for (const [position, rule] of target.policy[direction].rules.entries()) {
    if (rule.action !== 'allow') continue;
    const own = rulePorts(snapshot, rule, destinations);
    const number = rule.index + 1;
    const place = `rule ${number} of ${policyName(target.policy)}`;
    const about = `${target.policy.ref.name} · rule ${number}`;
    if (rule.peers !== 'any' && rule.peers.length > 0 && includesPorts(own, ports)) {
      const exact = exactSubject && samePorts(own, ports);
      const extraPorts = subtractPorts(own, ports).length;
      drafts.push({
        ...base,
        changes: [
          {
            kind: 'edit',
            at,
            operations: (value) => target.dialect.edits.addPeers(value, direction, rule.index, choice.peers),
          },
        ],
        way: 'peer in rule',
        title: `Add ${choice.peers.length === 1 ? 'a peer' : `${choice.peers.length} peers`} to ${place}`,
        sentence: `adds ${peerName} to the peers of ${policyName(target.policy)} rule ${number}`,
        about,
        shape: exact ? 0 : 3,
        guess: otherSubjects + extraPorts + choice.extras.length,
      });
    }
    const peersExact = peersAre(snapshot, target.index, direction, position, rule, need.peers);
    if (rule.ports !== 'any' && rule.ports.length > 0 && sketches !== undefined && peersExact) {
      drafts.push({
        ...base,
        notes: [],
        changes: [
          {
            kind: 'edit',
            at,
            operations: (value) => target.dialect.edits.addPorts(value, direction, rule.index, sketches),
          },
        ],
        way: 'ports in rule',
        title: `Add ${portSetText(ports)} to ${place}`,
        sentence: `adds ${portSetText(ports)} to the ports of ${policyName(target.policy)} rule ${number}`,
        about,
        shape: exactSubject ? 0 : 3,
        guess: otherSubjects,
      });
    }
  }
  drafts.push({
    ...base,
    changes: [
      {
        kind: 'edit',
        at,
        operations: (value) =>
          target.dialect.edits.addRule(value, { direction, peers: choice.peers, ports: sketches }),
      },
    ],
    way: 'rule in policy',
    title: `Add a rule to ${policyName(target.policy)}`,
    sentence: `adds a rule for ${peerName} to ${policyName(target.policy)}`,
    about: target.policy.ref.name,
    shape: exactSubject ? 1 : 3,
    guess: otherSubjects + choice.extras.length,
  });
  return drafts;
}

/** A policy for all of its namespace would let tomorrow's pods do the same. */
function subjectWidth(target: EditablePolicy, choice: PeerChoice): Draft['width'] {
  const everyPod = target.policy.subject.pods.requirements.length === 0;
  return Math.max(everyPod ? 1 : 0, choice.width) as Draft['width'];
}

/** Shape 2: a policy of its own for each subject selector. */
function newPolicies(context: PlanContext, need: Need, subjects: readonly SubjectChoice[]): Draft | string {
  const { snapshot, dialect } = context;
  const { direction } = need;
  const drafts: Draft[] = [];
  const made = new Set<string>();
  for (const subject of subjects) {
    const choice = peersFor(snapshot.cluster, need.peers, subject.namespace, context.used);
    if (typeof choice === 'string') return choice;
    const own = need.subjects.wholeNamespace ?? nameOfWorkloads(snapshot.cluster, subject.covers);
    const wished = `${own}-${direction === 'ingress' ? 'from' : 'to'}-${nameOfEnd(snapshot.cluster, need.peers)}`;
    const name = freePolicyName(snapshot, subject.namespace, wished, made);
    made.add(name);
    const value = dialect.edits.newPolicy({
      namespace: subject.namespace,
      name,
      subject: subject.selector,
      directions: [direction],
      rules: [{ direction, peers: choice.peers, ports: portSketches(need.ports) }],
    });
    const peerName = endName(snapshot.cluster, need.peers, subject.namespace);
    const carriers = subject.extras.length === 0 ? [] : [carriersNote(snapshot.cluster, subject.extras)];
    drafts.push({
      ...plainDraft,
      changes: [{ kind: 'add', value, ...policyPlace(snapshot, subject.namespace) }],
      way: 'new policy',
      title: `New policy \`${name}\``,
      sentence: `adds a policy for \`${own}\` that admits ${direction === 'ingress' ? 'connections from' : 'connections to'} ${peerName}`,
      about: name,
      shape: subject.extras.length === 0 && choice.extras.length === 0 ? 2 : 3,
      width: Math.max(subject.width, choice.width) as Draft['width'],
      notes: [...carriers, ...choice.notes],
      guess: subject.extras.length + choice.extras.length,
      made: [`${subject.namespace}/${name}`],
    });
  }
  const [first, ...rest] = drafts;
  return first === undefined ? 'no workload is chosen' : rest.reduce(mergeNew, first);
}

function mergeNew(first: Draft, second: Draft): Draft {
  const count = first.made.length + second.made.length;
  return {
    ...first,
    changes: [...first.changes, ...second.changes],
    title: `${count} new policies`,
    about: `${first.about}, ${second.about}`,
    shape: Math.max(first.shape, second.shape),
    guess: first.guess + second.guess,
    notes: [...first.notes, ...second.notes],
    made: [...first.made, ...second.made],
  };
}
