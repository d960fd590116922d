import type { Cidr } from '../../model/address';
import { contains, formatCidr } from '../../model/address';
import { addressSet, cidrRange, everyAddress, hasAddress, subtractAddresses } from '../../model/address-set';
import type { AddressSet } from '../../model/address-set';
import type { Address } from '../../model/address';
import type { Cluster, Pod } from '../../model/cluster';
import type { End, EndSet, OnlyPods, Term } from '../../model/walk';
import type { CidrGroup } from '../../dialects/cilium/spec';
import { nameMatch } from '../../dialects/cilium/names';
import type { NameSelector } from '../../dialects/cilium/names';
import { identity, labelView, namespaceKey } from './labels';
import type { IdentityLabels, LabelView } from './labels';
import type { CiliumOptions } from './options';
import { fulfils, labelTest, outsideAddresses, requirementsKey, requirementsWords } from './selectors';
import type { OutsideLabel, SourcedRequirement } from './selectors';

/** A selector of peers: the unit that rules are merged by. */
export type PeerSelector = {
  /** Selectors with equal keys are one. */
  readonly key: string;
  /** It selects everything. */
  readonly wildcard: boolean;
  /** What it selects: all terms of one of these hold. */
  readonly alternatives: readonly (readonly Term[])[];
  /** What connections, but not proxies, find selected besides. */
  readonly besides: readonly (readonly Term[])[];
  /** Kinds of peers that it selects as a whole. */
  readonly covers: { readonly pods: boolean; readonly outside: boolean };
  /** It names the host of the subject's node. */
  readonly namesHost: boolean;
  /** What it selects cannot be known. */
  readonly unknown: boolean;
  /** What it selects, in a few words. */
  readonly words: string;
  /** Of a selector of labels: what it requires, and the labels that it is held against. */
  readonly requirements?: readonly SourcedRequirement[];
  readonly labelsOf?: LabelView['ofEnd'];
};

/** What all selectors of a cluster are made with. */
export type Ground = {
  readonly cluster: Cluster;
  readonly options: CiliumOptions;
  readonly labels: LabelView;
  readonly outside: readonly OutsideLabel[];
  readonly groups: ReadonlyMap<string, CidrGroup>;
};

export function groundOf(cluster: Cluster, options: CiliumOptions, groups: readonly CidrGroup[]): Ground {
  const worlds: readonly OutsideLabel[] =
    options.ipv4 && options.ipv6
      ? [
          { source: 'reserved', key: 'world-ipv4', value: '', addresses: everyAddress(4) },
          { source: 'reserved', key: 'world-ipv6', value: '', addresses: everyAddress(6) },
        ]
      : [{ source: 'reserved', key: 'world', value: '', addresses: everywhere }];
  const grouped = groups.flatMap(({ labels, cidrs }) =>
    [...labels]
      .filter(([key]) => !key.startsWith('io.cilium.k8s'))
      .map(([key, value]) => ({
        source: 'cidrgroup',
        key,
        value,
        addresses: addressSet(cidrs.map(cidrRange)),
      })),
  );
  return {
    cluster,
    options,
    labels: labelView(cluster, options),
    outside: [...worlds, ...grouped],
    groups: new Map(groups.map((group) => [group.name, group])),
  };
}

const everywhere: AddressSet = [...everyAddress(4), ...everyAddress(6)];
const none = { alternatives: [], besides: [], covers: { pods: false, outside: false } } as const;

export const wildcard: PeerSelector = {
  key: '*',
  wildcard: true,
  alternatives: [[]],
  besides: [],
  covers: { pods: true, outside: true },
  namesHost: false,
  unknown: false,
  words: 'everybody',
};

