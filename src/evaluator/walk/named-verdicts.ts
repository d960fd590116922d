import type { FlowEnd } from '../../model/flow';
import type { Direction, Policy } from '../../model/policy';
import type { PortRange, PortSet } from '../../model/ports';
import type { WalkArrangement } from '../../model/tier';
import type { Verdict } from '../../model/verdict';
import type { Checkpoint, End, Entry } from '../../model/walk';
import { decidedBefore, resolveFlow } from '../ends';
import type { ResolvedFlow, Scenario } from '../ends';
import { withHostAddresses } from '../facts';
import type { Facts } from '../facts';
import { holdsPiece, isFixed, pieces, portsKey, portsOf } from './entry-ports';
import { modelOfStages, modelOfSubjectGate } from './gate-model';
import type { GateModel, Outcome } from './gate-model';
import { peerMatches, termHolds } from './match';
import type { Party } from './match';
import { endOf, representatives } from './parties';
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
  | { readonly kind: 'walked'; readonly met: readonly Met[] };

const directions = ['egress', 'ingress'] as const;

/** The reason of what depends on which of its addresses an end has; whoever knows the end tells it in words. */
export const untold = '';

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
  /** Ways by what else they depend on, for gates to which all their subjects are alike. */
  readonly #shared = new WeakMap<GateModel, Map<string, readonly Way[]>>();
  /** Equal lists of ways as one, since many ends are matched by the same entries. */
  readonly #ways = new WeakMap<GateModel, Map<string, readonly Way[]>>();
  readonly #told = new Map<string, FlowVerdicts>();

  constructor(ofCluster: Facts, arrangement: WalkArrangement, gate: Selects) {
    this.#facts = withHostAddresses(ofCluster, arrangement.hostAddresses);
    this.#arrangement = arrangement;
    this.#gate = gate;
    this.#written = new Set(arrangement.policies.map(({ policy }) => policy));
  }

  /** `name` stands for the end that is told by name: of equal names the ends are equal. */
  of(from: FlowEnd, to: FlowEnd, name: string): FlowVerdicts {
    const resolved = resolveFlow(this.#facts, { from, to, protocol: 'TCP', port: 1 });
    const sides = directions.map((direction) => this.#side(resolved, direction, name));
    const key = sides.map(keyOfSide).join(' ');
    let told = this.#told.get(key);
    if (told === undefined) this.#told.set(key, (told = this.#tell(resolved, sides)));
    return told;
  }

  #tell(resolved: ResolvedFlow, sides: readonly Side[]): FlowVerdicts {
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
      const resolved = resolveFlow(this.#facts, { from, to, protocol: 'TCP', port: 1 });
      const side = this.#side(resolved, direction, undefined);
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
              untold,
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

  #side(resolved: ResolvedFlow, side: Direction, name: string | undefined): Side {
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
    return {
      kind: 'walked',
      met: checkpoints.map(({ model, direction }) => ({
        model,
        ways: scenarios.map((scenario) => this.#waysOf(ends, model, direction, scenario, name)),
      })),
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

  #waysOf(
    ends: { readonly from: End; readonly to: End },
    model: GateModel,
    direction: Direction,
    scenario: Scenario,
    name: string | undefined,
  ): readonly Way[] {
    const peer = direction === 'egress' ? ends.to : ends.from;
    // The subject is a pod wherever the other end is the one that is told by name.
    if (name === undefined || peer.kind === 'pod' || !treatsAlike(model)) {
      return this.#findWays(ends, model, direction, scenario);
    }
    let known = this.#shared.get(model);
    if (known === undefined) this.#shared.set(model, (known = new Map<string, readonly Way[]>()));
    const key = `${direction} ${scenario.family} ${kindOf(peer)} ${name}`;
    let ways = known.get(key);
    if (ways === undefined) known.set(key, (ways = this.#findWays(ends, model, direction, scenario)));
    return ways;
  }

  #findWays(
    ends: { readonly from: End; readonly to: End },
    model: GateModel,
    direction: Direction,
    scenario: Scenario,
  ): readonly Way[] {
    const { own, peers } = model.sets;
    const leaves = direction === 'egress';
    const sources = partiesOf(scenario.from, leaves ? own : peers, ends.from);
    const destinations = partiesOf(scenario.to, leaves ? peers : own, ends.to);
    const ways = sources.flatMap((source) =>
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
    return this.#one(model, ways);
  }

  /** The same list for all that are equal. */
  #one(model: GateModel, ways: readonly Way[]): readonly Way[] {
    const key = ways
      .map(
        ({ peer, fitting }) =>
          `${kindOf(peer)} ${fitting.map(({ at, ports }) => `${at}:${portsKey(ports)}`).join()}`,
      )
      .join('|');
    let known = this.#ways.get(model);
    if (known === undefined) this.#ways.set(model, (known = new Map<string, readonly Way[]>()));
    const found = known.get(key) ?? ways;
    known.set(key, found);
    return found;
  }
}

const serials = new WeakMap<object, number>();
let lastSerial = 0;

/** A number for an object: equal only for itself. */
function serialOf(object: object): number {
  let serial = serials.get(object);
  if (serial === undefined) serials.set(object, (serial = ++lastSerial));
  return serial;
}

function keyOfSide(side: Side): string {
  if (side.kind === 'decided') return side.lets.map(({ kind }) => kind).join();
  return side.met.map(({ model, ways }) => `${serialOf(model)}:${ways.map(serialOf).join()}`).join('/');
}

const alike = new WeakMap<GateModel, boolean>();

/** Whether a gate does the same for all its subjects: no entry looks at them, or at the ports that they declare. */
function treatsAlike(model: GateModel): boolean {
  let known = alike.get(model);
  if (known === undefined) {
    known = model.entries.every((entry) => entry.own.length === 0 && isFixed(entry));
    alike.set(model, known);
  }
  return known;
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

/** What a gate's answer depends on of a peer, besides the entries that match. */
function kindOf(peer: End): string {
  if (peer.kind === 'node') return peer.own ? 'own node' : 'node';
  return peer.kind === 'entity' ? `entity ${peer.name}` : peer.kind;
}
