import type { FlowEnd } from '../../model/flow';
import type { Direction, Policy } from '../../model/policy';
import { everyPort, intersectPorts, noPorts, unionPorts } from '../../model/ports';
import type { PortRange, PortSet } from '../../model/ports';
import type { WalkArrangement } from '../../model/tier';
import type { Verdict } from '../../model/verdict';
import type { Checkpoint, End, Entry } from '../../model/walk';
import { decidedBefore, resolveFlow } from '../ends';
import type { ResolvedFlow, Scenario } from '../ends';
import { withHostAddresses } from '../facts';
import type { Facts } from '../facts';
import { addressWords } from '../trace-gate';
import { modelOfStages, modelOfSubjectGate } from './gate-model';
import type { GateModel, Outcome } from './gate-model';
import { peerMatches, termHolds } from './match';
import type { Party } from './match';
import { endOf, representatives } from './parties';
import { usualSourcePort } from './source-port';
import { oneVerdict, together, verdictOfSide } from './verdicts';

/** The verdict on ports that no rule tells apart. */
export type PortsVerdict = { readonly ports: PortRange; readonly verdict: Verdict };

/** What is told of all ports of a flow between two ends. */
export type FlowVerdicts = {
  readonly verdicts: readonly PortsVerdict[];
  /** A policy that somebody wrote applies at one of its checkpoints. */
  readonly guarded: boolean;
};

/** Whether a policy applies to a subject in a direction; which does, is found beforehand where that is cheap. */
export type Selects = (subject: End, direction: Direction) => GateModel | undefined;

/** An entry that matches but for its ports, with those. */
type Fitting = { readonly at: number; readonly ports: PortSet };
type Way = { readonly peer: End; readonly fitting: readonly Fitting[] };
type Met = { readonly model: GateModel; readonly ways: readonly (readonly Way[])[] };
type Side =
  | { readonly kind: 'decided'; readonly lets: readonly Verdict[] }
  | { readonly kind: 'walked'; readonly met: readonly Met[]; readonly reason: string };

const directions = ['egress', 'ingress'] as const;

/** An address that nobody holds: of a block set aside for documents. */
const elsewhere: FlowEnd = { kind: 'address', address: { family: 4, value: 0xcb00_71fdn } };

/**
 * The verdicts of the small evaluator (`traceWalk`), for all ports of a flow at once: entries are held against its ends
 * one time, and each piece of the ports in which the same ones match is weighed once.
 */
export class NamedVerdicts {
  readonly #facts: Facts;
  readonly #arrangement: WalkArrangement;
  readonly #gate: Selects;
  readonly #written: ReadonlySet<Policy>;
  readonly #hostModels = new WeakMap<Checkpoint, GateModel>();
  readonly #outcomes = new WeakMap<GateModel, Map<string, Outcome>>();

  constructor(ofCluster: Facts, arrangement: WalkArrangement, gate: Selects) {
    this.#facts = withHostAddresses(ofCluster, arrangement.hostAddresses);
    this.#arrangement = arrangement;
    this.#gate = gate;
    this.#written = new Set(arrangement.policies.map(({ policy }) => policy));
  }

