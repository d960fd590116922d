import type { ContainerPort } from '../../model/cluster';
import type { Labels } from '../../model/labels';
import type { NamespaceMatch, Policy, PortMatch } from '../../model/policy';
import { selects } from '../../model/selector';

/** Numbers that the names of ports usually stand for; any other name gets 8080. */
const usualNumbers: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['web', 80],
  ['dns', 53],
  ['dns-tcp', 53],
  ['grpc', 50051],
  ['metrics', 9090],
  ['http-metrics', 9090],
  ['postgres', 5432],
  ['postgresql', 5432],
  ['mysql', 3306],
  ['redis', 6379],
  ['mongodb', 27017],
  ['kafka', 9092],
]);

/** Ports that policies speak of for pods with these labels: by ingress to them, by egress towards them. */
export function portsSpokenOf(
  policies: readonly Policy[],
  namespace: string,
  namespaceLabels: Labels,
  labels: Labels,
): readonly ContainerPort[] {
  const inNamespaces = (match: NamespaceMatch): boolean =>
    match.kind === 'own' ? match.namespace === namespace : selects(match.selector, namespaceLabels);
  const found = new Map<string, ContainerPort>();
  const add = (ports: 'any' | readonly PortMatch[]): void => {
    for (const port of ports === 'any' ? [] : ports) {
      const declared = containerPort(port);
      if (declared !== undefined) {
        found.set(`${declared.protocol} ${declared.port} ${declared.name ?? ''}`, declared);
      }
    }
  };
  for (const policy of policies) {
    const { subject } = policy;
    if (subject !== undefined && inNamespaces(subject.namespaces) && selects(subject.pods, labels)) {
      for (const rule of policy.ingress.rules) add(rule.ports);
    }
    for (const rule of policy.egress.rules) {
      const meant =
        rule.peers !== 'any' &&
        rule.peers.some(
          (peer) =>
            peer.kind === 'pods' &&
            inNamespaces(peer.namespaces) &&
            (peer.pods === undefined || selects(peer.pods, labels)),
        );
      if (meant) add(rule.ports);
    }
  }
  return [...found.values()].sort(
    (a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : a.protocol > b.protocol ? 1 : 0),
  );
}

function containerPort(port: PortMatch): ContainerPort | undefined {
  switch (port.kind) {
    case 'protocol':
    case 'other':
      return undefined;
    case 'range':
      if (port.first !== port.last) return undefined;
      return { protocol: port.protocol, port: port.first, container: 'main' };
    case 'named':
      return {
        name: port.name,
        protocol: port.protocol,
        port: usualNumbers.get(port.name) ?? 8080,
        container: 'main',
      };
  }
}
