import type { Node } from '../../model/cluster';
import type { Policy } from '../../model/policy';
import { selects } from '../../model/selector';
import { adminSpecOf } from './policy';

type Named =
  | { readonly kind: 'domain'; readonly pattern: string }
  | { readonly kind: 'nodes'; readonly holds: (node: Node) => boolean };

/** The domains and nodes that a cluster-wide policy names. */
export function adminNames(policy: Policy): readonly Named[] {
  const { ingress = [], egress = [] } = adminSpecOf(policy)?.rules ?? {};
  return [...ingress, ...egress].flatMap(({ peers }) =>
    peers.flatMap((peer): readonly Named[] => {
      if (peer.kind === 'domains') return peer.names.map((pattern) => ({ kind: 'domain', pattern }));
      if (peer.kind !== 'nodes' || peer.nodes === 'unreadable') return [];
      const { nodes } = peer;
      return [{ kind: 'nodes', holds: (node) => selects(nodes, node.labels) }];
    }),
  );
}
