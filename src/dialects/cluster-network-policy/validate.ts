import { validateCustomResource } from '../../resources/api-server/crd';
import type { CrdValidation } from '../../resources/api-server/crd';
import { kindError } from '../../resources/api-server/kind-errors';
import type { JsonObject } from '../../yaml/types';
import type { FieldError, Surroundings } from '../dialect';
import { clusterCrds, clusterVersion } from './schema';
import type { Channel } from './schema';

/** What kubectl and a server with the installed CRD, else the experimental one, say of a policy. */
export function validateClusterPolicy(
  object: JsonObject,
  around: Pick<Surroundings, 'crd'>,
): readonly FieldError[] {
  const channel = around.crd === undefined ? 'experimental' : channelNamed(around.crd);
  const kind = clusterKindError(object, channel !== undefined);
  if (kind !== undefined || channel === undefined) return kind === undefined ? [] : [kind];
  return validateAs(object, channel).errors;
}

/** An error of apiVersion and kind; `served` tells whether the server has CRDs of v1alpha2. */
export function clusterKindError(object: JsonObject, served: boolean): FieldError | undefined {
  return kindError(
    object,
    (apiVersion, kind) => served && apiVersion === clusterVersion && kind === 'ClusterNetworkPolicy',
  );
}

/** Against the CRD of one channel. The kind has been checked. */
export function validateAs(object: JsonObject, channel: Channel): CrdValidation {
  return validateCustomResource(object, clusterCrds[channel], {
    clusterScoped: true,
    statusSubresource: true,
  });
}

/** The channel of a release (`0.2.0-standard`); undefined where it is one without v1alpha2. */
export function channelNamed(text: string): Channel | undefined {
  const found = /^v?0\.(\d{1,4})\.\d{1,4}(?:-(standard|experimental))?$/.exec(text);
  if (found === null || Number(found[1]) < 2) return undefined;
  return found[2] === 'standard' ? 'standard' : 'experimental';
}
