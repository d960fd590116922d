import type { Bits } from '../model/bits';
import { addressKey } from '../model/address';
import { hasAddress } from '../model/address-set';
import { everyPort, noPorts, unionPorts, type PortSet } from '../model/ports';
import { examplePod, isOutsideAtom, noAtoms } from './atoms';
import type { PortWish, Statement } from './document';
import { namedPorts, servicePorts, sliceEndpoints } from './services';
import { podsByAddress, sideOf, type Side } from './spread';
import type { World } from './world';

/** Every `from` to every `to`. */
export type Block = { readonly from: Bits; readonly to: Bits };

/** The flows that a statement speaks of, before `Else` gives way. */
export type Wish = {
  readonly verdict: 'allowed' | 'denied';
  readonly blocks: readonly Block[];
  /** The blocks as far as they are meant whole: what an `allowed` statement takes out of `Else`. */
  readonly sureBlocks: readonly Block[];
  /** The ports wished on a destination. */
  readonly ports: (to: number) => PortSet;
  /** The ports, where they are the same on every destination. */
  readonly samePorts: PortSet | undefined;
  /** One side is a single address that no document tells. */
  readonly somewhere:
    { readonly side: 'from' | 'to'; readonly what: string; readonly domain?: string } | undefined;
  /** It comes from the pods' own node, which is always let in. */
  readonly fromHost: boolean;
  /** It gives way to `allowed` statements (EX-5). */
  readonly givesWay: boolean;
  /** Why nobody is meant. */
  readonly nobody: string | undefined;
};

export function wishOf(world: World, statement: Statement): Wish {
  const from = sideOf(world, statement.from);
  const to = sideOf(world, statement.to);
  const { ports, same } = portsOn(world, statement);
  const unknown = to.somewhere === undefined ? from.somewhere : to.somewhere;
  return {
    verdict: statement.verdict,
    blocks: blocksOf(world, from, to, (side) => side.atoms),
    sureBlocks:
      unknown === undefined || to.somewhere !== undefined
        ? blocksOf(world, from, to, (side) => (side.somewhere === undefined ? side.sure : side.atoms))
        : [],
    ports,
    samePorts: same,
    somewhere:
      unknown === undefined
        ? undefined
        : {
            side: to.somewhere === undefined ? 'from' : 'to',
            what: unknown,
            ...(statement.to.kind === 'domain' ? { domain: statement.to.name } : {}),
          },
    fromHost: from.host === true,
    givesWay: isElse(statement.from) || isElse(statement.to),
    nobody: from.nobody ?? to.nobody,
  };
}

function isElse(peer: Statement['from']): boolean {
  return peer.kind === 'group' && (peer.group === 'AnyoneElse' || peer.group === 'AnyOtherPod');
}

function blocksOf(world: World, from: Side, to: Side, part: (side: Side) => Bits): readonly Block[] {
  if (from.otherNamespaces !== true && to.otherNamespaces !== true) {
    return [{ from: part(from), to: part(to) }];
  }
  const named = from.otherNamespaces === true ? to : from;
  const names = new Set<string | undefined>();
  part(named).forEach((atom) => names.add(world.atoms.list[atom]?.namespace));
  return [...names].map((name) => {
    const inside = noAtoms(world.atoms);
    const outside = noAtoms(world.atoms);
    for (const [atom, { namespace }] of world.atoms.list.entries()) {
      if (namespace === name) inside.add(atom);
      else outside.add(atom);
    }
    inside.keepAll(part(named));
    return named === to ? { from: outside, to: inside } : { from: inside, to: outside };
  });
}

function portsOn(
  world: World,
  statement: Statement,
): { readonly ports: (to: number) => PortSet; readonly same: PortSet | undefined } {
  const { to, ports: wishes } = statement;
  const service = to.kind === 'service' ? world.services.get(`${to.namespace}/${to.name}`) : undefined;
  if (service !== undefined && service.type !== 'ExternalName') {
    const slices = sliceEndpoints(service, wishes);
    const podOf = slices.length > 0 ? podsByAddress(world) : undefined;
    return {
      same: undefined,
      ports: remembered((atom) => {
        const pod = examplePod(world.atoms, atom);
        const part = world.parts[atom - world.atoms.cluster.workloads.length];
        const own = pod === undefined ? noPorts : servicePorts(service, pod, wishes);
        const sliced = slices.filter(({ address }) =>
          pod === undefined
            ? part !== undefined && hasAddress(part, address)
            : podOf?.get(addressKey(address)) === atom,
        );
        return unionPorts(own, ...sliced.map((slice) => slice.ports));
      }),
    };
  }
  const fixed = fixedPorts(wishes);
  const named = wishes?.filter((wish) => wish.kind === 'named') ?? [];
  if (named.length === 0) return { same: fixed, ports: () => fixed };
  return {
    same: undefined,
    ports: remembered((atom) => {
      const pod = examplePod(world.atoms, atom);
      if (pod === undefined || isOutsideAtom(world.atoms, atom)) return fixed;
      return unionPorts(fixed, ...named.map(({ protocol, name }) => namedPorts(pod, protocol, name)));
    }),
  };
}

/** Every port without wishes; else the ports that are wished by number. */
export function fixedPorts(wishes: readonly PortWish[] | undefined): PortSet {
  if (wishes === undefined) return everyPort;
  return unionPorts(...wishes.map((wish) => (wish.kind === 'set' ? wish.set : noPorts)));
}

function remembered(ports: (atom: number) => PortSet): (atom: number) => PortSet {
  const known = new Map<number, PortSet>();
  return (atom) => {
    const found = known.get(atom) ?? ports(atom);
    known.set(atom, found);
    return found;
  };
}
