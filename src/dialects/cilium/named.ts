import { entityNames } from '../../model/flow';
import type { Policy } from '../../model/policy';
import type { DialectObject, NamedObject, NamedPeer } from '../dialect';
import type { CidrGroup, CiliumPeer, CiliumSpec } from './spec';

/** Entities that name several identities by one word: `all` and `cluster` speak of pods before all. */
const single: ReadonlySet<string> = new Set(entityNames);

/** The domains, identities and nodes that a policy names. */
export function ciliumNames(policy: Policy): readonly NamedPeer[] {
  const { rules } = policy.spec as CiliumSpec;
  return rules.flatMap(({ subject, items }) => [
    ...(subject.kind === 'nodes' ? everyNode : []),
    ...items.flatMap(({ peers }) => (typeof peers === 'string' ? [] : peers.flatMap(nameOf))),
  ]);
}

const everyNode: readonly NamedPeer[] = [{ kind: 'nodes', holds: () => true }];

function nameOf(peer: CiliumPeer): readonly NamedPeer[] {
  switch (peer.kind) {
    case 'name': {
      const text = peer.name.kind === 'name' ? peer.name.name : peer.name.pattern;
      return [{ kind: 'domain', pattern: text.toLowerCase().replace(/\.$/, '') }];
    }
    case 'entity':
      return single.has(peer.name) ? [{ kind: 'entity', entity: peer.name }] : [];
    case 'nodes':
      return everyNode;
    case 'endpoints':
    case 'block':
    case 'services':
    case 'cloud group':
      return [];
  }
}

/** The blocks of a CiliumCIDRGroup. */
export function ciliumOutside({ kind, spec }: DialectObject): NamedObject | undefined {
  return kind === 'CiliumCIDRGroup' ? { kind: 'blocks', cidrs: (spec as CidrGroup).cidrs } : undefined;
}
