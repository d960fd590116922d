import type { Cluster, Pod } from '../model/cluster';
import type { FlowEnd } from '../model/flow';
import type { Direction, Policy } from '../model/policy';
import { intersectPorts, noPorts, portSet, subtractPorts, unionPorts } from '../model/ports';
import type { PortRange, PortSet } from '../model/ports';
import type { WalkArrangement } from '../model/tier';
import type { End } from '../model/walk';
import { deriveFacts } from './facts';
import type { Connection, Evaluator } from './types';
import type { GateModel } from './walk/gate-model';
import { modelOfStages } from './walk/gate-model';
import { peerMatches } from './walk/match';
import type { Party } from './walk/match';
import { gateOfSubject, NamedVerdicts, untold } from './walk/named-verdicts';
import type { FlowVerdicts } from './walk/named-verdicts';
import { noConnection } from './no-connection';

/** Ends that are told by name (domains, identities, nodes): no number of the evaluator stands for them. */
export interface NamedEnds {
  /** All flows between a workload and such an end; `direction` is that of the workload's gate. */
  connection(workload: number, end: FlowEnd, direction: Direction): Connection;
  /** Whether a policy, by its index, applies to such an end itself, as policies of hosts do. */
  selects(policy: number, end: FlowEnd): boolean;
  /** Whether the peers of a rule of a policy hold such an end, or an address outside, whatever the ports. */
  holds(policy: number, direction: Direction, rule: number, end: FlowEnd): boolean;
}

type Walked = { readonly cluster: Cluster; readonly arrangement: WalkArrangement };

const walks = new WeakMap<Evaluator, Walked>();
const made = new WeakMap<Evaluator, NamedEnds>();

/** Keeps what an evaluator was made of, for `namedEnds`. */
export function noteWalk(evaluator: Evaluator, cluster: Cluster, arrangement: WalkArrangement): void {
  walks.set(evaluator, { cluster, arrangement });
}

/** The connections of named ends; undefined for an evaluator whose policies can name none. */
export function namedEnds(evaluator: Evaluator): NamedEnds | undefined {
  const walked = walks.get(evaluator);
  if (walked === undefined) return undefined;
  const known = made.get(evaluator) ?? createNamedEnds(evaluator, walked);
  made.set(evaluator, known);
  return known;
}

function createNamedEnds(evaluator: Evaluator, walked: Walked): NamedEnds {
  const { cluster, arrangement } = walked;
  const addressesTell = tellsOwnAddresses(arrangement);
  const gates = gatesOf(evaluator, arrangement);
  const verdicts = new NamedVerdicts(deriveFacts(cluster), arrangement, gates);
  const connections = new Map<string, Connection>();
  const pods = new Map<string, readonly Pod[]>();
  const podsOf = (workload: number, tellsNodes: boolean) => {
    const key = `${workload} ${tellsNodes}`;
    let found = pods.get(key);
    if (found === undefined) {
      pods.set(key, (found = alikePods(cluster, addressesTell, workload, tellsNodes)));
    }
    return found;
  };
  const single = new WeakMap<FlowVerdicts, Connection>();
  const between = (workload: number, end: FlowEnd, name: string, direction: Direction): Connection => {
    const all = podsOf(workload, arrangement.hosts !== undefined || end.kind === 'node').map((pod) => {
      const own: FlowEnd = { kind: 'pod', pod: pod.index };
      return direction === 'egress' ? verdicts.of(own, end, name) : verdicts.of(end, own, name);
    });
    const told = [...new Set(all)];
    const [first] = told;
    if (first === undefined) return noConnection;
    let found = told.length > 1 ? undefined : single.get(first);
    if (found === undefined) found = connectionOf(told);
    if (told.length === 1) single.set(first, found);
    return found.reasons[0] === untold ? worded(found, name, end) : found;
  };
  const inWords = new WeakMap<Connection, Map<string, Connection>>();
  const worded = (found: Connection, name: string, end: FlowEnd): Connection => {
    let known = inWords.get(found);
    if (known === undefined) inWords.set(found, (known = new Map<string, Connection>()));
    let told = known.get(name);
    if (told === undefined) known.set(name, (told = { ...found, reasons: [unknownWords(end)] }));
    return told;
  };
  const names = new WeakMap<FlowEnd, string>();
  const nameOf = (end: FlowEnd) => {
    let name = names.get(end);
    if (name === undefined) names.set(end, (name = JSON.stringify(end, bigintText)));
    return name;
  };
  const policiesAt = new Map<string, ReadonlySet<Policy>>();
  return {
    holds: (policy, direction, rule, end) => {
      const parties = partiesOf(cluster, end);
      const entries = arrangement.policies[policy]?.sides[direction].entries ?? [];
      return entries.some(
        (entry) =>
          entry.rule === rule &&
          (entry.peers === 'any' ||
            entry.peers.some((peer) => parties.some((party) => peerMatches(peer, party)))),
      );
    },
    selects: (policy, end) => {
      const key = nameOf(end);
      let found = policiesAt.get(key);
      if (found === undefined) policiesAt.set(key, (found = verdicts.policiesAt(end)));
      const one = evaluator.policies[policy];
      return one !== undefined && found.has(one);
    },
    connection: (workload, end, direction) => {
      const name = nameOf(end);
      const key = `${workload} ${direction} ${name}`;
      let found = connections.get(key);
      if (found === undefined) connections.set(key, (found = between(workload, end, name, direction)));
      return found;
    },
  };
}

