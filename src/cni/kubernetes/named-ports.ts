import { noPorts, portSet } from '../../model/ports';
import type { PortSet, Protocol } from '../../model/ports';
import type { End } from '../../model/walk';

/**
 * The ports that a destination gives a name, of one protocol or of any. Only pods give names; the host network’s are
 * nodes.
 */
export function namedPorts(name: string, protocol?: Protocol): (destination: End) => PortSet {
  return (destination) => {
    if (destination.kind !== 'pod') return noPorts;
    const declared = destination.pod.ports.filter(
      (port) => port.name === name && (protocol === undefined || port.protocol === protocol),
    );
    return portSet(declared.map((port) => ({ protocol: port.protocol, first: port.port, last: port.port })));
  };
}
