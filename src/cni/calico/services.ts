import { portRange, unionPorts } from '../../model/ports';
import type { PortSet } from '../../model/ports';
import type { Cluster, Pod, Service } from '../../model/cluster';
import type { End, EndSet } from '../../model/walk';
import type { CalicoSide } from '../../dialects/calico/spec';
import { inSet, ofAddresses } from './end-sets';
import { portsKey } from './rule-ports';
import type { SidePart } from './side-parts';
import { declaredPorts, isEndpoint } from './world';
import type { CalicoWorld } from './world';

/**
 * The backends of a Service, ready or not: as destinations with the ports of their slices, as sources with any. A Service
 * is never looked up in the namespace of the policy: without one there is none. Upstream: projectcalico/calico
 * `felix/serviceindex`.
 */
export function serviceParts(
  { name, namespace }: NonNullable<CalicoSide['services']>,
  role: 'source' | 'destination',
  { cluster }: CalicoWorld,
): readonly SidePart[] {
  const slices = (cluster.slices ?? []).filter(
    (slice) => slice.service === name && slice.namespace === namespace,
  );
  if (slices.length === 0) return selectedParts(name, namespace, role, cluster);
  if (role === 'source') {
    return [{ terms: [inSet(ofAddresses(slices.flatMap(({ addresses }) => addresses)))] }];
  }
  return slices.map(({ addresses, ports }): SidePart => {
    const set = unionPorts(...ports.map(({ protocol, port }) => portRange(protocol, port, port)));
    return {
      terms: [inSet(ofAddresses(addresses))],
      ports: { key: portsKey(set), ports: set },
    };
  });
}

/** Where no slice is declared, the cluster would make them of the pods that the Service selects. */
function selectedParts(
  name: string,
  namespace: string,
  role: 'source' | 'destination',
  { services }: Cluster,
): readonly SidePart[] {
  const service = services.find((one) => one.name === name && one.namespace === namespace);
  const { selector } = service ?? {};
  if (service === undefined || selector === undefined) return [];
  const isBackend = (pod: Pod) =>
    isEndpoint(pod) &&
    pod.namespace === namespace &&
    [...selector].every(([key, value]) => pod.labels.get(key) === value);
  const set: EndSet = {
    key: `backends ${namespace}/${name}`,
    holds: (end) => end.kind === 'pod' && isBackend(end.pod),
    addresses: [],
    addressesOf: 'every end',
  };
  if (role === 'source') return [{ terms: [inSet(set)] }];
  return [
    {
      terms: [inSet(set)],
      ports: { key: `ports of ${namespace}/${name}`, ports: (end) => backendPorts(service, end) },
    },
  ];
}

function backendPorts({ ports }: Service, end: End): PortSet {
  if (end.kind !== 'pod') return [];
  return unionPorts(
    ...ports.flatMap(({ protocol, targetPort }) => {
      if (typeof targetPort === 'number') return [portRange(protocol, targetPort, targetPort)];
      const declared = declaredPorts(end.pod).find(
        (port) => port.name === targetPort && port.protocol === protocol,
      );
      return declared === undefined ? [] : [portRange(protocol, declared.port, declared.port)];
    }),
  );
}
