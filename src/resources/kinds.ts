import type { Resource } from './resource';

/** The kinds that make up the cluster. */
export type ClusterKind =
  | 'Namespace'
  | 'Pod'
  | 'Deployment'
  | 'StatefulSet'
  | 'DaemonSet'
  | 'ReplicaSet'
  | 'ReplicationController'
  | 'Job'
  | 'CronJob'
  | 'Service'
  | 'Endpoints'
  | 'EndpointSlice'
  | 'ServiceAccount'
  | 'Node'
  | 'Ingress'
  | 'Settings';

/**
 * API groups of each kind. Versions do not matter: what is read here has kept its fields, and manifests older than the
 * cluster still show what runs in it. `extensions` is where apps and Ingress once were.
 */
const groups: ReadonlyMap<string, readonly string[]> = new Map([
  ['Namespace', ['']],
  ['Pod', ['']],
  ['Deployment', ['apps', 'extensions']],
  ['StatefulSet', ['apps']],
  ['DaemonSet', ['apps', 'extensions']],
  ['ReplicaSet', ['apps', 'extensions']],
  ['ReplicationController', ['']],
  ['Job', ['batch']],
  ['CronJob', ['batch']],
  ['Service', ['']],
  ['Endpoints', ['']],
  ['EndpointSlice', ['discovery.k8s.io']],
  ['ServiceAccount', ['']],
  ['Node', ['']],
  ['Ingress', ['networking.k8s.io', 'extensions']],
  ['Settings', ['drawbridge.internal']],
]);

/** Kinds without a namespace. */
const clusterScoped: ReadonlySet<string> = new Set(['Namespace', 'Node', 'Settings']);

/** The kind, if objects of this apiVersion and kind are part of the cluster. */
export function clusterKind(apiVersion: string, kind: string): ClusterKind | undefined {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return groups.get(kind)?.includes(group) === true ? (kind as ClusterKind) : undefined;
}

/** The namespace of an object; the empty text for kinds that have none. */
export function namespaceOf(resource: Resource): string {
  if (clusterScoped.has(resource.kind)) return '';
  return resource.namespace === undefined || resource.namespace === '' ? 'default' : resource.namespace;
}
