import { parseAddress } from '../../model/address';
import type { Address } from '../../model/address';
import type { Service, ServicePort } from '../../model/cluster';
import type { Labels } from '../../model/labels';
import type { Json } from '../../yaml/types';
import { integerIn, labelsIn, objectIn, objectsIn, originOf, tell, textIn, textsIn } from '../place';
import type { Place } from '../place';
import { readProtocol } from './pods';

export type Endpoint = Service['endpoints'][number];

/** A Service document. `endpoints` are those that EndpointSlices list under its name, used where it has no selector. */
export function readService(
  service: Place,
  namespace: string,
  name: string,
  endpoints: readonly Endpoint[],
): Service {
  const spec = objectIn(service, 'spec');
  const type = spec === undefined ? 'ClusterIP' : readType(spec);
  const selector = spec === undefined || type === 'ExternalName' ? undefined : readSelector(spec);
  const externalName = spec === undefined ? undefined : textIn(spec, 'externalName');
  const metadata = objectIn(service, 'metadata');
  return {
    namespace,
    name,
    ...(metadata !== undefined &&
      metadata.value['labels'] !== undefined && { labels: labelsIn(metadata, 'labels') }),
    type,
    headless: spec !== undefined && textIn(spec, 'clusterIP') === 'None',
    ...(externalName === undefined || type !== 'ExternalName' ? {} : { externalName }),
    externalTrafficPolicyLocal: spec !== undefined && textIn(spec, 'externalTrafficPolicy') === 'Local',
    ports: spec === undefined ? [] : readPorts(spec),
    ...(selector === undefined ? {} : { selector }),
    addresses: spec === undefined ? [] : readAddresses(service, spec),
    endpoints: selector === undefined ? endpoints : [],
    origin: originOf(service),
  };
}

function readType(spec: Place): Service['type'] {
  const type = textIn(spec, 'type') ?? 'ClusterIP';
  switch (type) {
    case 'ClusterIP':
    case 'NodePort':
    case 'LoadBalancer':
    case 'ExternalName':
      return type;
    default:
      tell(
        spec,
        ['type'],
        'RES-VALUE',
        'The type of a Service is ClusterIP, NodePort, LoadBalancer or ExternalName.',
      );
      return 'ClusterIP';
  }
}

function readSelector(spec: Place): Labels | undefined {
  const selector = labelsIn(spec, 'selector');
  return selector.size === 0 ? undefined : selector;
}

function readPorts(spec: Place): readonly ServicePort[] {
  const ports: ServicePort[] = [];
  for (const entry of objectsIn(spec, 'ports')) {
    const port = integerIn(entry, 'port');
    const protocol = readProtocol(entry, 'protocol');
    if (port === undefined || protocol === undefined) continue;
    const name = textIn(entry, 'name');
    const nodePort = integerIn(entry, 'nodePort');
    ports.push({
      ...(name === undefined || name === '' ? {} : { name }),
      protocol,
      port,
      targetPort: readTargetPort(entry, entry.value['targetPort']) ?? port,
      ...(nodePort === undefined || nodePort === 0 ? {} : { nodePort }),
    });
  }
  return ports;
}

/** Undefined where the port itself is the target: absent, null, zero and the empty name all say that. */
function readTargetPort(entry: Place, value: Json | undefined): number | string | undefined {
  if (value === undefined || value === null || value === 0 || value === '') return undefined;
  if (typeof value === 'string') return /^\d+$/.test(value) ? Number(value) : value;
  return integerIn(entry, 'targetPort');
}

/** Cluster addresses, load balancer addresses and external addresses, each once. */
function readAddresses(service: Place, spec: Place): readonly Address[] {
  const found = new Map<string, Address>();
  const add = (at: Place, steps: readonly (string | number)[], text: string | undefined): void => {
    if (text === undefined || text === '' || text === 'None') return;
    const address = parseAddress(text);
    if (address === undefined) tell(at, steps, 'RES-ADDRESS', 'This is not an IP address.');
    else found.set(`${address.family} ${address.value}`, address);
  };
  add(spec, ['clusterIP'], textIn(spec, 'clusterIP'));
  for (const key of ['clusterIPs', 'externalIPs']) {
    for (const { text, index } of textsIn(spec, key)) add(spec, [key, index], text);
  }
  add(spec, ['loadBalancerIP'], textIn(spec, 'loadBalancerIP'));
  const status = objectIn(service, 'status');
  const balancer = status === undefined ? undefined : objectIn(status, 'loadBalancer');
  for (const entry of balancer === undefined ? [] : objectsIn(balancer, 'ingress')) {
    add(entry, ['ip'], textIn(entry, 'ip'));
  }
  return [...found.values()];
}
