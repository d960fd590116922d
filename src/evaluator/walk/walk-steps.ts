import { otherText, protocols } from '../../model/ports';
import type { Protocol } from '../../model/ports';
import type {
  CheckpointStep,
  GateState,
  Match,
  Miss,
  PartStep,
  PolicyStep,
  RuleStep,
  TierStep,
} from '../../model/verdict';
import type { Checkpoint, Entry, EntryPeer, EntryPort } from '../../model/walk';
import type { GateModel, Outcome, PolicyAtGate, TierOutcome } from './gate-model';
import { entryMatches, peerMatches, portMatches, termHolds } from './match';
import type { Packet } from './match';
import type { Told } from './trace-walk';

/** The story of one checkpoint, for all ways in which the flow may look. */
export function checkpointStep({
  checkpoint,
  model,
  told,
}: {
  readonly checkpoint: Pick<Checkpoint, 'kind' | 'name' | 'direction'>;
  readonly model: GateModel;
  readonly told: readonly Told[];
}): CheckpointStep {
  const outcomes = told.map(({ outcome }) => outcome);
  const [first] = outcomes;
  const alike = first !== undefined && outcomes.every((outcome) => outcome.kind === first.kind);
  const walked = new Map<number, TierOutcome[]>();
  for (const { tiers } of outcomes) {
    for (const one of tiers) walked.set(one.tier, [...(walked.get(one.tier) ?? []), one]);
  }
  return {
    kind: checkpoint.kind,
    ...(checkpoint.kind === 'host' && { name: checkpoint.name, direction: checkpoint.direction }),
    state: alike ? stateOf(model, first) : 'undetermined',
    ...(first?.words !== undefined && { words: first.words }),
    tiers: [...walked.values()].map((found) => tierStep(model, found, told)),
  };
}

function stateOf(model: GateModel, { kind, by }: Outcome): GateState {
  if (kind === 'undetermined') return 'undetermined';
  if (kind === 'allowed') return by.length === 0 ? 'open' : 'admits';
  return by.some((at) => model.entries[at]?.action === 'deny') ? 'denied' : 'refuses';
}

function tierStep(model: GateModel, found: readonly TierOutcome[], told: readonly Told[]): TierStep {
  const [first] = found;
  const tier = model.tiers[first?.tier ?? 0];
  const alike = found.length === told.length && found.every((one) => one.outcome === first?.outcome);
  const deciders = new Set(found.flatMap(({ by }) => by));
  const passedBy = found.find(({ outcome }) => outcome === 'pass')?.by[0];
  const passer = tier?.policies.find(({ entries }) => passedBy !== undefined && entries.includes(passedBy));
  return {
    tier: tier?.name ?? '',
    ...(tier !== undefined && { combine: tier.combine }),
    policies: (tier?.policies ?? []).map((policy) => policyStep(model, policy, deciders, told)),
    outcome: alike ? (first?.outcome ?? 'no match') : 'unknown',
    ...(passer !== undefined && {
      passedBy: { policy: passer.policy.ref, rule: model.entries[passedBy ?? 0]?.rule ?? 0 },
    }),
    atEnd: first?.outcome === 'deny' && first.by.length === 0,
  };
}

function policyStep(
  model: GateModel,
  { policy, isolates, entries }: PolicyAtGate,
  deciders: ReadonlySet<number>,
  told: readonly Told[],
): PolicyStep {
  const byRule = new Map<number, Entry[]>();
  const decided = new Set<number>();
  for (const at of entries) {
    const entry = model.entries[at];
    if (entry === undefined) continue;
    const own = byRule.get(entry.rule);
    if (own === undefined) byRule.set(entry.rule, [entry]);
    else own.push(entry);
    if (deciders.has(at)) decided.add(entry.rule);
  }
  const packets = told.map(({ packet }) => packet);
  return {
    ref: policy.ref,
    isolates,
    rules: [...byRule].map(([index, own]) => ruleStep(index, own, packets, decided.has(index))),
    decides: entries.some((at) => deciders.has(at)),
    origin: policy.origin,
  };
}

