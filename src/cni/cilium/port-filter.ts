import type { Cluster, Pod } from '../../model/cluster';
import { icmp, icmpv6, noPorts, otherPorts, portRange, portsOf } from '../../model/ports';
import type { PortSet, Protocol } from '../../model/ports';
import type { End } from '../../model/walk';
import type { CiliumPort, PortProtocol } from '../../dialects/cilium/spec';

/** A port, a range or a name of one protocol: the unit under which rules are merged. */
export type PortFilter = {
  /** Filters with equal keys are one; of a name the end is that of the first rule. */
  readonly key: string;
  /** 0: every port; `endPort` then tells whether one was written. */
  readonly port: number | string;
  readonly endPort: number;
  /** `any`: every protocol, those without ports too. */
  readonly protocol: Exclude<PortProtocol, 'ANY'> | 'any';
};

export const everything: PortFilter = { key: '0/any', port: 0, endPort: 0, protocol: 'any' };

/** The filters of a port entry: one for each protocol that it means. */
export function filtersOf({ port, endPort, protocol }: CiliumPort): readonly PortFilter[] {
  const several = protocol === 'ANY' ? (['TCP', 'UDP', 'SCTP'] as const) : ([protocol] as const);
  return several.map((one) => {
    if (typeof port === 'string') return { key: `${port}/${one}`, port, endPort, protocol: one };
    // An end that is no greater than the port is none.
    const end = endPort > port ? endPort : 0;
    return { key: `${port}-${end}/${one}`, port, endPort: end, protocol: one };
  });
}

const numbers: Readonly<Record<string, number>> = {
  ICMP: icmp,
  IGMP: 2,
  IPIP: 4,
  IPV6: 41,
  GRE: 47,
  ESP: 50,
  AH: 51,
  ICMPV6: icmpv6,
  VRRP: 112,
};

/** The ports of a filter whose port is a number. */
export function numberedPorts({ port, endPort, protocol }: PortFilter, first: number): PortSet {
  if (protocol === 'any') return everyPortOfAll;
  if (protocol === 'TCP' || protocol === 'UDP' || protocol === 'SCTP') {
    if (port === 0 && endPort === 0) return portsOf(protocol);
    return portRange(protocol, first, Math.max(first, endPort));
  }
  const number = numbers[protocol] ?? 0;
  // A type of 0 is any type; there is none above 255.
  if (port === 0 || (protocol !== 'ICMP' && protocol !== 'ICMPV6')) return otherPorts(number);
  return first > 255 ? noPorts : otherPorts(number, first);
}

const everyPortOfAll: PortSet = (['TCP', 'UDP', 'SCTP', 'other'] as const).flatMap((one) => portsOf(one));

/**
 * The number that a pod gives to a name: names are compared in lower case, each has one number and protocol in a pod,
 * that of the last container; sidecars lend none.
 */
export function numberOf(pod: Pod, name: string, protocol: string): number | undefined {
  let found: { readonly port: number; readonly protocol: Protocol } | undefined;
  for (const port of pod.ports) {
    if (port.name?.toLowerCase() === name && port.sidecar !== true) found = port;
  }
  return found?.protocol === protocol ? found.port : undefined;
}

export function numberAt(end: End, name: string, protocol: string): number | undefined {
  return end.kind === 'pod' ? numberOf(end.pod, name, protocol) : undefined;
}

/** The number of a name among all pods, where they agree: 1.19 knows no other for egress. */
export function numberInCluster(cluster: Cluster, name: string, protocol: string): number | undefined {
  const found = new Set<number>();
  for (const pod of cluster.pods) {
    if (pod.hostNetwork || pod.addressing === 'ended' || pod.addressing === 'none') continue;
    const number = numberOf(pod, name, protocol);
    if (number !== undefined) found.add(number);
  }
  return found.size === 1 ? [...found][0] : undefined;
}
