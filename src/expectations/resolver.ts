import { parseAddress, sameAddress } from '../model/address';
import type { Cluster, Pod, Service } from '../model/cluster';
import { noPorts, portRange, unionPorts, type PortSet } from '../model/ports';
import { isEndpoint, servicePorts } from './services';

/** Who answers the cluster's DNS queries (DR-9). */
export type Resolver = {
  /** Indexes in `Cluster.pods`. */
  readonly pods: readonly number[];
  /** Their own ports, over all of them. */
  readonly ports: PortSet;
  readonly namespace: string;
  /** No document shows the resolver: the usual labels and port 53 are assumed. */
  readonly assumed: boolean;
  /** Queries go to a cache on the node first, at `nodeLocalAddress`. */
  readonly nodeLocal: boolean;
};

export const nodeLocalAddress = '169.254.20.10';
/** The label of the resolver's pods wherever kubeadm, kops or a cloud installed them. */
export const resolverLabel = { key: 'k8s-app', value: 'kube-dns' } as const;

const usual = [
  { namespace: 'kube-system', name: 'kube-dns' },
  { namespace: 'openshift-dns', name: 'dns-default' },
] as const;
const port53 = unionPorts(portRange('UDP', 53, 53), portRange('TCP', 53, 53));

export function resolverOf(cluster: Cluster): Resolver {
  const nodeLocal = hasNodeLocal(cluster);
  for (const { namespace, name } of usual) {
    const service = cluster.services.find((one) => one.namespace === namespace && one.name === name);
    if (service === undefined) continue;
    const pods = cluster.pods.filter((pod) => isEndpoint(service, pod));
    if (pods.length === 0) continue;
    const ports = unionPorts(...pods.map((pod) => queryPorts(service, pod)));
    return {
      pods: pods.map((pod) => pod.index),
      ports: ports.length === 0 ? port53 : ports,
      namespace,
      assumed: false,
      nodeLocal,
    };
  }
  const namespace = 'kube-system';
  const pods = cluster.pods.filter(
    (pod) =>
      pod.namespace === namespace &&
      pod.addressing !== 'ended' &&
      pod.labels.get(resolverLabel.key) === resolverLabel.value,
  );
  return {
    pods: pods.map((pod) => pod.index),
    ports: port53,
    namespace,
    assumed: pods.length === 0,
    nodeLocal,
  };
}

/** Only the ports behind 53: the metrics port of the same Service is no DNS. */
function queryPorts(service: Service, pod: Pod): PortSet {
  const dns = service.ports.filter((port) => port.port === 53);
  return dns.length === 0 ? noPorts : servicePorts({ ...service, ports: dns }, pod, undefined);
}

/** Whether a DNS cache runs on every node. */
export function hasNodeLocal(cluster: Cluster): boolean {
  const address = parseAddress(nodeLocalAddress);
  return (
    cluster.workloads.some((workload) => workload.name === 'node-local-dns') ||
    (address !== undefined &&
      cluster.services.some((service) => service.addresses.some((one) => sameAddress(one, address))))
  );
}
