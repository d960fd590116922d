import { everyPort, hasPort, protocols, type PortSet, type Protocol } from './ports';

/** A port as a container declares it; the protocol is text, since manifests may say anything. */
export type DeclaredPort = { readonly protocol: string; readonly port: number };

/**
 * The port by which a set is best asked about: one that the destination declares, of TCP before others. Where it
 * declares none of them TCP 80, since port 1 tells nobody anything, and without that the lowest. An empty set stands for
 * every port.
 */
export function tellingPort(
  set: PortSet,
  declared: readonly DeclaredPort[],
): { readonly protocol: Protocol; readonly port: number } {
  const ports = set.length === 0 ? everyPort : set;
  for (const protocol of protocols) {
    const found = declared.find((one) => one.protocol === protocol && hasPort(ports, protocol, one.port));
    if (found !== undefined) return { protocol, port: found.port };
  }
  const [lowest] = ports;
  if (lowest === undefined || hasPort(ports, 'TCP', 80)) return { protocol: 'TCP', port: 80 };
  return { protocol: lowest.protocol, port: lowest.first };
}
