import type { NamedObject } from '../dialects/dialect';
import { namedEnds } from '../evaluator/named-ends';
import { entityNames } from '../model/flow';
import type { FlowEnd } from '../model/flow';
import { formatAddress } from '../model/address';
import type { Node } from '../model/cluster';
import type { Resource } from '../resources/resource';
import type { Registry, Snapshot } from '../snapshot/types';
import type { OutsideSummary } from './types';

/** An end outside that policies tell by name: no number of the evaluator stands for it. */
export type NamedOutside = {
  readonly summary: Omit<OutsideSummary, 'end'>;
  readonly flowEnd: FlowEnd;
  /** Domains are only ever reached: nothing is known to come from a name. */
  readonly sends: boolean;
};

/** Of the ends of one kind the most named ones are pictured, up to so many. */
const mostOfKind = 200;

/** The ends that the policies in force speak of by name: identities, then nodes, then domains. */
export function namedOutside(snapshot: Snapshot, registry: Registry): readonly NamedOutside[] {
  const { policies, cluster, evaluator } = snapshot;
  if (namedEnds(evaluator) === undefined) return [];
  const dialects = new Map(registry.dialects.map((dialect) => [dialect.name, dialect]));
  const entities = new Set<string>();
  const domains = new Map<string, number>();
  const nodes = new Set<string>();
  const tests = new Set<(node: Node) => boolean>();
  for (const policy of policies) {
    for (const peer of dialects.get(policy.ref.dialect)?.names?.(policy) ?? []) {
      if (peer.kind === 'entity') entities.add(peer.entity);
      else if (peer.kind === 'domain') domains.set(peer.pattern, (domains.get(peer.pattern) ?? 0) + 1);
      else tests.add(peer.holds);
    }
  }
  for (const node of cluster.nodes) if ([...tests].some((holds) => holds(node))) nodes.add(node.name);
  const guarded = new Set(
    namedObjects(snapshot, registry).flatMap(({ said }) => (said.kind === 'host' ? [said.node] : [])),
  );
  for (const node of guarded) nodes.add(node);
  const named = [...domains].sort((a, b) => b[1] - a[1]).slice(0, mostOfKind);
  return [
    ...entityNames.filter((entity) => entities.has(entity)).map(entityEnd),
    ...[...nodes]
      .filter((node) => node !== '')
      .sort()
      .slice(0, mostOfKind)
      .map((node) => nodeEnd(snapshot, node, guarded.has(node) ? 'host endpoint' : 'node')),
    ...named
      .map(([pattern]) => pattern)
      .sort()
      .map(domainEnd),
  ];
}

const outsideOf = new WeakMap<Resource, NamedObject | 'nothing'>();

/** What objects that are no policies say of the outside, under the chosen CNI. */
export function namedObjects(
  { resources, cni, around }: Snapshot,
  registry: Registry,
): readonly { readonly resource: Resource; readonly said: NamedObject }[] {
  const dialects = registry.dialects.filter(
    ({ name, outsideOf: says }) => says !== undefined && cni.enforces.includes(name),
  );
  if (dialects.length === 0) return [];
  return resources.flatMap((resource) => {
    let said = outsideOf.get(resource);
    if (said === undefined) {
      const dialect = dialects.find((one) => one.reads(resource.apiVersion, resource.kind));
      if (dialect === undefined || dialect.isPolicy?.(resource.kind) !== false) return [];
      const { object } = dialect.decode(resource, around);
      said = (object === undefined ? undefined : dialect.outsideOf?.(object)) ?? 'nothing';
      outsideOf.set(resource, said);
    }
    return said === 'nothing' ? [] : [{ resource, said }];
  });
}

const about: Readonly<Record<string, readonly [title: string, detail: string]>> = {
  host: ['host', "each pod's own node"],
  'remote-node': ['remote-node', 'all other nodes'],
  'kube-apiserver': ['API server', 'kube-apiserver'],
  health: ['health', 'probes of Cilium'],
  init: ['init', 'pods that start up'],
  ingress: ['ingress', "Cilium's own proxy"],
  unmanaged: ['unmanaged', 'pods that Cilium leaves'],
  world: ['world', 'all that is outside'],
};

function entityEnd(entity: string): NamedOutside {
  const [title = entity, detail = 'entity'] = about[entity] ?? [];
  return {
    summary: { id: `entity:${entity}`, kind: 'entity', title, detail, cidrs: [] },
    flowEnd: { kind: 'entity', entity },
    sends: true,
  };
}

function nodeEnd({ cluster }: Snapshot, node: string, word: string): NamedOutside {
  const addresses = cluster.nodes.find(({ name }) => name === node)?.addresses ?? [];
  const [address] = addresses;
  const detail = address === undefined ? word : `${word} ${formatAddress(address)}`;
  return {
    summary: {
      id: `node:${node}`,
      kind: 'node',
      title: node,
      detail,
      cidrs: addresses.map(formatAddress),
    },
    flowEnd: { kind: 'node', node },
    sends: true,
  };
}

function domainEnd(pattern: string): NamedOutside {
  const several = pattern.includes('*');
  return {
    summary: {
      id: `fqdn:${pattern}`,
      kind: 'domain',
      title: pattern,
      detail: several ? 'domains' : 'domain',
      cidrs: [],
    },
    flowEnd: { kind: 'domain', domain: several ? exampleOf(pattern) : pattern },
    sends: false,
  };
}

/** A name that a pattern means, and that no other policy is likely to name. */
function exampleOf(pattern: string): string {
  return pattern.replace(/\*+/gu, 'some-name');
}
