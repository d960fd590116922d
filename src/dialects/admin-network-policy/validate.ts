import { validateCustomResource } from '../../resources/api-server/crd';
import type { CrdValidation } from '../../resources/api-server/crd';
import { kindError } from '../../resources/api-server/kind-errors';
import { isObject } from '../../resources/place';
import type { Json, JsonObject } from '../../yaml/types';
import type { FieldError, Surroundings } from '../dialect';
import { firstShape, newestExperimental, releaseNamed } from './releases';
import type { Release } from './releases';
import { adminCrd, adminKinds, adminVersion } from './schema';
import type { AdminKind } from './schema';

/**
 * What kubectl and a server say of a policy. The CRDs are those that are installed, else the newest ones, or for peers
 * of the first shape the last ones that had it.
 */
export function validateAdminPolicy(
  object: JsonObject,
  around: Pick<Surroundings, 'crd'>,
): readonly FieldError[] {
  const release = around.crd === undefined ? releaseFor(object) : releaseNamed(around.crd);
  const kind = adminKindError(object, release !== undefined);
  if (kind !== undefined || release === undefined) return kind === undefined ? [] : [kind];
  return validateAs(object, release).errors;
}

/** An error of apiVersion and kind; `served` tells whether the server has CRDs of v1alpha1. */
export function adminKindError(object: JsonObject, served: boolean): FieldError | undefined {
  return kindError(
    object,
    (apiVersion, kind) => served && apiVersion === adminVersion && adminKinds.some((own) => own === kind),
  );
}

/** Against the CRD of one release. The kind has been checked. */
export function validateAs(object: JsonObject, release: Release): CrdValidation {
  const crd = adminCrd(object['kind'] as AdminKind, release);
  return validateCustomResource(object, crd, { clusterScoped: true, statusSubresource: true });
}

/** The newest release that knows the shape of the document's peers. */
export function releaseFor(object: JsonObject): Release {
  return hasComparedPeers(object) ? firstShape : newestExperimental;
}

const comparedMembers = ['namespaceSelector', 'sameLabels', 'notSameLabels'];

/** Whether a peer is written as v0.1.0 to v0.1.2 have it. */
function hasComparedPeers(object: JsonObject): boolean {
  const { spec } = object;
  if (!isObject(spec)) return false;
  const peers = [...peersOf(spec['ingress'], 'from'), ...peersOf(spec['egress'], 'to')];
  return peers.some(({ namespaces, pods }) => {
    if (isObject(namespaces)) return comparedMembers.some((member) => Object.hasOwn(namespaces, member));
    return isObject(pods) && Object.hasOwn(pods, 'namespaces');
  });
}

function peersOf(rules: Json | undefined, side: 'from' | 'to'): readonly JsonObject[] {
  return objects(rules).flatMap((rule) => objects(rule[side]));
}

function objects(list: Json | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? (list as readonly Json[]).filter(isObject) : [];
}
