import type { Address } from '../../model/address';
import { hasAddress } from '../../model/address-set';
import type { AddressSet } from '../../model/address-set';
import type { End, EndSet } from '../../model/walk';
import type { EndView } from '../ends';
import type { Facts } from '../facts';

/**
 * An end as the sets of a CNI see it. `other` is the end that it talks to: a node is its pod's own, or another; pods that
 * name no node are on `localNode`.
 */
export function endOf(facts: Facts, view: EndView, other: EndView, localNode?: string): End {
  if (view.kind === 'pod') return { kind: 'pod', pod: view.pod };
  const local = other.kind === 'pod' ? (other.pod.node ?? localNode) : localNode;
  if (view.kind === 'outside' && view.entity === 'host') return nodeEnd(facts, local ?? '', true);
  if (view.kind === 'outside' && view.entity !== undefined) return { kind: 'entity', name: view.entity };
  const own = local !== undefined && view.nodes.has(local);
  const name = own ? local : [...view.nodes][0];
  if (name !== undefined) return nodeEnd(facts, name, own);
  if (view.kind === 'outside') return { kind: 'outside', names: view.names };
  return { kind: 'node', name: '', own: false };
}

function nodeEnd(facts: Facts, name: string, own: boolean): End {
  const node = facts.cluster.nodes.find((one) => one.name === name);
  return { kind: 'node', name, own, ...(node !== undefined && { node }) };
}

/** One address for each way in which the sets can tell the addresses apart; undefined alone for an end without any. */
export function representatives(
  addresses: AddressSet,
  sets: readonly EndSet[],
  end: End,
): readonly (Address | undefined)[] {
  if (end.kind === 'entity') return [undefined];
  const [only] = addresses;
  if (only !== undefined && addresses.length === 1 && only.first === only.last) {
    return [{ family: only.family, value: only.first }];
  }
  const telling = sets.filter((set) => set.addresses.length > 0);
  const found = new Map<string, Address>();
  for (const { family, first, last } of addresses) {
    const starts = new Set([first]);
    for (const set of telling) {
      for (const range of set.addresses) {
        if (range.family !== family) continue;
        if (range.first > first && range.first <= last) starts.add(range.first);
        if (range.last >= first && range.last < last) starts.add(range.last + 1n);
      }
    }
    for (const value of starts) {
      const address: Address = { family, value };
      const key = telling.map((set) => (hasAddress(set.addresses, address) ? '1' : '0')).join('');
      if (!found.has(key)) found.set(key, address);
    }
  }
  return [...found.values()];
}