/** A selector of labels. */
export function labelSelector(
  requirements: readonly SourcedRequirement[],
  ground: Ground,
  covers: PeerSelector['covers'] = none.covers,
): PeerSelector {
  if (requirements.length === 0) return wildcard;
  const key = requirementsKey(requirements);
  const test = labelTest(requirements);
  const only = onlyPods(requirements, ground);
  const set: EndSet = {
    key,
    ...(only !== undefined && { only }),
    holds: (end) => {
      const labels = ground.labels.ofEnd(end);
      return labels !== undefined && test(labels);
    },
    addresses: outsideAddresses(requirements, ground.outside),
    addressesOf: 'outside',
  };
  return {
    key,
    wildcard: false,
    alternatives: [[{ set, negated: false }]],
    besides: aggregates(requirements, ground),
    covers,
    namesHost: requirements.some(
      ({ source, key: name, operator }) =>
        name === 'host' &&
        (source === 'reserved' || source === 'any') &&
        (operator === 'In' || operator === 'Exists'),
    ),
    unknown: false,
    words: requirementsWords(requirements),
    requirements,
    labelsOf: ground.labels.ofEnd,
  };
}

/** The pods that have a label which is required; most share their namespace with many. */
function onlyPods(requirements: readonly SourcedRequirement[], { labels }: Ground): OnlyPods | undefined {
  const wanted = requirements.filter(({ operator }) => operator === 'In');
  const one = wanted.find(({ key }) => key !== namespaceKey) ?? wanted[0];
  if (one === undefined) return undefined;
  const name = `${one.source}:${one.key}`;
  const of = (pod: Pod) => {
    const own = labels.ofEnd({ kind: 'pod', pod });
    return one.source === 'any' ? own?.byKey.get(one.key) : own?.bySource.get(name);
  };
  return { key: name, of, values: one.values };
}

const aggregateLabels: Readonly<Record<'cluster' | 'world' | 'remote-node', IdentityLabels>> = {
  cluster: identity([['reserved', 'aggregate-cluster', '']]),
  world: identity([['reserved', 'aggregate-world', '']]),
  'remote-node': identity([['reserved', 'aggregate-remote-node', '']]),
};

/**
 * A selector whose requirements are all negative selects, since 1.20, the aggregates of pods, of addresses outside and of
 * nodes too, and thereby every one of them. Upstream: `pkg/policy/aggregate.go`.
 */
function aggregates(
  requirements: readonly SourcedRequirement[],
  { options }: Ground,
): readonly (readonly Term[])[] {
  if (options.version === '1.19') return [];
  if (requirements.some(({ operator }) => operator === 'In' || operator === 'Exists')) return [];
  const pods = fulfils(requirements, aggregateLabels.cluster);
  const outside = fulfils(requirements, aggregateLabels.world);
  const nodes = options.nodeLabels && fulfils(requirements, aggregateLabels['remote-node']);
  const set: EndSet = {
    key: `aggregates ${pods} ${outside} ${nodes}`,
    holds: (end) =>
      (end.kind === 'pod' && pods) || (end.kind === 'node' && !end.own && end.node !== undefined && nodes),
    addresses: outside ? everywhere : [],
    addressesOf: 'outside',
  };
  return [[{ set, negated: false }]];
}

/** Addresses outside, and of pods and nodes where the option says so; never an address of `except`. */
export function blockSelector(
  key: string,
  cidrs: readonly Cidr[],
  except: readonly Cidr[],
  { options }: Ground,
): PeerSelector {
  const held = addressSet(cidrs.map(cidrRange));
  const cut = addressSet(except.map(cidrRange));
  const name = `${key}${except.map((cidr) => ` - ${formatCidr(cidr)}`).join('')}`;
  return addressesSelector(name, subtractAddresses(held, cut), options, {
    any: (addresses) => anyIn(cidrs, addresses) && !anyIn(except, addresses),
    // The identity of the world stands for an address of IPv4 that no rule names.
    world: everything(cidrs) && !everything(except),
  });
}

