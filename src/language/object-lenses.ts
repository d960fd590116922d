import { identity } from '../cni/cilium/labels';
import { fulfils, sourced } from '../cni/cilium/selectors';
import type { CiliumPeer } from '../dialects/cilium/spec';
import { isObject } from '../resources/place';
import type { Resource } from '../resources/resource';
import type { Snapshot } from '../snapshot/types';
import { calicoSpecOf } from './calico-matches';
import { calicoHostEndpoints, calicoLabeled } from './calico-sets';
import { writtenLabels } from './written-labels';
import { ciliumSpecOf } from './cilium-matches';
import { engineName } from './policy-words';
import type { Lens, LensPart } from './types';

const mostNames = 4;

/** Names of the policies that name, or apply to, an object of a workspace; each once, in the order of the documents. */
type Mentions = ReadonlyMap<Resource, ReadonlySet<string>>;

const known = new WeakMap<Snapshot, Mentions>();

/**
 * What an engine's object that is no policy stands for, and which policies name it; undefined for objects of which
 * nothing is said.
 */
export function objectWords(
  snapshot: Snapshot,
  resource: Resource,
): Pick<Lens, 'parts' | 'tone' | 'workloads'> | undefined {
  const lead = leadOf(resource);
  if (lead === undefined) return undefined;
  const { cni } = snapshot;
  const dialect = resource.apiVersion.startsWith('cilium.io/') ? 'cilium' : 'calico';
  if (!cni.enforces.includes(dialect)) {
    return { parts: [{ text: `not read by ${engineName(cni.title)}` }], tone: 'quiet', workloads: [] };
  }
  const names = [...(mentionsOf(snapshot).get(resource) ?? [])];
  if (names.length === 0) {
    return { parts: [{ text: `${lead} · ${nobody(resource.kind)}` }], tone: 'quiet', workloads: [] };
  }
  const parts: LensPart[] = [{ text: `${lead} · ${verb(resource.kind)}` }];
  for (const [at, name] of names.slice(0, mostNames).entries()) {
    parts.push(...(at === 0 ? [] : [{ text: ', ' }]), { text: name, name: true });
  }
  if (names.length > mostNames) parts.push({ text: ` and ${names.length - mostNames} more` });
  return { parts, tone: 'plain', workloads: [] };
}

/** `order 100`, `2 blocks`, `node n1, interface eth0`: what the object says itself. */
function leadOf({ apiVersion, kind, value }: Resource): string | undefined {
  const spec = isObject(value['spec']) ? value['spec'] : {};
  const count = (member: string, word: string): readonly string[] => {
    const list = spec[member];
    const length = Array.isArray(list) ? list.length : 0;
    return length === 0 ? [] : [`${length} ${word}${length === 1 ? '' : 's'}`];
  };
  if (apiVersion.startsWith('cilium.io/')) {
    return kind === 'CiliumCIDRGroup' ? (count('externalCIDRs', 'block')[0] ?? 'no blocks') : undefined;
  }
  if (!/^(?:crd\.)?projectcalico\.org\//.test(apiVersion)) return undefined;
  const text = (member: string) => (typeof spec[member] === 'string' ? spec[member] : '');
  switch (kind) {
    case 'Tier': {
      const action = text('defaultAction');
      const order = typeof spec['order'] === 'number' ? `order ${spec['order']}` : 'no order, so last';
      return action === '' ? order : `${order} · default action ${action}`;
    }
    case 'NetworkSet':
    case 'GlobalNetworkSet': {
      const contents = [...count('nets', 'block'), ...count('allowedEgressDomains', 'name')];
      return contents.length === 0 ? 'no blocks' : contents.join(', ');
    }
    case 'HostEndpoint': {
      const name = text('interfaceName');
      const place = name === '*' ? 'every interface' : name === '' ? 'by its addresses' : `interface ${name}`;
      return `node ${text('node')}, ${place}`;
    }
    default:
      return undefined;
  }
}

function verb(kind: string): string {
  if (kind === 'Tier') return 'holds ';
  return kind === 'HostEndpoint' ? 'guarded by ' : 'named by ';
}

function nobody(kind: string): string {
  if (kind === 'Tier') return 'holds no policy';
  return kind === 'HostEndpoint' ? 'no policy applies to it' : 'no rule names it';
}

function mentionsOf(snapshot: Snapshot): Mentions {
  const made = known.get(snapshot) ?? findMentions(snapshot);
  known.set(snapshot, made);
  return made;
}

function findMentions(snapshot: Snapshot): Mentions {
  const found = new Map<Resource, Set<string>>();
  const tiers = new Map<string, Resource>();
  const groups: Resource[] = [];
  for (const resource of snapshot.resources) {
    if (resource.kind === 'Tier') tiers.set(resource.name, resource);
    if (resource.kind === 'CiliumCIDRGroup') groups.push(resource);
  }
  for (const { policy } of snapshot.policyDocuments) {
    if (policy === undefined) continue;
    const mention = (resource: Resource | undefined) => {
      if (resource === undefined) return;
      const names = found.get(resource) ?? new Set<string>();
      found.set(resource, names.add(policy.ref.name));
    };
    const calico = calicoSpecOf(policy);
    if (calico !== undefined) {
      mention(tiers.get(calico.tier));
      for (const { resource } of calicoHostEndpoints(snapshot, calico)) mention(resource);
      for (const { source, destination } of [...calico.rules.ingress, ...calico.rules.egress]) {
        for (const side of [source, destination]) {
          for (const { kind, resource } of calicoLabeled(snapshot, side, calico.namespace)) {
            if (kind !== 'HostEndpoint') mention(resource);
          }
        }
      }
    }
    for (const { items } of groups.length === 0 ? [] : (ciliumSpecOf(policy)?.rules ?? [])) {
      for (const { peers } of items) {
        if (typeof peers === 'string') continue;
        for (const peer of peers) for (const group of groupsOf(peer, groups)) mention(group);
      }
    }
  }
  return found;
}

/** The CIDR groups that a peer names, itself or by their labels. */
function groupsOf(peer: CiliumPeer, groups: readonly Resource[]): readonly Resource[] {
  if (peer.kind !== 'block') return [];
  const { block } = peer;
  if (block.kind === 'group') return groups.filter(({ name }) => name === block.name);
  if (block.kind !== 'groups') return [];
  const requirements = block.selector.requirements.map(sourced);
  return groups.filter((group) => fulfils(requirements, identity(groupLabels(group))));
}

function groupLabels({ value }: Resource): readonly (readonly [string, string, string])[] {
  return writtenLabels(value).map(([key, label]) => ['cidrgroup', key, label]);
}
