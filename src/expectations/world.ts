import type { Evaluator } from '../evaluator/types';
import type { AddressSet } from '../model/address-set';
import { addressKey } from '../model/address';
import { Bits } from '../model/bits';
import type { Cluster, Pod, Service } from '../model/cluster';
import { selects, type Selector } from '../model/selector';
import { atomsOf, type Atoms } from './atoms';
import type { ExpectationsDocument, StatementPeer } from './document';
import { familiesOf, familiesOfWorkload } from './families';
import { resolverOf, type Resolver } from './resolver';
import { isEndpoint } from './services';

/** The cluster as statements look things up in it. */
export type World = {
  readonly atoms: Atoms;
  /** Workload numbers by `namespace/name`. */
  readonly workloads: ReadonlyMap<string, readonly number[]>;
  readonly services: ReadonlyMap<string, Service>;
  /** The addresses of each outside part, of the families in which there can be connections. */
  readonly parts: readonly AddressSet[];
  readonly resolver: Resolver;
  /** Whether a workload has an address of a family that the outside part has too. */
  readonly meets: (workload: number, part: number) => boolean;
  /** The atoms of the outside parts that have none in common with the workload. */
  readonly unmet: (workload: number) => Bits;
};

export function worldOf(
  documents: readonly ExpectationsDocument[],
  cluster: Cluster,
  evaluator: Evaluator,
): World {
  const { services, workloads, resolver } = factsOf(cluster);
  const families = familiesOf(cluster, evaluator.policies);
  const parts = evaluator.outside.map((part) =>
    part.ranges
      .filter(({ first }) => families.has(first.family))
      .map(({ first, last }) => ({ family: first.family, first: first.value, last: last.value })),
  );
  const familiesBy = new Map<number, ReadonlySet<4 | 6>>();
  const familiesAt = (workload: number) => {
    const own = familiesBy.get(workload) ?? familiesOfWorkload(cluster, workload, families);
    familiesBy.set(workload, own);
    return own;
  };
  const meets = (workload: number, part: number) => {
    const own = familiesAt(workload);
    return parts[part]?.some(({ family }) => own.has(family)) === true;
  };
  const unmetBy = new Map<string, Bits>();
  return {
    atoms: atomsOf(cluster, evaluator, markOf(documents, services, resolver)),
    workloads,
    services,
    parts,
    meets,
    unmet: (workload) => {
      const key = [...familiesAt(workload)].sort().join();
      const found = unmetBy.get(key) ?? new Bits(cluster.workloads.length + parts.length);
      if (!unmetBy.has(key)) {
        for (const part of parts.keys()) {
          if (!meets(workload, part)) found.add(cluster.workloads.length + part);
        }
        unmetBy.set(key, found);
      }
      return found;
    },
    resolver,
  };
}

type ClusterFacts = Pick<World, 'services' | 'workloads' | 'resolver'>;

const factsBy = new WeakMap<Cluster, ClusterFacts>();

/** What statements look up in the cluster alone. */
function factsOf(cluster: Cluster): ClusterFacts {
  const known = factsBy.get(cluster);
  if (known !== undefined) return known;
  const services = new Map(
    cluster.services.map((service) => [`${service.namespace}/${service.name}`, service]),
  );
  const workloads = new Map<string, number[]>();
  for (const { namespace, name, index } of cluster.workloads) {
    const key = `${namespace}/${name}`;
    const found = workloads.get(key);
    if (found === undefined) workloads.set(key, [index]);
    else found.push(index);
  }
  const facts = { services, workloads, resolver: resolverOf(cluster) };
  factsBy.set(cluster, facts);
  return facts;
}

/** A text in which pods differ whenever some statement may tell them apart. */
function markOf(
  documents: readonly ExpectationsDocument[],
  services: ReadonlyMap<string, Service>,
  resolver: Resolver,
): (pod: Pod) => string {
  const selectors: Selector[] = [];
  const mentioned = new Set<Service>();
  let names = false;
  const note = (peer: StatementPeer) => {
    if (peer.kind === 'pods') selectors.push(peer.pods);
    const service = peer.kind === 'service' ? services.get(`${peer.namespace}/${peer.name}`) : undefined;
    if (service !== undefined) mentioned.add(service);
  };
  for (const { statements } of documents) {
    for (const { from, to, ports } of statements) {
      note(from);
      note(to);
      if (ports?.some((wish) => wish.kind === 'named') === true) names = true;
    }
  }
  const byName = [...mentioned].some((service) =>
    service.ports.some((port) => typeof port.targetPort === 'string'),
  );
  const bySlice = [...mentioned].some((service) => service.endpoints.length > 0);
  const resolvers = new Set(resolver.pods);
  return (pod) => {
    const parts: string[] = selectors.map((selector) => (selects(selector, pod.labels) ? '1' : '0'));
    for (const service of mentioned) parts.push(isEndpoint(service, pod) ? '1' : '0');
    parts.push(resolvers.has(pod.index) ? '1' : '0');
    if (names || byName) {
      parts.push(JSON.stringify(pod.ports.map(({ name, port, protocol }) => [name, port, protocol])));
    }
    if (bySlice) parts.push(pod.addresses.map(addressKey).join());
    return parts.join(' ');
  };
}
