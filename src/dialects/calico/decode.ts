import { within } from '../../model/origin';
import type { Resource } from '../../resources/resource';
import type { JsonObject } from '../../yaml/types';
import type { Decoded, FieldError, Surroundings } from '../dialect';
import { decodeObjectSpec } from './decode-objects';
import { decodeRule } from './decode-rule';
import { flagOf, numberOf, objectOf, objectsOf, textOf, textsOf } from './json';
import { clusterScoped, isPolicyKind, servedVersion } from './kinds';
import { modelPolicy } from './model-policy';
import type { CalicoPolicySpec, CalicoRule } from './spec';
import { decodeStagedKubernetes } from './staged-kubernetes';
import { felixAccepts } from './stored';
import { validateCalico } from './validation/validate';

/**
 * Decodes an object of Calico. What the API would refuse gives nothing. Objects of Calico's storage, which no API has
 * checked, give nothing where Felix would not work on them.
 */
export function decodeCalico(resource: Resource, around: Surroundings): Decoded {
  const served = resource.apiVersion === servedVersion;
  const errors: readonly FieldError[] = served ? validateCalico(typed(resource), around) : [];
  if (errors.length > 0) return { policy: undefined, errors, warnings: [] };
  const { kind, origin } = resource;
  const namespace = clusterScoped.has(kind) ? undefined : namespaceOf(resource);
  if (!isPolicyKind(kind)) {
    const object = {
      kind,
      ...(namespace !== undefined && { namespace }),
      name: resource.name,
      spec: decodeObjectSpec(resource),
      origin,
    };
    return { policy: undefined, object, errors, warnings: [] };
  }
  const spec =
    kind === 'StagedKubernetesNetworkPolicy'
      ? decodeStagedKubernetes(resource.value, resource.name, namespace ?? '', origin)
      : policySpec(resource, namespace, served);
  if (!served && !felixAccepts(spec)) return { policy: undefined, errors, warnings: [] };
  return { policy: modelPolicy(spec, kind, origin), errors, warnings: [] };
}

/** An item of a typed list has its type from the list. */
function typed({ value, apiVersion, kind }: Resource): JsonObject {
  return value['kind'] === kind && value['apiVersion'] === apiVersion
    ? value
    : { ...value, apiVersion, kind };
}

function namespaceOf({ namespace }: Resource): string {
  return namespace === undefined || namespace === '' ? 'default' : namespace;
}

function policySpec(
  { kind, name, value, origin }: Resource,
  namespace: string | undefined,
  served: boolean,
): CalicoPolicySpec {
  const spec = objectOf(value, 'spec') ?? {};
  const rules = (direction: 'ingress' | 'egress'): readonly CalicoRule[] =>
    objectsOf(spec, direction).map((rule, index) =>
      decodeRule(rule, index, within(origin, 'spec', direction, index)),
    );
  const ingress = rules('ingress');
  const egress = rules('egress');
  const order = numberOf(spec, 'order');
  const global = namespace === undefined;
  return {
    kind,
    ...(namespace !== undefined && { namespace }),
    name,
    tier: textOf(spec, 'tier') === '' ? 'default' : textOf(spec, 'tier'),
    ...(order !== undefined && { order }),
    selector: textOf(spec, 'selector'),
    namespaceSelector: global ? textOf(spec, 'namespaceSelector') : '',
    serviceAccountSelector: textOf(spec, 'serviceAccountSelector'),
    types: typesOf(textsOf(spec, 'types'), ingress.length, egress.length, served),
    rules: { ingress, egress },
    doNotTrack: global && flagOf(spec, 'doNotTrack'),
    preDnat: global && flagOf(spec, 'preDNAT'),
    applyOnForward: global && flagOf(spec, 'applyOnForward'),
    staged: kind.startsWith('Staged'),
  };
}

/** Absent types are what the numbers of rules say; in Calico's storage nothing is defaulted, and Felix takes both. */
function typesOf(
  listed: readonly string[],
  ingress: number,
  egress: number,
  served: boolean,
): CalicoPolicySpec['types'] {
  if (listed.length > 0) return { ingress: listed.includes('Ingress'), egress: listed.includes('Egress') };
  if (!served) return { ingress: true, egress: true };
  return { ingress: ingress > 0 || egress === 0, egress: egress > 0 };
}