  of(from: FlowEnd, to: FlowEnd): FlowVerdicts {
    const resolved = resolveFlow(this.#facts, { from, to, protocol: 'TCP', port: 1 });
    const sides = directions.map((direction) => this.#side(resolved, direction));
    const sets = sides.flatMap((side) =>
      side.kind === 'walked'
        ? side.met.flatMap(({ ways }) =>
            ways.flat().flatMap(({ fitting }) => fitting.map(({ ports }) => ports)),
          )
        : [],
    );
    const guarded = sides.some(
      (side) => side.kind === 'walked' && side.met.some((one) => this.#isGuard(one)),
    );
    const verdicts = pieces(sets).map((ports) => ({ ports, verdict: this.#verdict(resolved, sides, ports) }));
    return { verdicts, guarded };
  }

  /** The policies that somebody wrote and that apply to an end itself, because its engine polices it. */
  policiesAt(end: FlowEnd): ReadonlySet<Policy> {
    const found = new Set<Policy>();
    for (const direction of directions) {
      const [from, to] = direction === 'egress' ? [end, elsewhere] : [elsewhere, end];
      const side = this.#side(resolveFlow(this.#facts, { from, to, protocol: 'TCP', port: 1 }), direction);
      for (const { model } of side.kind === 'walked' ? side.met : []) {
        for (const { policies } of model.tiers) {
          for (const { policy } of policies) if (this.#written.has(policy)) found.add(policy);
        }
      }
    }
    return found;
  }

  #isGuard({ model }: Met): boolean {
    return model.tiers.some(({ policies }) => policies.some(({ policy }) => this.#written.has(policy)));
  }

  #verdict({ scenarios }: ResolvedFlow, sides: readonly Side[], ports: PortRange): Verdict {
    const [egress = [], ingress = []] = sides.map((side): readonly Verdict[] =>
      side.kind === 'decided'
        ? side.lets
        : scenarios.map((_, at) =>
            verdictOfSide(
              side.met.map(({ model, ways }) =>
                (ways[at] ?? []).map((way) => ({ outcome: this.#outcome(model, way, ports) })),
              ),
              side.reason,
            ),
          ),
    );
    return oneVerdict(egress.map((verdict, at) => together(verdict, ingress[at] ?? verdict)));
  }

  #outcome(model: GateModel, { peer, fitting }: Way, piece: PortRange): Outcome {
    if (model.always !== undefined) return model.always;
    const matched = fitting.flatMap(({ at, ports }) => (holdsPiece(ports, piece) ? [at] : []));
    let known = this.#outcomes.get(model);
    if (known === undefined) this.#outcomes.set(model, (known = new Map<string, Outcome>()));
    const key = `${kindOf(peer)} ${matched.join()}`;
    let outcome = known.get(key);
    if (outcome === undefined) known.set(key, (outcome = model.answer(matched, peer, {})));
    return outcome;
  }

  #side(resolved: ResolvedFlow, side: Direction): Side {
    const { scenarios, from, to } = resolved;
    const before = decidedBefore(this.#arrangement, resolved, side);
    const passes = before !== undefined && before !== 'outside' && before !== 'host network';
    const { localNode } = this.#arrangement;
    const ends = {
      from: endOf(this.#facts, from, to, localNode),
      to: endOf(this.#facts, to, from, localNode),
    };
    const checkpoints = passes || scenarios.length === 0 ? [] : this.#checkpoints(ends, side);
    if (checkpoints.length === 0) {
      const verdict: Verdict = { kind: resolved.dead === undefined ? 'allowed' : 'denied' };
      return { kind: 'decided', lets: scenarios.length === 0 ? [verdict] : scenarios.map(() => verdict) };
    }
    const words = addressWords(side === 'egress' ? to : from);
    return {
      kind: 'walked',
      met: checkpoints.map(({ model, direction }) => ({
        model,
        ways: scenarios.map((scenario) => this.#ways(ends, model, direction, scenario)),
      })),
      reason: `${words}, and the rules do not treat all that it may be alike`,
    };
  }

  #checkpoints(
    ends: { readonly from: End; readonly to: End },
    side: Direction,
  ): readonly { readonly model: GateModel; readonly direction: Direction }[] {
    const gate = this.#gate(side === 'egress' ? ends.from : ends.to, side);
    const own = gate === undefined ? [] : [{ model: gate, direction: side }];
    const more = (this.#arrangement.hosts?.(ends, side) ?? []).map((checkpoint) => {
      const { direction, stages, subject } = checkpoint;
      let model = this.#hostModels.get(checkpoint);
      if (model === undefined) {
        model = modelOfStages(stages, direction, (policy) => policy.subject.holds(subject));
        this.#hostModels.set(checkpoint, model);
      }
      return { model, direction };
    });
    return side === 'egress' ? [...own, ...more] : [...more, ...own];
  }

  #ways(
    ends: { readonly from: End; readonly to: End },
    model: GateModel,
    direction: Direction,
    scenario: Scenario,
  ): readonly Way[] {
    const { own, peers } = model.sets;
    const leaves = direction === 'egress';
    const sources = partiesOf(scenario.from, leaves ? own : peers, ends.from);
    const destinations = partiesOf(scenario.to, leaves ? peers : own, ends.to);
    return sources.flatMap((source) =>
      destinations.map((destination): Way => {
        const [subject, peer] = leaves ? [source, destination] : [destination, source];
        if (model.always !== undefined) return { peer: peer.end, fitting: [] };
        const fitting = model.entries.flatMap((entry, at) => {
          if (!fits(entry, subject, peer, scenario.family)) return [];
          return [{ at, ports: portsOf(entry, source.end, destination.end) }];
        });
        return { peer: peer.end, fitting };
      }),
    );
  }
}

/** The gate of a subject, by all policies of the arrangement that `holds` says apply to it. */
export function gateOfSubject(
  arrangement: WalkArrangement,
  subject: End,
  direction: Direction,
): GateModel | undefined {
  const { gateOf, gate } = arrangement;
  if (gateOf !== undefined) {
    const own = gateOf(subject, direction);
    return own === undefined ? undefined : modelOfSubjectGate(own);
  }
  if (subject.kind !== 'pod') return undefined;
  return modelOfStages(gate[direction], direction, (policy) => policy.subject.holds(subject));
}

function partiesOf(addresses: Scenario['from'], sets: GateModel['sets']['own'], end: End): readonly Party[] {
  return representatives(addresses, sets, end).map((address) =>
    address === undefined ? { end } : { end, address },
  );
}

function fits(entry: Entry, subject: Party, peer: Party, family: 4 | 6): boolean {
  if (entry.family !== undefined && entry.family !== family) return false;
  if (!entry.own.every((term) => termHolds(term, subject))) return false;
  return entry.peers === 'any' || entry.peers.some((one) => peerMatches(one, peer));
}

/** The ports that an entry means, as far as flows from a usual port come from where it wants them to. */
function portsOf(entry: Entry, source: End, destination: End): PortSet {
  const own =
    entry.ports === 'any'
      ? everyPort
      : unionPorts(
          ...entry.ports.map(({ ports }) => (typeof ports === 'function' ? ports(destination) : ports)),
        );
  if (entry.sourcePorts === undefined) return own;
  const usual = entry.sourcePorts
    .ports(source)
    .filter(({ first, last }) => first <= usualSourcePort && usualSourcePort <= last);
  const protocols = new Set(usual.map(({ protocol }) => protocol));
  const from = everyPort.filter(({ protocol }) => protocol !== 'other' && protocols.has(protocol));
  return from.length === 0 ? noPorts : intersectPorts(own, from);
}

/** What a gate's answer depends on of a peer, besides the entries that match. */
function kindOf(peer: End): string {
  if (peer.kind === 'node') return peer.own ? 'own node' : 'node';
  return peer.kind === 'entity' ? `entity ${peer.name}` : peer.kind;
}

/** The ports cut so that each set holds a range whole or not at all. */
function pieces(sets: readonly PortSet[]): readonly PortRange[] {
  const starts = new Map(everyPort.map(({ protocol, first }) => [protocol, new Set([first])]));
  for (const set of new Set(sets)) {
    for (const { protocol, first, last } of set) {
      starts.get(protocol)?.add(first);
      starts.get(protocol)?.add(last + 1);
    }
  }
  return everyPort.flatMap(({ protocol, last }) => {
    const sorted = [...(starts.get(protocol) ?? [])].filter((start) => start <= last).sort((a, b) => a - b);
    return sorted.map((first, at) => ({ protocol, first, last: (sorted[at + 1] ?? last + 1) - 1 }));
  });
}

function holdsPiece(set: PortSet, { protocol, first }: PortRange): boolean {
  return set.some((range) => range.protocol === protocol && range.first <= first && first <= range.last);
}
