import type { CalicoPolicySpec } from '../../dialects/calico/spec';
import { compareByBytes } from '../../dialects/calico/selector/parse';

/** What differs between the releases of Calico. */
export type CalicoVersion = {
  /** Tiers that are always there. */
  readonly tiers: readonly { readonly name: string; readonly order: number; readonly end: 'deny' | 'next' }[];
  /** What policies of one tier and equal order are sorted by. */
  readonly tieKey: (policy: CalicoPolicySpec) => string;
  /** Protocols of a named port in a rule without protocol. */
  readonly namedPortProtocols: readonly ('TCP' | 'UDP' | 'SCTP')[];
};

export const calico332: CalicoVersion = {
  tiers: [
    { name: 'kube-admin', order: 1000, end: 'next' },
    { name: 'default', order: 1_000_000, end: 'deny' },
    { name: 'kube-baseline', order: 10_000_000, end: 'next' },
  ],
  tieKey: ({ name, namespace = '', kind }) => `${name}/${namespace}/${kind}`,
  namedPortProtocols: ['TCP', 'UDP', 'SCTP'],
};

export const calico331: CalicoVersion = {
  tiers: [
    { name: 'adminnetworkpolicy', order: 1000, end: 'next' },
    { name: 'default', order: 1_000_000, end: 'deny' },
    { name: 'baselineadminnetworkpolicy', order: 10_000_000, end: 'next' },
  ],
  tieKey: ({ name, namespace, kind }) => {
    const full = kind === 'KubernetesNetworkPolicy' ? `knp.default.${name}` : name;
    return namespace === undefined ? full : `${namespace}/${full}`;
  },
  namedPortProtocols: ['TCP'],
};

/** In the order of their tier: by order, those without one last, then by what the release breaks ties by. */
export function comparePolicies(version: CalicoVersion, a: CalicoPolicySpec, b: CalicoPolicySpec): number {
  const one = a.order ?? Infinity;
  const other = b.order ?? Infinity;
  if (one !== other) return one < other ? -1 : 1;
  return compareByBytes(version.tieKey(a), version.tieKey(b));
}