function ruleStep(
  index: number,
  entries: readonly Entry[],
  packets: readonly Packet[],
  decides: boolean,
): RuleStep {
  const [first] = entries;
  // A rule that compares both ends has an entry for each kind of subject: those of other subjects say nothing here.
  const meant = entries.filter(({ own }) =>
    packets.some(({ subject }) => own.every((term) => termHolds(term, subject))),
  );
  const told = meant.length === 0 ? entries : meant;
  const peers = told.flatMap(({ peers: own }) => (own === 'any' ? [] : own));
  const ports = told.flatMap(({ ports: own }) => (own === 'any' ? [] : own));
  return {
    index,
    action: first?.action ?? 'allow',
    matched: matchOf(packets, (packet) => entries.some((entry) => entryMatches(entry, packet))),
    peers: told.every((entry) => entry.peers === 'any')
      ? 'any'
      : distinct(peers.map((peer) => peerStep(peer, packets))),
    ports: told.every((entry) => entry.ports === 'any')
      ? 'any'
      : distinct(ports.map((port) => portStep(port, packets))),
    decides,
    origin: first?.origin ?? { file: '', document: 0, path: [] },
  };
}

/** Alternatives from one place are told once: what matched, else what comes closest. */
function distinct(steps: readonly PartStep[]): readonly PartStep[] {
  const found = new Map<string, PartStep>();
  for (const step of steps) {
    const key = JSON.stringify(step.origin);
    const known = found.get(key);
    if (known === undefined || away(step) < away(known)) found.set(key, step);
  }
  return [...found.values()];
}

/** How far a part is from matching: another port is closer than another protocol. */
function away({ matched, misses }: PartStep): number {
  if (matched !== 'no') return matched === 'yes' ? 0 : 1;
  return misses.some(({ kind }) => kind === 'protocol') ? 3 : 2;
}

function peerStep(peer: EntryPeer, packets: readonly Packet[]): PartStep {
  const matched = matchOf(packets, (packet) => peerMatches(peer, packet.peer));
  const [packet] = packets;
  const misses = matched === 'yes' || packet === undefined ? [] : (peer.misses?.(packet.peer.end) ?? []);
  const { words, origin } = peer;
  return { matched, misses, ...(words !== undefined && { words }), origin };
}

function portStep(port: EntryPort, packets: readonly Packet[]): PartStep {
  const matched = matchOf(packets, (packet) => portMatches(port, packet));
  const [packet] = packets;
  const misses = matched === 'yes' || packet === undefined ? [] : portMisses(port, packet);
  return { matched, misses, origin: port.origin };
}

/** What of the ports does not fit: the protocol, or the number. */
function portMisses(port: EntryPort, { destination, protocol, port: actual }: Packet): readonly Miss[] {
  const { origin } = port;
  const set = typeof port.ports === 'function' ? port.ports(destination.end) : port.ports;
  const own = set.filter((range) => range.protocol === protocol);
  if (protocol === 'other' && own.length > 0) {
    return [{ kind: 'words', words: `wants ${otherText(own)}`, origin }];
  }
  if (own.length > 0) {
    return own.slice(0, 3).map(({ first, last }): Miss => ({ kind: 'port', first, last, actual, origin }));
  }
  const wanted = protocols.filter((one) => set.some((range) => range.protocol === one)).map(protocolName);
  if (wanted.length === 0) return [{ kind: 'words', words: 'means no port of this destination', origin }];
  return [{ kind: 'protocol', wanted: wanted.join(' or '), actual: protocol, origin }];
}

function protocolName(protocol: Protocol): string {
  return protocol === 'other' ? 'another protocol' : protocol;
}

function matchOf(packets: readonly Packet[], test: (packet: Packet) => boolean): Match {
  const matched = packets.filter(test).length;
  if (matched === 0) return 'no';
  return matched === packets.length ? 'yes' : 'unknown';
}