/** Why it is not known what becomes of flows with an end whose addresses are not known. */
function unknownWords(end: FlowEnd): string {
  const called =
    end.kind === 'domain'
      ? end.domain
      : end.kind === 'node'
        ? end.node
        : end.kind === 'entity'
          ? end.entity
          : 'it';
  return `the address of ${called} is not known, and the rules do not treat all that it may be alike`;
}

function bigintText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
}

/** What an end is to the sets of a CNI: with each address that is known of it, or with none. */
function partiesOf(cluster: Cluster, end: FlowEnd): readonly Party[] {
  switch (end.kind) {
    case 'address':
      return [{ end: { kind: 'outside', names: [] }, address: end.address }];
    case 'domain':
      return [{ end: { kind: 'outside', names: [end.domain] } }];
    case 'entity': {
      const { entity } = end;
      if (entity === 'host') return [{ end: { kind: 'node', name: '', own: true } }];
      return [{ end: { kind: 'entity', name: entity } }];
    }
    case 'node': {
      const node = cluster.nodes.find(({ name }) => name === end.node);
      const own = { kind: 'node', name: end.node, own: false, ...(node !== undefined && { node }) } as const;
      return [{ end: own }, ...(node?.addresses ?? []).map((address) => ({ end: own, address }))];
    }
    case 'pod': {
      const pod = cluster.pods[end.pod];
      return pod === undefined ? [] : [{ end: { kind: 'pod', pod } }];
    }
  }
}

/** Gates of subjects, made once for all that the same policies select. */
function gatesOf(
  evaluator: Evaluator,
  arrangement: WalkArrangement,
): (subject: End, direction: Direction) => GateModel | undefined {
  const { gateOf, gate, policies } = arrangement;
  if (gateOf !== undefined) return (subject, direction) => gateOfSubject(arrangement, subject, direction);
  const written = new Set(policies);
  const unwritten = (direction: Direction) =>
    gate[direction].flatMap(({ tiers }) =>
      tiers.flatMap(({ levels }) =>
        levels.flatMap((level) => level.policies.filter((policy) => !written.has(policy))),
      ),
    );
  const besides = { ingress: unwritten('ingress'), egress: unwritten('egress') };
  const models = new Map<string, GateModel>();
  return (subject, direction) => {
    if (subject.kind !== 'pod') return undefined;
    const own = evaluator
      .applying(subject.pod.workload, direction)
      .filter((index) => policies[index]?.subject.holds(subject) === true);
    const more = besides[direction].flatMap((policy, at) => (policy.subject.holds(subject) ? [at] : []));
    const key = `${direction} ${own.join()} ${more.join()}`;
    let model = models.get(key);
    if (model === undefined) {
      const chosen = new Set([
        ...own.flatMap((index) => policies[index] ?? []),
        ...more.flatMap((at) => besides[direction][at] ?? []),
      ]);
      models.set(key, (model = modelOfStages(gate[direction], direction, (policy) => chosen.has(policy))));
    }
    return model;
  };
}

