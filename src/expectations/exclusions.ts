import type { Bits } from '../model/bits';
import { noPorts, unionPorts, type PortSet } from '../model/ports';
import { isOutsideAtom, noAtoms } from './atoms';
import type { Wish } from './wishes';
import type { World } from './world';

type Taken = {
  readonly to: Bits;
  readonly ports: (to: number) => PortSet;
  /** Only one address of `to` is meant, and which is not known. */
  readonly perhaps: boolean;
};

/** Flows that `allowed` statements take out of `Else` and of what is unmentioned (EX-5, EX-6). */
export type Exclusions = {
  /** Destinations with something taken out, for one source; undefined: none. */
  readonly targets: (from: number) => Bits | undefined;
  readonly ports: (from: number, to: number) => { readonly sure: PortSet; readonly perhaps: PortSet };
};

export const noExclusions: Exclusions = {
  targets: () => undefined,
  ports: () => ({ sure: noPorts, perhaps: noPorts }),
};

/** Gathers what `allowed` wishes (and DNS, if it counts as mentioned) take out. */
export function exclusionsOf(world: World, wishes: readonly Wish[], dns: boolean): Exclusions {
  const byFrom = new Map<number, Taken[]>();
  const take = (from: Bits, taken: Taken) => {
    from.forEach((atom) => {
      const list = byFrom.get(atom);
      if (list === undefined) byFrom.set(atom, [taken]);
      else list.push(taken);
    });
  };
  for (const wish of wishes) {
    if (wish.verdict !== 'allowed') continue;
    const perhaps = wish.somewhere?.side === 'to';
    for (const block of wish.sureBlocks) {
      const to = perhaps ? withoutRest(world, block.to) : block.to;
      if (!to.isEmpty()) take(block.from, { to, ports: wish.ports, perhaps });
    }
  }
  if (dns) takeDns(world, take);
  return {
    targets: (from) => {
      const list = byFrom.get(from);
      if (list === undefined) return undefined;
      const union = noAtoms(world.atoms);
      for (const { to } of list) union.addAll(to);
      return union;
    },
    ports: (from, to) => {
      const list = (byFrom.get(from) ?? []).filter((taken) => taken.to.has(to));
      const sets = (perhaps: boolean) =>
        list.filter((taken) => taken.perhaps === perhaps).map((taken) => taken.ports(to));
      return { sure: unionPorts(...sets(false)), perhaps: unionPorts(...sets(true)) };
    },
  };
}

/** The rest of the internet is never one single address. */
function withoutRest(world: World, to: Bits): Bits {
  const kept = to.copy();
  for (const [index, part] of world.atoms.evaluator.outside.entries()) {
    if (part.rest) kept.delete(world.atoms.cluster.workloads.length + index);
  }
  return kept;
}

function takeDns(world: World, take: (from: Bits, taken: Taken) => void): void {
  const { resolver, atoms, parts } = world;
  const to = noAtoms(atoms);
  for (const pod of resolver.pods) {
    const atom = atoms.ofPod[pod];
    if (atom !== undefined) to.add(atom);
  }
  if (resolver.nodeLocal) {
    for (const [index, part] of parts.entries()) {
      if (part.length === 1 && part[0]?.first === part[0]?.last && part[0]?.first === nodeLocal) {
        to.add(atoms.cluster.workloads.length + index);
      }
    }
  }
  const everyPod = noAtoms(atoms);
  for (const atom of atoms.list.keys()) if (!isOutsideAtom(atoms, atom)) everyPod.add(atom);
  if (!to.isEmpty()) take(everyPod, { to, ports: () => resolver.ports, perhaps: false });
}

/** 169.254.20.10 as a number. */
const nodeLocal = 0xa9fe140an;
