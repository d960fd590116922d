import { within } from '../../model/origin';
import type { Origin } from '../../model/origin';
import { acceptedBy, nameOfResource, objectOfResource } from '../../resources/admin-policy/accept';
import { adminRules, adminSubject, numberOf } from '../../resources/admin-policy/decode';
import type { RuleShape } from '../../resources/admin-policy/decode';
import { adminPolicy } from '../../resources/admin-policy/policy';
import type { AdminPort, AdminSpec } from '../../resources/admin-policy/types';
import { textOf } from '../../resources/api-server/selector';
import { isObject } from '../../resources/place';
import type { Resource } from '../../resources/resource';
import type { JsonObject } from '../../yaml/types';
import type { Decoded, FieldError, Surroundings } from '../dialect';
import {
  emptyPorts,
  firstShape,
  newestExperimental,
  newestStandard,
  releaseNamed,
  traitsOf,
} from './releases';
import type { Release } from './releases';
import { adminKindError, releaseFor, validateAs, validateAdminPolicy } from './validate';

/**
 * Decodes a policy as the installed CRDs take it. Where it is not told which are, any of the published ones may be:
 * errors of the newest are then told, but take nothing away from what another one takes.
 */
export function decodeAdminPolicy(resource: Resource, around: Surroundings): Decoded {
  const object = objectOfResource(resource);
  const releases = releasesFor(object, around);
  const kind = adminKindError(object, releases.length > 0);
  if (kind !== undefined) return { policy: undefined, errors: [kind], warnings: [] };
  const isFirst = releases.every((release) => traitsOf(release).comparedPeers);
  const { stored, errors } = acceptedBy(
    object,
    releases.map((release) => (value: JsonObject) => validateAs(value, release)),
    { namespaces: isFirst ? { namespaceSelector: {} } : {} },
  );
  if (stored === undefined) return { policy: undefined, errors, warnings: [] };
  const ref = { dialect: 'admin-network-policy', kind: resource.kind, name: nameOfResource(resource) };
  const spec = specOf(stored, resource.kind === 'BaselineAdminNetworkPolicy', isFirst, resource.origin);
  const later =
    isFirst && around.crd === undefined
      ? validateAdminPolicy(object, { crd: '0.1.7-experimental' }).map((error) => ({
          ...error,
          advisory: true,
        }))
      : [];
  const policy = adminPolicy(ref, spec, resource.origin);
  return { policy, errors: [...errors, ...later], warnings: later.slice(0, 1).map(firstShapeWarning) };
}

/** What no server says, since those that would take such a peer for another do not look. */
function firstShapeWarning({ path }: FieldError): FieldError {
  const message =
    'This peer has the shape of v0.1.0 to v0.1.2. Servers with later CRDs refuse it; a client that does not ask them to ' +
    'be strict lets them drop what they do not know, and the peer then means every namespace.';
  return { field: '', message, path: path.slice(0, 6), part: 'value' };
}

function releasesFor(object: JsonObject, { crd }: Surroundings): readonly Release[] {
  if (crd !== undefined) {
    const release = releaseNamed(crd);
    return release === undefined ? [] : [release];
  }
  return releaseFor(object) === firstShape ? [firstShape] : [newestExperimental, newestStandard, emptyPorts];
}

function specOf(stored: JsonObject, isBaseline: boolean, compared: boolean, origin: Origin): AdminSpec {
  const spec = isObject(stored['spec']) ? stored['spec'] : {};
  const at = within(origin, 'spec');
  const shape: RuleShape = { allow: 'Allow', ports: 'ports', port: portOf, compared };
  return {
    kind: 'admin policy',
    tier: isBaseline ? 'Baseline' : 'Admin',
    priority: numberOf(spec['priority']),
    subject: adminSubject(spec['subject'], within(at, 'subject')),
    rules: {
      ingress: adminRules(spec['ingress'], 'from', shape, within(at, 'ingress')),
      egress: adminRules(spec['egress'], 'to', shape, within(at, 'egress')),
    },
  };
}

function portOf(value: JsonObject, origin: Origin): AdminPort | undefined {
  const { portNumber, portRange, namedPort } = value;
  if (isObject(portNumber)) {
    const number = numberOf(portNumber['port']);
    return { kind: 'range', protocol: textOf(portNumber['protocol']), first: number, last: number, origin };
  }
  if (isObject(portRange)) {
    const [first, last] = [numberOf(portRange['start']), numberOf(portRange['end'])];
    return { kind: 'range', protocol: textOf(portRange['protocol']), first, last, origin };
  }
  return typeof namedPort === 'string' ? { kind: 'named', name: namedPort, origin } : undefined;
}
