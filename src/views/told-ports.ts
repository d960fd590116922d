import type { Analysis } from '../analysis/types';
import { includesPorts, intersectPorts, noPorts, portsOf, protocols, subtractPorts } from '../model/ports';
import { unionPorts, type PortSet } from '../model/ports';

/** A set of ports as a short text tells it; what is asked and explained is the exact set. */
export type ToldPorts = (ports: PortSet) => PortSet;

const known = new WeakMap<Analysis, ToldPorts>();

/**
 * What the CNI decides alone is no news of a connection: a protocol that lacks nothing else is told as a whole one, so
 * that `every port but UDP 4789, IPIP` is `every port` under Calico, which lets no pod send through tunnels.
 */
export function toldPorts(analysis: Analysis): ToldPorts {
  const found = known.get(analysis);
  if (found !== undefined) return found;
  const { cni, cluster } = analysis.snapshot;
  const readings = cni.readings?.(cluster.settings.options) ?? [];
  const own = unionPorts(...readings.map(({ ports }) => ports ?? noPorts));
  const told: ToldPorts = own.length === 0 ? (ports) => ports : (ports) => withOwn(ports, own);
  known.set(analysis, told);
  return told;
}

function withOwn(ports: PortSet, own: PortSet): PortSet {
  const wholes = protocols.flatMap((protocol) => {
    const all = portsOf(protocol);
    const isNearlyAll =
      intersectPorts(ports, all).length > 0 && includesPorts(own, subtractPorts(all, ports));
    return isNearlyAll ? all : [];
  });
  return unionPorts(ports, wholes);
}
