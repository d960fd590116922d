/** What Calico's API serves. */
export const servedVersion = 'projectcalico.org/v3';

/** Objects of Calico's own storage; people find them in clusters without Calico's API. */
export const storedVersion = 'crd.projectcalico.org/v1';

const policyKinds: ReadonlySet<string> = new Set([
  'NetworkPolicy',
  'GlobalNetworkPolicy',
  'StagedNetworkPolicy',
  'StagedGlobalNetworkPolicy',
  'StagedKubernetesNetworkPolicy',
]);

const otherKinds: ReadonlySet<string> = new Set([
  'Tier',
  'NetworkSet',
  'GlobalNetworkSet',
  'HostEndpoint',
  'Profile',
]);

/** Kinds without a namespace. */
export const clusterScoped: ReadonlySet<string> = new Set([
  'GlobalNetworkPolicy',
  'StagedGlobalNetworkPolicy',
  'Tier',
  'GlobalNetworkSet',
  'HostEndpoint',
  'Profile',
]);

export function isPolicyKind(kind: string): boolean {
  return policyKinds.has(kind);
}

export function isCalicoKind(apiVersion: string, kind: string): boolean {
  if (apiVersion !== servedVersion && apiVersion !== storedVersion) return false;
  return policyKinds.has(kind) || otherKinds.has(kind);
}

/** Every kind, as Calico's API serves it. */
export const servedKinds: readonly { readonly apiVersion: string; readonly kind: string }[] = [
  ...policyKinds,
  ...otherKinds,
].map((kind) => ({ apiVersion: servedVersion, kind }));
