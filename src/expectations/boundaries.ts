import { addressBits, parseAddress, type Address, type Cidr } from '../model/address';
import { fewestCidrs } from '../model/address-set';
import type { Cluster } from '../model/cluster';
import type { ExpectationsDocument, StatementPeer } from './document';
import { hasNodeLocal, nodeLocalAddress } from './resolver';
import { insideCidrs, nodeAddresses } from './spread';

/**
 * The address ranges at which statements need the outside split, so that every outside part is meant whole or not at
 * all. For the evaluator's extra boundaries; in a fixed order, each once.
 */
export function cidrsOf(documents: readonly ExpectationsDocument[], cluster: Cluster): readonly Cidr[] {
  const found = new Map<string, Cidr>();
  const add = (cidr: Cidr) => found.set(`${cidr.family} ${cidr.value} ${cidr.prefix}`, cidr);
  for (const document of documents) {
    for (const { from, to } of document.statements) {
      for (const cidr of [...ofPeer(from, cluster), ...ofPeer(to, cluster)]) add(cidr);
    }
    const cache = parseAddress(nodeLocalAddress);
    if (document.dns && cache !== undefined && hasNodeLocal(cluster)) add(single(cache));
  }
  return [...found.values()].sort(compare);
}

function ofPeer(peer: StatementPeer, cluster: Cluster): readonly Cidr[] {
  if (peer.kind === 'cidr') return [peer.cidr, ...peer.except];
  if (peer.kind === 'service') {
    const service = cluster.services.find(
      (one) => one.namespace === peer.namespace && one.name === peer.name,
    );
    return service?.endpoints.map(({ address }) => single(address)) ?? [];
  }
  if (peer.kind !== 'entity') return [];
  switch (peer.entity) {
    case 'Internet':
      return insideCidrs(cluster);
    case 'Host':
    case 'Nodes':
      return fewestCidrs(nodeAddresses(cluster));
    case 'ApiServer': {
      const service = cluster.services.find(
        (one) => one.namespace === 'default' && one.name === 'kubernetes',
      );
      return service?.endpoints.map(({ address }) => single(address)) ?? [];
    }
  }
}

function single(address: Address): Cidr {
  return { ...address, prefix: addressBits(address.family) };
}

function compare(a: Cidr, b: Cidr): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return a.prefix - b.prefix;
}
