import { parseAddress } from '../../model/address';
import type { Address } from '../../model/address';
import type { ContainerPort, Node, Pod } from '../../model/cluster';
import type { Protocol } from '../../model/ports';
import { booleanIn, integerIn, labelsIn, objectIn, objectsIn, originOf, tell, textIn } from '../place';
import type { Place } from '../place';

/** A pod before it has its place among the pods of the cluster. */
export type LoosePod = Omit<Pod, 'index' | 'workload'>;

/** A Pod document. */
export function readPod(
  pod: Place,
  namespace: string,
  name: string,
  nodes: ReadonlyMap<string, Node>,
): LoosePod {
  const metadata = objectIn(pod, 'metadata');
  const spec = objectIn(pod, 'spec');
  const hostNetwork = spec !== undefined && booleanIn(spec, 'hostNetwork') === true;
  const node = spec === undefined ? undefined : nodeName(spec);
  const status = readStatus(objectIn(pod, 'status'), hostNetwork);
  const implied = status.addressing === 'unknown' && hostNetwork ? addressesOfNode(node, nodes) : [];
  return {
    id: `${namespace}/${name}`,
    namespace,
    name,
    labels: metadata === undefined ? new Map() : labelsIn(metadata, 'labels'),
    ...readSpec(spec),
    ...(node === undefined ? {} : { node }),
    hostNetwork,
    addressing: implied.length > 0 ? 'known' : status.addressing,
    addresses: implied.length > 0 ? implied : status.addresses,
    template: false,
    origin: originOf(pod),
  };
}

/** The pods that a workload would make, as one: its `spec.template`. */
export function readTemplate(
  template: Place | undefined,
  namespace: string,
  name: string,
  extraLabels: ReadonlyMap<string, string>,
): LoosePod {
  const metadata = template === undefined ? undefined : objectIn(template, 'metadata');
  const spec = template === undefined ? undefined : objectIn(template, 'spec');
  const node = spec === undefined ? undefined : nodeName(spec);
  const labels = metadata === undefined ? new Map<string, string>() : labelsIn(metadata, 'labels');
  return {
    id: `${namespace}/${name}`,
    namespace,
    name,
    labels: extraLabels.size === 0 ? labels : new Map([...labels, ...extraLabels]),
    ...readSpec(spec),
    ...(node === undefined ? {} : { node }),
    hostNetwork: spec !== undefined && booleanIn(spec, 'hostNetwork') === true,
    addressing: 'unknown',
    addresses: [],
    template: true,
    ...(template === undefined ? {} : { origin: originOf(template) }),
  };
}

function nodeName(spec: Place): string | undefined {
  const name = textIn(spec, 'nodeName');
  return name === '' ? undefined : name;
}

function readSpec(spec: Place | undefined): {
  readonly serviceAccount: string;
  readonly ports: readonly ContainerPort[];
  readonly initPorts?: readonly ContainerPort[];
} {
  if (spec === undefined) return { serviceAccount: 'default', ports: [] };
  const account = textIn(spec, 'serviceAccountName') ?? textIn(spec, 'serviceAccount');
  const ports = objectsIn(spec, 'containers').flatMap(readPorts);
  // Sidecars live as long as the pod, so their ports count; those of ordinary init containers do so to some CNIs only.
  const initPorts: ContainerPort[] = [];
  for (const container of objectsIn(spec, 'initContainers')) {
    if (textIn(container, 'restartPolicy') === 'Always') {
      ports.push(...readPorts(container).map((port) => ({ ...port, sidecar: true as const })));
    } else initPorts.push(...readPorts(container));
  }
  return {
    serviceAccount: account === undefined || account === '' ? 'default' : account,
    ports,
    ...(initPorts.length > 0 && { initPorts }),
  };
}

function readPorts(container: Place): readonly ContainerPort[] {
  const ports: ContainerPort[] = [];
  const containerName = textIn(container, 'name') ?? '';
  for (const entry of objectsIn(container, 'ports')) {
    const port = integerIn(entry, 'containerPort');
    const protocol = readProtocol(entry, 'protocol');
    if (port === undefined || protocol === undefined) continue;
    if (port < 1 || port > 65535) {
      tell(entry, ['containerPort'], 'RES-PORT', `Port ${port} does not exist: ports run from 1 to 65535.`);
      continue;
    }
    const name = textIn(entry, 'name');
    ports.push({
      ...(name === undefined || name === '' ? {} : { name }),
      protocol,
      port,
      container: containerName,
    });
  }
  return ports;
}

/** TCP where absent; undefined, and told, where it is no protocol of containers and Services. */
export function readProtocol(entry: Place, key: string): Protocol | undefined {
  const text = textIn(entry, key) ?? 'TCP';
  if (text === 'TCP' || text === 'UDP' || text === 'SCTP') return text;
  tell(entry, [key], 'RES-PROTOCOL', 'The protocol must be TCP, UDP or SCTP.');
  return undefined;
}

type StatusRead = { readonly addressing: Pod['addressing']; readonly addresses: readonly Address[] };

/**
 * What the status says of addresses. An empty status is none: `kubectl create --dry-run` writes one. A pod that is
 * being deleted keeps its address until it has ended.
 */
function readStatus(status: Place | undefined, hostNetwork: boolean): StatusRead {
  if (status === undefined || Object.keys(status.value).length === 0) {
    return { addressing: 'unknown', addresses: [] };
  }
  const phase = textIn(status, 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') return { addressing: 'ended', addresses: [] };
  let addresses = readAddresses(status, 'podIP', 'podIPs');
  if (addresses.length === 0 && hostNetwork && phase !== 'Pending') {
    addresses = readAddresses(status, 'hostIP', 'hostIPs');
  }
  return { addressing: addresses.length === 0 ? 'none' : 'known', addresses };
}

/** The addresses of the list, led by the single one, without repetition. */
function readAddresses(status: Place, single: string, several: string): readonly Address[] {
  const found: Address[] = [];
  const add = (at: Place, key: string): void => {
    const text = textIn(at, key);
    if (text === undefined || text === '') return;
    const address = parseAddress(text);
    if (address === undefined) tell(at, [key], 'RES-ADDRESS', 'This is not an IP address.');
    else if (!found.some((other) => other.family === address.family && other.value === address.value)) {
      found.push(address);
    }
  };
  add(status, single);
  for (const item of objectsIn(status, several)) add(item, 'ip');
  return found;
}

/** Addresses that the status of a pod tells of its node; those of a host-network pod are its node's. */
export function readHostAddresses(pod: Place): readonly Address[] {
  const status = objectIn(pod, 'status');
  if (status === undefined) return [];
  const spec = objectIn(pod, 'spec');
  const shared = spec !== undefined && booleanIn(spec, 'hostNetwork') === true;
  return [
    ...readAddresses(status, 'hostIP', 'hostIPs'),
    ...(shared ? readAddresses(status, 'podIP', 'podIPs') : []),
  ];
}

function addressesOfNode(node: string | undefined, nodes: ReadonlyMap<string, Node>): readonly Address[] {
  return (node === undefined ? undefined : nodes.get(node)?.addresses) ?? [];
}
