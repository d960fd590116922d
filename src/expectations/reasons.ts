import type { FlowEnd, Flow } from '../model/flow';
import type { Direction } from '../model/policy';
import type { PortRange } from '../model/ports';
import { connectedPods, type Atoms } from './atoms';
import type { StatementPair } from './types';
import { endWords, portsText } from './words';

/** A flow that shows what happens to a pair; undefined where an end has no address at all. */
export function exampleFlow(atoms: Atoms, pair: StatementPair): Flow | undefined {
  const range: PortRange | undefined = pair.failing[0] ?? pair.undetermined[0] ?? pair.ports[0];
  const from = flowEnd(atoms, pair.from, 0);
  const to = flowEnd(atoms, pair.to, pair.from === pair.to ? 1 : 0);
  if (range === undefined || from === undefined || to === undefined) return undefined;
  return { from, to, protocol: range.protocol, port: range.first };
}

/** The n-th pod of a workload (the last, if there are fewer), or an address of an outside part. */
function flowEnd(atoms: Atoms, end: number, nth: number): FlowEnd | undefined {
  const { cluster, evaluator } = atoms;
  const workload = cluster.workloads[end];
  if (workload !== undefined) {
    const pods = connectedPods(cluster, workload.pods);
    const pod = pods[Math.min(nth, pods.length - 1)];
    return pod === undefined ? undefined : { kind: 'pod', pod };
  }
  const address = evaluator.outside[end - cluster.workloads.length]?.representatives[0];
  return address === undefined ? undefined : { kind: 'address', address };
}

/** Why a pair is not as wished, in one sentence. */
export function failure(atoms: Atoms, pair: StatementPair, more: number, home: string | undefined): string {
  const from = endWords(atoms, pair.from, home);
  const to = endWords(atoms, pair.to, home);
  const ports = portsText(pair.failing);
  const flow = exampleFlow(atoms, pair);
  const others = more > 0 ? `; so ${more === 1 ? 'does 1 more pair' : `do ${more} more pairs`}` : '';
  if (pair.wanted === 'denied') {
    return `${from} can reach ${to} on ${ports}: ${flow === undefined ? 'nothing stops it' : whyOpen(atoms, pair, flow, from, to)}${others}`;
  }
  const why = flow === undefined ? 'one of them has no pod' : whyShut(atoms, pair, flow, from, to);
  return `${from} cannot reach ${to} on ${ports}: ${why}${others}`;
}

function whyShut(atoms: Atoms, pair: StatementPair, flow: Flow, from: string, to: string): string {
  const { egress, ingress } = atoms.evaluator.verdict(flow);
  const told: string[] = [];
  if (egress.kind === 'denied') told.push(...gateShut(atoms, pair.from, 'egress', from, to));
  if (ingress.kind === 'denied') told.push(...gateShut(atoms, pair.to, 'ingress', to, from));
  return told.length === 0 ? 'one of them has no address that the other could use' : told.join(', and ');
}

function gateShut(
  atoms: Atoms,
  end: number,
  direction: Direction,
  subject: string,
  other: string,
): readonly string[] {
  const by = isolating(atoms, end, direction);
  return by === undefined
    ? []
    : [`${subject} is isolated for ${direction} by ${by}, and no rule admits ${other}`];
}

/** The policies that isolate the gate in words; undefined where none does. */
function isolating(atoms: Atoms, end: number, direction: Direction): string | undefined {
  if (end >= atoms.cluster.workloads.length) return undefined;
  const names = atoms.evaluator
    .gate(end, direction)
    .isolatedBy.map((index) => atoms.evaluator.policies[index]?.ref.name)
    .filter((name) => name !== undefined);
  if (names.length === 0) return undefined;
  if (names.length === 1) return `\`${names[0]}\``;
  const others = names.length - 1;
  return `\`${names[0]}\` and ${others} more ${others === 1 ? 'policy' : 'policies'}`;
}

function whyOpen(atoms: Atoms, pair: StatementPair, flow: Flow, from: string, to: string): string {
  const told: string[] = [];
  const sides = [
    [pair.from, 'egress', from],
    [pair.to, 'ingress', to],
  ] as const;
  for (const [end, direction, name] of sides) {
    if (end >= atoms.cluster.workloads.length) continue;
    const gate = atoms.evaluator.gate(end, direction);
    if (gate.state === 'not enforced') return 'the CNI enforces no policy';
    if (gate.state === 'open') told.push(`nothing isolates ${name} for ${direction}`);
    else told.push(`a rule admits it at the ${direction} gate of ${name}`);
  }
  return flow.port >= 0 && told.length > 0 ? told.join(', and ') : 'nothing stops it';
}
