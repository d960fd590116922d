import type { Selector } from '../../model/selector';
import { calicoTerms } from './label-selector';
import { emptySide } from './spec';
import type { CalicoPort, CalicoSide } from './spec';

/*
 * How Calico takes over a policy of Kubernetes' own form. Upstream: projectcalico/calico
 * `libcalico-go/lib/backend/k8s/conversion/conversion.go`.
 */

const ofKubernetes = "projectcalico.org/orchestrator == 'k8s'";

/** The selector of the pods that a policy applies to, in its own namespace. */
export function kubernetesSubject(pods: Selector): string {
  return [ofKubernetes, ...calicoTerms(pods)].join(' && ');
}

/** A peer of pods. Without a selector of namespaces it is the policy's own; one that is empty is every namespace. */
export function kubernetesPeer(pods: Selector | undefined, namespaces: Selector | undefined): CalicoSide {
  const terms = pods === undefined ? [] : calicoTerms(pods);
  const spaces = namespaces === undefined ? [] : calicoTerms(namespaces);
  return {
    ...emptySide,
    selector: [ofKubernetes, ...terms].join(' && '),
    namespaceSelector: namespaces === undefined ? '' : spaces.length === 0 ? 'all()' : spaces.join(' && '),
  };
}

export type KubernetesPort = {
  readonly protocol: string;
  readonly port?: number | string;
  readonly last?: number;
};

/** Ports of one protocol; none: every port of it. */
export type PortGroup = { readonly protocol?: string; readonly ports: readonly CalicoPort[] };

/**
 * The groups of a rule's ports, each with its protocol. No entry means any protocol; an entry without a port means all of
 * its protocol. Undefined for a rule with an entry that cannot be converted, which is then left out.
 */
export function kubernetesPorts(entries: readonly KubernetesPort[]): readonly PortGroup[] | undefined {
  if (entries.length === 0) return [{ ports: [] }];
  const groups = new Map<string, CalicoPort[] | 'every'>();
  for (const { protocol, port, last } of entries) {
    if (port === undefined) {
      groups.set(protocol, 'every');
      continue;
    }
    if (typeof port === 'string' && last !== undefined) return undefined;
    const known = groups.get(protocol) ?? [];
    if (known !== 'every') groups.set(protocol, [...known, calicoPort(port, last)]);
  }
  return [...groups].map(([protocol, ports]) => ({
    protocol: protocol.toLowerCase(),
    ports: ports === 'every' ? [] : ports,
  }));
}

function calicoPort(port: number | string, last: number | undefined): CalicoPort {
  if (typeof port === 'string') return { kind: 'name', name: port };
  return { kind: 'range', first: port, last: last ?? port };
}
