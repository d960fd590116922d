import type { AddressSet } from '../../model/address-set';
import type { Flow } from '../../model/flow';
import type { Direction } from '../../model/policy';
import { hasPort } from '../../model/ports';
import type { Verdict } from '../../model/verdict';
import { decidedBefore, resolveFlow } from '../ends';
import type { EndView, ResolvedFlow, Scenario } from '../ends';
import { namelessDestination } from './port-lists';
import { nothing } from './port-table';
import type { Revision } from './revision';

type Kind = Verdict['kind'];

/** Verdicts of a flow by their kinds, from the compiled gates. */
export type FlowKinds = { readonly verdict: Kind; readonly egress: Kind; readonly ingress: Kind };

/** `unitOfPod`: the unit of each pod of the cluster; -1 for pods that no unit stands for. */
export function flowKinds(
  revision: Revision,
  enforces: boolean,
  unitOfPod: Int32Array,
  flow: Flow,
): FlowKinds {
  const resolved = resolveFlow(revision.world.facts, flow);
  const rules = { enforces, ownNodeEnters: revision.ownNodeEnters };
  const egress = sideKinds(revision, rules, unitOfPod, flow, resolved, 'egress');
  const ingress = sideKinds(revision, rules, unitOfPod, flow, resolved, 'ingress');
  const both = egress.map((kind, at) => together(kind, ingress[at] ?? 'denied'));
  return { verdict: inAll(both), egress: inAll(egress), ingress: inAll(ingress) };
}

/** One kind for each family that the flow may use. */
function sideKinds(
  revision: Revision,
  rules: { readonly enforces: boolean; readonly ownNodeEnters: boolean },
  unitOfPod: Int32Array,
  flow: Flow,
  resolved: ResolvedFlow,
  direction: Direction,
): readonly Kind[] {
  const before = decidedBefore(rules, resolved, direction);
  if (before !== undefined) {
    const kind = resolved.dead === undefined ? 'allowed' : 'denied';
    return resolved.scenarios.length === 0 ? [kind] : resolved.scenarios.map(() => kind);
  }
  const [subject, peer] =
    direction === 'egress' ? [resolved.from, resolved.to] : [resolved.to, resolved.from];
  const unit = subject.kind === 'outside' ? -1 : (unitOfPod[subject.pod.index] ?? -1);
  const gate = revision.gates[direction][unit];
  return resolved.scenarios.map((scenario): Kind => {
    if (gate === undefined || !gate.isolated) return 'allowed';
    const peerUnit = peer.kind === 'pod' ? (unitOfPod[peer.pod.index] ?? -1) : -1;
    const destination = destinationClass(revision, resolved.to, unitOfPod);
    let { sure, maybe } = byAddresses(revision, unit, direction, scenario, destination);
    const { ports, lists, sets } = revision.world;
    for (const policy of gate.policies) {
      for (const rule of policy[direction].rules) {
        if (!rule.any && !rule.sets.some((set) => sets[set]?.includes(peerUnit) === true)) continue;
        const admitted = lists.resolve(rule.ports, destination);
        sure = ports.union(sure, admitted);
        maybe = ports.union(maybe, admitted);
      }
    }
    if (maybe !== nothing && hasPort(ports.set(sure), flow.protocol, flow.port)) return 'allowed';
    return hasPort(ports.set(maybe), flow.protocol, flow.port) ? 'undetermined' : 'denied';
  });
}

function byAddresses(
  revision: Revision,
  unit: number,
  direction: Direction,
  { family, from, to }: Scenario,
  destination: number,
): { sure: number; maybe: number } {
  const gate = revision.gates[direction][unit];
  const addresses: AddressSet = direction === 'egress' ? to : from;
  if (gate === undefined || !gate.blocks) return { sure: nothing, maybe: nothing };
  const [first] = addresses;
  const single = first !== undefined && addresses.length === 1 && first.first === first.last;
  const classes = single
    ? [revision.placement.space.locate({ family, value: first.first })]
    : revision.placement.space.meeting(addresses);
  return revision.placement.byAddress(gate, direction, classes, classes.join(), destination);
}

function destinationClass(revision: Revision, to: EndView, unitOfPod: Int32Array): number {
  if (to.kind !== 'pod') return namelessDestination;
  return revision.world.destinations[unitOfPod[to.pod.index] ?? -1] ?? namelessDestination;
}

function together(a: Kind, b: Kind): Kind {
  if (a === 'denied' || b === 'denied') return 'denied';
  return a === 'undetermined' || b === 'undetermined' ? 'undetermined' : 'allowed';
}

function inAll(kinds: readonly Kind[]): Kind {
  const [first = 'denied', ...more] = kinds;
  return more.every((kind) => kind === first) ? first : 'undetermined';
}
