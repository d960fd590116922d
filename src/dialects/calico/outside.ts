import type { DialectObject, NamedObject } from '../dialect';
import type { CalicoHostEndpointSpec, CalicoNetworkSetSpec } from './spec';

/** What sets of networks and endpoints of hosts stand for. */
export function calicoOutside({ kind, spec }: DialectObject): NamedObject | undefined {
  switch (kind) {
    case 'NetworkSet':
    case 'GlobalNetworkSet':
      return { kind: 'blocks', cidrs: (spec as CalicoNetworkSetSpec).nets };
    case 'HostEndpoint':
      return { kind: 'host', node: (spec as CalicoHostEndpointSpec).node };
    default:
      return undefined;
  }
}
