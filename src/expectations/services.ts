import type { Address } from '../model/address';
import type { Pod, Service } from '../model/cluster';
import { noPorts, portRange, unionPorts, type PortSet } from '../model/ports';
import type { PortWish } from './document';

/** Whether the pod is an endpoint of the Service by its selector. */
export function isEndpoint(service: Service, pod: Pod): boolean {
  const { selector } = service;
  if (selector === undefined || selector.size === 0) return false;
  if (pod.namespace !== service.namespace || pod.addressing === 'ended') return false;
  for (const [key, value] of selector) if (pod.labels.get(key) !== value) return false;
  return true;
}

/** Ports of the Service that the wishes name; all of them without wishes. */
function chosenPorts(service: Service, wishes: readonly PortWish[] | undefined): Service['ports'] {
  if (wishes === undefined) return service.ports;
  return service.ports.filter((port) =>
    wishes.some((wish) =>
      wish.kind === 'named'
        ? wish.name === port.name && wish.protocol === port.protocol
        : wish.set.some(
            (range) =>
              range.protocol === port.protocol && range.first <= port.port && port.port <= range.last,
          ),
    ),
  );
}

/** The pod's own ports behind the wished ports of a Service (EX-7); a targetPort by name is looked up on the pod. */
export function servicePorts(service: Service, pod: Pod, wishes: readonly PortWish[] | undefined): PortSet {
  const sets = chosenPorts(service, wishes).map(({ protocol, targetPort }) => {
    if (typeof targetPort === 'number') return portRange(protocol, targetPort, targetPort);
    return namedPorts(pod, protocol, targetPort);
  });
  return unionPorts(...sets);
}

/** The numbers under which the pod declares a name. */
export function namedPorts(pod: Pod, protocol: string, name: string): PortSet {
  const found = pod.ports.filter((port) => port.name === name && port.protocol === protocol);
  return found.length === 0
    ? noPorts
    : unionPorts(...found.map((port) => portRange(port.protocol, port.port, port.port)));
}

/** Endpoints that EndpointSlices give to a Service without selector, with the wished ports. */
export function sliceEndpoints(
  service: Service,
  wishes: readonly PortWish[] | undefined,
): readonly { readonly address: Address; readonly ports: PortSet }[] {
  if (service.selector !== undefined && service.selector.size > 0) return [];
  const chosen = chosenPorts(service, wishes);
  return service.endpoints.map((endpoint) => ({
    address: endpoint.address,
    ports: unionPorts(
      ...chosen.flatMap((port) =>
        endpoint.ports
          .filter((slice) => (slice.name ?? '') === (port.name ?? '') && slice.protocol === port.protocol)
          .map((slice) => portRange(slice.protocol, slice.port, slice.port)),
      ),
    ),
  }));
}