/**
 * One pod of each way in which the pods of a workload may differ to policies and to such an end; none that has no
 * traffic.
 */
function alikePods(
  cluster: Cluster,
  addressesTell: boolean,
  workload: number,
  tellsNodes: boolean,
): readonly Pod[] {
  const found = new Map<string, Pod>();
  for (const index of cluster.workloads[workload]?.pods ?? []) {
    const pod = cluster.pods[index];
    if (pod === undefined || pod.addressing === 'ended' || pod.addressing === 'none') continue;
    const { labels, serviceAccount, hostNetwork, addressing, ports, initPorts, template } = pod;
    const seen = pod.addresses.map(({ family, value }) => (addressesTell ? `${family} ${value}` : family));
    const node = tellsNodes || hostNetwork ? pod.node : undefined;
    const key = JSON.stringify([
      [...labels],
      serviceAccount,
      hostNetwork,
      addressing,
      ports,
      initPorts,
      template,
      seen,
      node,
    ]);
    if (!found.has(key)) found.set(key, pod);
  }
  return [...found.values()];
}

/** Whether some rule tells its own subjects apart by their addresses. */
function tellsOwnAddresses({ policies }: WalkArrangement): boolean {
  return policies.some(({ sides }) =>
    [...sides.ingress.entries, ...sides.egress.entries].some(({ own }) =>
      own.some(({ set }) => set.addresses.length > 0),
    ),
  );
}

/** What is known of all pods together. */
function connectionOf(told: readonly FlowVerdicts[]): Connection {
  const kinds = told.map(({ verdicts }) => {
    const of = (test: (one: FlowVerdicts['verdicts'][number]) => boolean): PortSet =>
      portSet(verdicts.flatMap((one): readonly PortRange[] => (test(one) ? [one.ports] : [])));
    return {
      sure: of(({ verdict }) => verdict.kind === 'allowed'),
      maybe: of(({ verdict }) => verdict.kind !== 'denied'),
      bound: of(({ verdict }) => verdict.kind === 'allowed' && verdict.conditions !== undefined),
    };
  });
  const [first, ...more] = kinds;
  const all = (pick: (one: (typeof kinds)[number]) => PortSet) =>
    first === undefined ? noPorts : more.reduce((sum, one) => intersectPorts(sum, pick(one)), pick(first));
  const any = (pick: (one: (typeof kinds)[number]) => PortSet) => unionPorts(...kinds.map(pick));
  const allowed = all(({ sure }) => sure);
  const partial = subtractPorts(
    any(({ sure }) => sure),
    all(({ maybe }) => maybe),
  );
  const undetermined = subtractPorts(
    any(({ maybe }) => maybe),
    unionPorts(allowed, partial),
  );
  const conditional = any(({ bound }) => bound);
  const reason = told
    .flatMap(({ verdicts }) => verdicts)
    .flatMap(({ verdict }) => (verdict.kind === 'undetermined' ? [verdict.reason] : []))[0];
  return {
    allowed,
    admitted: told.some(({ guarded }) => guarded) ? allowed : noPorts,
    undetermined,
    reasons: undetermined.length === 0 || reason === undefined ? [] : [reason],
    partial,
    ...(conditional.length > 0 && { conditional }),
  };
}
