import type { AddressSet } from '../../../model/address-set';
import type { Flow } from '../../../model/flow';
import type { Direction } from '../../../model/policy';
import { hasPort } from '../../../model/ports';
import type { WalkArrangement } from '../../../model/tier';
import type { Verdict } from '../../../model/verdict';
import type { End, Entry, EndSet, Term } from '../../../model/walk';
import { decidedBefore, resolveFlow } from '../../ends';
import type { EndView, ResolvedFlow, Scenario } from '../../ends';
import { endOf } from '../parties';
import { usualSourcePort } from '../source-port';
import { checkpointsOf } from '../trace-walk';
import type { Met } from '../trace-walk';
import { oneVerdict, sameOrUnknown, together, verdictOf } from '../verdicts';
import type { Ground } from './ground';

/** The verdicts of a flow, with the reasons that the compiled evaluator cannot tell left empty. */
export type FlowVerdicts = { readonly verdict: Verdict; readonly egress: Verdict; readonly ingress: Verdict };

/** Verdicts of one flow from what the ground knows of sets, units and address classes. */
export class FlowKinds {
  readonly #ground: Ground;
  readonly #arrangement: WalkArrangement;
  readonly #unitOfPod: Int32Array;
  readonly #ports = new Map<string, number>();

  constructor(ground: Ground, arrangement: WalkArrangement) {
    this.#ground = ground;
    this.#arrangement = arrangement;
    this.#unitOfPod = new Int32Array(ground.facts.cluster.pods.length).fill(-1);
    for (const { index, pods } of ground.units) for (const pod of pods) this.#unitOfPod[pod.index] = index;
  }

  of(flow: Flow): FlowVerdicts {
    const resolved = resolveFlow(this.#ground.facts, flow);
    const egress = this.#side(flow, resolved, 'egress');
    const ingress = this.#side(flow, resolved, 'ingress');
    const both = egress.map((verdict, at) => together(verdict, ingress[at] ?? verdict));
    return { verdict: oneVerdict(both), egress: oneVerdict(egress), ingress: oneVerdict(ingress) };
  }

  #side(flow: Flow, resolved: ResolvedFlow, side: Direction): readonly Verdict[] {
    const { facts } = this.#ground;
    const { scenarios } = resolved;
    const met = checkpointsOf(facts, this.#arrangement, resolved, side);
    const before = decidedBefore(this.#arrangement, resolved, side);
    if ((before !== undefined && before !== 'outside' && before !== 'host network') || met.length === 0) {
      const verdict: Verdict = { kind: resolved.dead === undefined ? 'allowed' : 'denied' };
      return scenarios.length === 0 ? [verdict] : scenarios.map(() => verdict);
    }
    return scenarios.map((scenario) =>
      met
        .map((one) => this.#checkpoint(flow, resolved, one, scenario))
        .reduce((a, b) => together(a, b), { kind: 'allowed' } as Verdict),
    );
  }

  #checkpoint(
    flow: Flow,
    { from, to }: ResolvedFlow,
    { direction, model }: Met,
    scenario: Scenario,
  ): Verdict {
    const { facts } = this.#ground;
    const { localNode } = this.#arrangement;
    const ends = { from: endOf(facts, from, to, localNode), to: endOf(facts, to, from, localNode) };
    const leaves = direction === 'egress';
    const peer = leaves ? ends.to : ends.from;
    if (model.always !== undefined) return verdictOf(model.always);
    const fits = model.entries.map((entry) =>
      this.#portsFit(entry, flow, ends, { from, to }, scenario.family),
    );
    const subjectView = leaves ? from : to;
    const peerView = leaves ? to : from;
    const subject = { view: subjectView, end: leaves ? ends.from : ends.to };
    const other = { view: peerView, end: peer };
    const verdicts: Verdict[] = [];
    for (const ownAt of this.#classes(leaves ? scenario.from : scenario.to, model.sets.own, subject.end)) {
      for (const at of this.#classes(leaves ? scenario.to : scenario.from, model.sets.peers, peer)) {
        const matched = model.entries.flatMap((entry, index) =>
          fits[index] === true && this.#holds(entry, subject, ownAt, other, at) ? [index] : [],
        );
        verdicts.push(verdictOf(model.answer(matched, peer, flow)));
      }
    }
    return sameOrUnknown(verdicts, '');
  }

  #portsFit(
    entry: Entry,
    flow: Flow,
    ends: { readonly from: End; readonly to: End },
    views: { readonly from: EndView; readonly to: EndView },
    family: 4 | 6,
  ): boolean {
    if (entry.family !== undefined && entry.family !== family) return false;
    if (entry.sourcePorts !== undefined) {
      const source = flow.sourcePort ?? usualSourcePort;
      if (flow.protocol === 'other' || !hasPort(entry.sourcePorts.ports(ends.from), flow.protocol, source)) {
        return false;
      }
    }
    if (entry.ports === 'any') return true;
    return entry.ports.some(({ key, ports }) => {
      if (typeof ports !== 'function') return hasPort(ports, flow.protocol, flow.port);
      const number = this.#unit(views.to);
      const full = `${key} ${number ?? ''}`;
      let known = number === undefined ? undefined : this.#ports.get(full);
      if (known === undefined) {
        known = this.#ground.ports.number(ports(ends.to));
        if (number !== undefined) this.#ports.set(full, known);
      }
      return hasPort(this.#ground.ports.set(known), flow.protocol, flow.port);
    });
  }

  #holds(
    entry: Entry,
    subject: Seen,
    ownAt: number | undefined,
    peer: Seen,
    at: number | undefined,
  ): boolean {
    if (!entry.own.every((term) => this.#term(term, subject, ownAt))) return false;
    return (
      entry.peers === 'any' ||
      entry.peers.some(({ terms }) => terms.every((term) => this.#term(term, peer, at)))
    );
  }

  #term({ set, negated }: Term, { view, end }: Seen, at: number | undefined): boolean {
    const unit = this.#unit(view);
    const named = at !== undefined && this.#ground.names(set, at);
    const byAddress = named && (set.addressesOf === 'every end' || end.kind === 'outside');
    const held =
      unit !== undefined && end.kind === 'pod' ? this.#ground.holdsUnit(set, unit) : set.holds(end);
    return (held || byAddress) !== negated;
  }

  #unit(view: EndView): number | undefined {
    if (view.kind === 'outside') return undefined;
    const unit = this.#unitOfPod[view.pod.index] ?? -1;
    return unit < 0 ? undefined : unit;
  }

  /** One class for each way in which the sets can tell the addresses apart. */
  #classes(addresses: AddressSet, sets: readonly EndSet[], end: End): readonly (number | undefined)[] {
    if (end.kind === 'entity' || !sets.some((set) => set.addresses.length > 0)) return [undefined];
    const [only] = addresses;
    if (only !== undefined && addresses.length === 1 && only.first === only.last) {
      return [this.#ground.space.locate({ family: only.family, value: only.first })];
    }
    return this.#ground.space.meeting(addresses);
  }
}

type Seen = { readonly view: EndView; readonly end: End };
