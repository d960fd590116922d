import { formatAddress } from '../../model/address';
import type { Service } from '../../model/cluster';
import type { Policy } from '../../model/policy';
import { deniesByDefault } from '../../dialects/cilium/decode';
import { blockOf } from '../../dialects/cilium/spec';
import type { CiliumItem, CiliumPeer, CiliumRule, CiliumSpec } from '../../dialects/cilium/spec';
import { entitySelectors } from './entities';
import { nodeRequirements, peerRequirements, subjectRequirements, withCluster } from './inject';
import { namespaceKey } from './labels';
import { blockSelector, cloudGroup, groupSelector, labelSelector, namesSelector, wildcard } from './peers';
import type { Ground, PeerSelector } from './peers';
import { tiers } from './rule-entry';
import type { RuleEntry, RuleSubject } from './rule-entry';
import { equals, fulfils, labelTest, requirementsKey, sourced } from './selectors';

/** The entries of a policy of Cilium's own. Upstream: `pkg/policy/utils/parserules.go`. */
export function ciliumEntries(policy: Policy, ground: Ground): readonly RuleEntry[] {
  const spec = policy.spec as CiliumSpec;
  return spec.rules.flatMap((rule) => {
    const subject = subjectOf(rule, spec, ground);
    return rule.items.map((item): RuleEntry => {
      const selectors = peersOf(item, rule, spec, ground);
      const { authentication } = item;
      return {
        policy,
        rule: item.index,
        tier: tiers.normal,
        priority: 0,
        action: item.action,
        subject,
        direction: item.direction,
        isolates: !ground.options.nonDefaultDeny || deniesByDefault(rule, item.direction),
        peers: selectors,
        ports: item.ports,
        ...(authentication !== undefined && { authentication }),
        origin: item.origin,
      };
    });
  });
}

function subjectOf(rule: CiliumRule, spec: CiliumSpec, { labels }: Ground): RuleSubject {
  if (rule.subject.kind === 'nodes') {
    const requirements = rule.subject.selector.requirements.map(sourced);
    const test = labelTest(requirements);
    return {
      key: `host ${requirementsKey(requirements)}`,
      kind: 'host',
      holds: (end) => end.kind === 'node' && end.own && test(labels.ofHost(end.node)),
    };
  }
  const requirements = subjectRequirements(rule.subject.selector, spec.namespace);
  const test = labelTest(requirements);
  const wants = requirements.find(({ operator, key }) => operator === 'In' && key !== namespaceKey);
  return {
    key: requirementsKey(requirements),
    kind: 'pods',
    ...(wants !== undefined && { wants }),
    ...(spec.namespace !== undefined && { namespace: spec.namespace }),
    holds: (end) => {
      if (end.kind !== 'pod') return false;
      const own = labels.ofEnd(end);
      return own !== undefined && test(own);
    },
  };
}

type PeerOf = RuleEntry['peers'][number];

function peersOf(item: CiliumItem, rule: CiliumRule, spec: CiliumSpec, ground: Ground): readonly PeerOf[] {
  const { origin } = item;
  const everybody = item.ports === undefined ? [] : [{ selector: wildcard, origin }];
  if (item.peers === 'nobody') return [];
  if (item.peers === 'any') return everybody;
  const isInit = rule.subject.selector.requirements.some(({ key }) => key === 'reserved:init');
  const found = item.peers.flatMap((peer) =>
    selectorsOf(peer, item, spec.namespace, isInit, ground).map((selector) => ({
      selector,
      origin: peer.origin,
    })),
  );
  // Services that lead nowhere leave a rule without peers: its ports are then open, or shut, to everybody.
  const onlyServices = item.peers.every(({ kind }) => kind === 'services');
  if (found.length === 0 && onlyServices) return everybody;
  const once = new Map<string, PeerOf>();
  for (const peer of found) if (!once.has(peer.selector.key)) once.set(peer.selector.key, peer);
  return [...once.values()];
}

function selectorsOf(
  peer: CiliumPeer,
  item: CiliumItem,
  namespace: string | undefined,
  isInit: boolean,
  ground: Ground,
): readonly PeerSelector[] {
  const { options } = ground;
  switch (peer.kind) {
    case 'endpoints':
      return [labelSelector(peerRequirements(peer.selector, namespace, isInit, options), ground)];
    case 'nodes':
      return [labelSelector(nodeRequirements(peer.selector, options), ground)];
    case 'entity':
      return entitySelectors(peer.name, ground);
    case 'name':
      return [namesSelector(peer.name)];
    case 'cloud group':
      return [cloudGroup];
    case 'services':
      return item.action === 'deny' ? [] : serviceSelectors(peer, ground);
    case 'block': {
      const { block, except } = peer;
      if (block.kind === 'cidr') {
        const { family, value, prefix } = block.cidr;
        return [blockSelector(`${formatAddress({ family, value })}/${prefix}`, [block.cidr], except, ground)];
      }
      if (block.kind === 'group') {
        return [
          blockSelector(`group ${block.name}`, ground.groups.get(block.name)?.cidrs ?? [], except, ground),
        ];
      }
      const requirements = block.selector.requirements
        .map(sourced)
        .map((one) => (one.source === 'any' ? { ...one, source: 'cidrgroup' } : one));
      // Only without exceptions is the selector of every group the one of everybody.
      const everybody = requirements.length === 0 && except.length === 0;
      return [everybody ? wildcard : groupSelector(requirements, except, ground)];
    }
  }
}

/** The pods of a Service, or its addresses where it has no selector. Upstream: `pkg/policy/k8s/service.go`. */
function serviceSelectors(
  peer: Extract<CiliumPeer, { kind: 'services' }>,
  ground: Ground,
): readonly PeerSelector[] {
  const meant = ground.cluster.services.filter(
    (service) => (peer.namespace === '' || service.namespace === peer.namespace) && isMeant(service, peer),
  );
  return meant.flatMap((service) => {
    const { selector, namespace, endpoints } = service;
    if (selector === undefined) {
      return endpoints.map(({ address }) => {
        const block = blockOf(address);
        return blockSelector(`${formatAddress(address)}/${block.prefix}`, [block], [], ground);
      });
    }
    const requirements = [...selector].map(([key, value]) => equals('k8s', key, value));
    return [
      labelSelector(
        withCluster([...requirements, equals('k8s', namespaceKey, namespace)], ground.options),
        ground,
      ),
    ];
  });
}

function isMeant(service: Service, peer: Extract<CiliumPeer, { kind: 'services' }>): boolean {
  if (peer.selector === undefined) return peer.name !== undefined && service.name === peer.name;
  // Labels of Services are compared without their sources.
  const labels = service.labels ?? new Map<string, string>();
  const requirements = peer.selector.requirements.map((one) => ({ ...sourced(one), source: 'any' }));
  return fulfils(requirements, { bySource: labels, byKey: labels });
}