/** Addresses by the labels of the groups that hold them. */
export function groupSelector(
  requirements: readonly SourcedRequirement[],
  except: readonly Cidr[],
  ground: Ground,
): PeerSelector {
  const { options, outside } = ground;
  const grouped = outside.filter(({ source }) => source === 'cidrgroup');
  const held = outsideAddresses(requirements, grouped);
  const cut = addressSet(except.map(cidrRange));
  const set = subtractAddresses(held, cut);
  const name = `groups ${requirementsKey(requirements)}${except.map((cidr) => ` - ${formatCidr(cidr)}`).join('')}`;
  const world = fulfils(requirements, identity([])) && !everything(except);
  const selector = addressesSelector(name, set, options, {
    any: (addresses) => addresses.some((address) => hasAddress(set, address)),
    world,
  });
  if (options.version !== '1.19') return selector;
  // 1.19 asks for no address outside, so that whatever lacks the labels fulfils negative requirements.
  const test = labelTest(requirements);
  const inside: EndSet = {
    key: `inside ${name}`,
    holds: (end) => {
      if (end.kind === 'entity' && end.name === 'world') return false;
      const labels = ground.labels.ofEnd(end);
      return labels !== undefined && test(labels);
    },
    addresses: [],
    addressesOf: 'outside',
  };
  return { ...selector, alternatives: [...selector.alternatives, [{ set: inside, negated: false }]] };
}

function addressesSelector(
  key: string,
  addresses: AddressSet,
  options: CiliumOptions,
  by: { readonly any: (addresses: readonly Address[]) => boolean; readonly world: boolean },
): PeerSelector {
  const outside: EndSet = {
    key,
    holds: (end) =>
      (by.world && end.kind === 'entity' && end.name === 'world') ||
      (options.blocksMatchPods && end.kind === 'pod' && by.any(end.pod.addresses)) ||
      (options.blocksMatchNodes && end.kind === 'node' && by.any(end.node?.addresses ?? [])),
    addresses,
    addressesOf: 'outside',
  };
  const alternatives: (readonly Term[])[] = [[{ set: outside, negated: false }]];
  if (options.blocksMatchPods) {
    const every: EndSet = { key: `${key} of all`, holds: () => false, addresses, addressesOf: 'every end' };
    alternatives.push([
      { set: podsWithoutAddress, negated: false },
      { set: every, negated: false },
    ]);
  }
  const words = `addresses ${key}${options.blocksMatchPods || options.blocksMatchNodes ? '' : ', outside the cluster'}`;
  return { ...none, key, wildcard: false, alternatives, namesHost: false, unknown: false, words };
}

const podsWithoutAddress: EndSet = {
  key: 'pods whose address is not known',
  holds: (end: End) => end.kind === 'pod' && end.pod.addressing === 'unknown',
  addresses: [],
  addressesOf: 'outside',
};

/** Addresses outside that a name was learnt for. */
export function namesSelector(name: NameSelector): PeerSelector {
  let compiled: ReturnType<typeof nameMatch> | undefined;
  const matches = (text: string) => (compiled ??= nameMatch(name, 'selector'))(text);
  const key = `name ${JSON.stringify(name)}`;
  const set: EndSet = {
    key,
    holds: (end) => end.kind === 'outside' && end.names.some(matches),
    addresses: [],
    addressesOf: 'outside',
  };
  return {
    ...none,
    key,
    wildcard: false,
    alternatives: [[{ set, negated: false }]],
    namesHost: false,
    unknown: false,
    words: `addresses that DNS gave for ${name.kind === 'name' ? name.name : name.pattern}`,
  };
}

/** A group of a cloud: it may select any address outside. */
export const cloudGroup: PeerSelector = {
  ...none,
  key: 'cloud group',
  wildcard: false,
  alternatives: [
    [
      {
        set: { key: 'outside', holds: () => false, addresses: everywhere, addressesOf: 'outside' },
        negated: false,
      },
    ],
  ],
  namesHost: false,
  unknown: true,
  words: 'a group of a cloud',
};

function anyIn(cidrs: readonly Cidr[], addresses: readonly Address[]): boolean {
  return addresses.some((address) => cidrs.some((cidr) => contains(cidr, address)));
}

function everything(cidrs: readonly Cidr[]): boolean {
  return cidrs.some(({ family, prefix }) => family === 4 && prefix === 0);
}
