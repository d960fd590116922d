import type { Direction, Policy } from '../../model/policy';
import { everything, nothing } from './port-table';
import type { CompiledPolicy, CompiledRule } from './compiled-policy';
import { openGate } from './gate';
import type { Gate } from './gate';
import type { World } from './world';

/** A rule that lets somebody in, with the units that it guards. */
export type Entrance = { readonly rule: CompiledRule; readonly units: Int32Array };

/** All gates of one set of policies, and the entering ones seen from the outside. */
export type Gates = {
  readonly policies: readonly CompiledPolicy[];
  readonly indexes: ReadonlyMap<CompiledPolicy, number>;
  /** Those of the policies that are enforced. */
  readonly walked: ReadonlySet<CompiledPolicy>;
  readonly egress: readonly Gate[];
  readonly ingress: readonly Gate[];
  /** Per unit the ports that anybody may enter by: all where nothing isolates it. */
  readonly anybody: Int32Array;
  /** Entering rules by the peer sets and blocks that they admit. */
  readonly bySet: ReadonlyMap<number, readonly Entrance[]>;
  readonly byBlock: ReadonlyMap<number, readonly Entrance[]>;
};

/** What differs between two sets of policies. */
export type GateChanges = {
  readonly egressUnits: ReadonlySet<number>;
  /** Anybody may enter some unit by other ports than before, or it is isolated now and was not, or the reverse. */
  readonly anybody: boolean;
  readonly sets: ReadonlySet<number>;
  readonly blocks: ReadonlySet<number>;
};

/** Gates of all units; what the policies share with `previous` (of the same world) is taken from it. */
export function buildGates(
  world: World,
  policies: readonly Policy[],
  enforced: ReadonlySet<Policy>,
  previous: Gates | undefined,
): { readonly gates: Gates; readonly changes: GateChanges } {
  const compiled = policies.map((policy) => world.compile(policy));
  const indexes = new Map<CompiledPolicy, number>();
  compiled.forEach((policy, index) => indexes.set(policy, index));
  const old = previous ?? emptyGates(world);
  const walked = new Set(compiled.filter(({ policy }) => enforced.has(policy)));
  const removed = new Set([...old.walked].filter((policy) => !walked.has(policy)));
  const added = [...walked].filter((policy) => !old.walked.has(policy));

  const egress = guard(world, old.egress, 'egress', removed, added);
  const ingress = guard(world, old.ingress, 'ingress', removed, added);
  const anybody = old.anybody.slice();
  let anybodyChanged = false;
  for (const unit of ingress.changed) {
    const ports = portsForAnybody(world, ingress.gates[unit] ?? openGate, unit);
    const flips = ingress.gates[unit]?.isolated !== old.ingress[unit]?.isolated;
    if (ports !== anybody[unit] || flips) anybodyChanged = true;
    anybody[unit] = ports;
  }
  const bySet = new Map(old.bySet);
  const byBlock = new Map(old.byBlock);
  const sets = new Set<number>();
  const blocks = new Set<number>();
  for (const policy of [...removed, ...added]) {
    for (const rule of policy.ingress.rules) {
      for (const set of rule.sets) sets.add(set);
      if (rule.block !== undefined) blocks.add(rule.block);
    }
  }
  const gone = new Set([...removed].flatMap((policy) => policy.ingress.rules));
  for (const [changed, entrances] of [
    [sets, bySet],
    [blocks, byBlock],
  ] as const) {
    for (const number of changed) {
      const left = (entrances.get(number) ?? []).filter(({ rule }) => !gone.has(rule));
      if (left.length === 0) entrances.delete(number);
      else entrances.set(number, left);
    }
  }
  const fresh = { bySet: new Map<number, Entrance[]>(), byBlock: new Map<number, Entrance[]>() };
  for (const policy of added) {
    for (const rule of policy.ingress.rules) {
      const entrance = { rule, units: policy.guarded };
      for (const set of rule.sets) append(fresh.bySet, set, entrance);
      if (rule.block !== undefined) append(fresh.byBlock, rule.block, entrance);
    }
  }
  for (const [set, more] of fresh.bySet) bySet.set(set, [...(bySet.get(set) ?? []), ...more]);
  for (const [block, more] of fresh.byBlock) byBlock.set(block, [...(byBlock.get(block) ?? []), ...more]);

  return {
    gates: {
      policies: compiled,
      indexes,
      walked,
      egress: egress.gates,
      ingress: ingress.gates,
      anybody,
      bySet,
      byBlock,
    },
    changes: { egressUnits: egress.changed, anybody: anybodyChanged, sets, blocks },
  };
}

function emptyGates(world: World): Gates {
  const gates = world.units.map(() => openGate);
  return {
    policies: [],
    indexes: new Map(),
    walked: new Set(),
    egress: gates,
    ingress: gates,
    anybody: new Int32Array(world.units.length).fill(everything),
    bySet: new Map(),
    byBlock: new Map(),
  };
}

/** The gates of one direction after some policies went and others came. */
function guard(
  world: World,
  old: readonly Gate[],
  direction: Direction,
  removed: ReadonlySet<CompiledPolicy>,
  added: readonly CompiledPolicy[],
): { readonly gates: readonly Gate[]; readonly changed: ReadonlySet<number> } {
  const changed = new Set<number>();
  const lists = new Map<number, CompiledPolicy[]>();
  const listOf = (unit: number) => {
    let list = lists.get(unit);
    if (list === undefined) {
      list = (old[unit]?.policies ?? []).filter((policy) => !removed.has(policy));
      lists.set(unit, list);
      changed.add(unit);
    }
    return list;
  };
  for (const policy of removed) if (policy[direction].applies) policy.guarded.forEach(listOf);
  for (const policy of added) {
    if (policy[direction].applies) for (const unit of policy.guarded) listOf(unit).push(policy);
  }
  const gates = [...old];
  for (const [unit, list] of lists) gates[unit] = world.gates[direction].of(list);
  return { gates, changed };
}

function portsForAnybody(world: World, gate: Gate, unit: number): number {
  if (!gate.isolated) return everything;
  let ports = nothing;
  for (const policy of gate.policies) {
    for (const rule of policy.ingress.rules) {
      if (!rule.any) continue;
      ports = world.ports.union(ports, world.lists.resolve(rule.ports, world.destinations[unit] ?? 0));
    }
  }
  return ports;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
