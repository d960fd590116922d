import { namespaceNameLabel } from '../../model/labels';
import type { Policy, Subject } from '../../model/policy';
import type { Requirement, Selector } from '../../model/selector';
import type { CiliumSpec } from './spec';

const namespaceKey = 'io.kubernetes.pod.namespace';
const namespaceLabels = 'io.cilium.k8s.namespace.labels.';

/** The pods that a policy speaks of, as far as labels of pods and of namespaces say it. */
export function speaksOf({ rules, namespace }: CiliumSpec): NonNullable<Policy['speaksOf']> {
  const read = (selector: Selector) => podsOf(selector, namespace) ?? [];
  return {
    subjects: rules.flatMap(({ subject }) => (subject.kind === 'nodes' ? [] : read(subject.selector))),
    peers: rules.flatMap(({ items }) =>
      items.flatMap(({ peers }) =>
        typeof peers === 'string'
          ? []
          : peers.flatMap((peer) => (peer.kind === 'endpoints' ? read(peer.selector) : [])),
      ),
    ),
  };
}

/** Undefined where a requirement is about something else than a label of a pod or its namespace. */
function podsOf({ requirements, origin }: Selector, namespace: string | undefined): Subject | undefined {
  const pods: Requirement[] = [];
  const around: Requirement[] = [];
  for (const requirement of requirements) {
    const key = requirement.key.replace(/^(?:k8s|any):/, '');
    if (key === namespaceKey) around.push({ ...requirement, key: namespaceNameLabel });
    else if (key.startsWith(namespaceLabels)) {
      around.push({ ...requirement, key: key.slice(namespaceLabels.length) });
    } else if (key.includes(':') || key.startsWith('io.cilium.')) return undefined;
    else pods.push({ ...requirement, key });
  }
  return {
    namespaces:
      namespace === undefined || around.length > 0
        ? { kind: 'labels', selector: { requirements: around, origin } }
        : { kind: 'own', namespace },
    pods: { requirements: pods, origin },
  };
}
