import type { WorkloadKind } from '../../model/cluster';
import { clusterKind } from '../kinds';
import { booleanIn, labelsIn, objectIn, objectsIn, textIn } from '../place';
import type { Place } from '../place';

/** Whom a pod belongs to in the end. */
export type Owner = { readonly kind: WorkloadKind; readonly namespace: string; readonly name: string };

/** The declared ReplicaSets and Jobs that stand between pods and their owners, by `kind/namespace/name`. */
export type Between = ReadonlyMap<string, Place>;

export function ownerKey(owner: Owner): string {
  return `${owner.kind}/${owner.namespace}/${owner.name}`;
}

const directKinds: ReadonlySet<string> = new Set<WorkloadKind>([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
]);

/**
 * The owner of a pod: through its ReplicaSet or Job where one is declared; where the ReplicaSet is missing, the
 * Deployment of its name without the pod's template hash. Undefined for a bare pod and for owners of unknown kinds.
 */
export function ownerOfPod(pod: Place, namespace: string, between: Between): Owner | undefined {
  const metadata = objectIn(pod, 'metadata');
  const reference = controllerOf(metadata);
  if (metadata === undefined || reference === undefined) return undefined;
  const direct: Owner = { kind: reference.kind, namespace, name: reference.name };
  const declared = between.get(ownerKey(direct));
  if (declared !== undefined) return ownerOfBetween(declared, direct);
  if (reference.kind === 'ReplicaSet') {
    const hash = labelsIn(metadata, 'labels').get('pod-template-hash');
    const deployment = hash === undefined ? undefined : withoutEnding(reference.name, `-${hash}`);
    if (deployment !== undefined) return { kind: 'Deployment', namespace, name: deployment };
  }
  if (reference.kind === 'Job') {
    // A CronJob names its Jobs after itself and the minute; without the CronJob the ending may be anything.
    const scheduled = /^(.+)-\d{8,10}$/.exec(reference.name)?.[1];
    if (scheduled !== undefined) {
      const cronJob: Owner = { kind: 'CronJob', namespace, name: scheduled };
      if (between.has(ownerKey(cronJob))) return cronJob;
    }
  }
  return direct;
}

/** Who owns a ReplicaSet or Job: its Deployment or CronJob, else it stands for itself. */
export function ownerOfBetween(place: Place, itself: Owner): Owner {
  const reference = controllerOf(objectIn(place, 'metadata'));
  if (reference === undefined) return itself;
  const above = itself.kind === 'ReplicaSet' ? 'Deployment' : itself.kind === 'Job' ? 'CronJob' : undefined;
  return reference.kind === above ? { ...itself, kind: above, name: reference.name } : itself;
}

function controllerOf(metadata: Place | undefined): { kind: WorkloadKind; name: string } | undefined {
  if (metadata === undefined) return undefined;
  const references = objectsIn(metadata, 'ownerReferences');
  const controller = references.find((reference) => booleanIn(reference, 'controller') === true);
  const reference = controller ?? (references.length === 1 ? references[0] : undefined);
  if (reference === undefined) return undefined;
  const kind = textIn(reference, 'kind');
  const name = textIn(reference, 'name');
  if (kind === undefined || !directKinds.has(kind) || name === undefined || name === '') return undefined;
  // A kind of the same name in another group (a Job of a batch system) is not ours.
  const apiVersion = textIn(reference, 'apiVersion');
  if (apiVersion !== undefined && clusterKind(apiVersion, kind) === undefined) return undefined;
  return { kind: kind as WorkloadKind, name };
}

function withoutEnding(text: string, ending: string): string | undefined {
  return text.endsWith(ending) && text.length > ending.length ? text.slice(0, -ending.length) : undefined;
}
