import { within } from '../../model/origin';
import type { Origin } from '../../model/origin';
import { acceptedBy, nameOfResource, objectOfResource } from '../../resources/admin-policy/accept';
import { adminRules, adminSubject, numberOf } from '../../resources/admin-policy/decode';
import type { RuleShape } from '../../resources/admin-policy/decode';
import { adminPolicy } from '../../resources/admin-policy/policy';
import type { AdminPort, AdminSpec } from '../../resources/admin-policy/types';
import { isObject } from '../../resources/place';
import type { Resource } from '../../resources/resource';
import type { JsonObject } from '../../yaml/types';
import type { Decoded, Surroundings } from '../dialect';
import type { Channel } from './schema';
import { channelNamed, clusterKindError, validateAs } from './validate';

/**
 * Decodes a policy as the installed CRD takes it. Where it is not told which channel that is, either may be: errors of
 * the experimental one take nothing away from what the standard one takes.
 */
export function decodeClusterPolicy(resource: Resource, around: Surroundings): Decoded {
  const object = objectOfResource(resource);
  const channels = channelsFor(around);
  const kind = clusterKindError(object, channels.length > 0);
  if (kind !== undefined) return { policy: undefined, errors: [kind], warnings: [] };
  const { stored, errors } = acceptedBy(
    object,
    channels.map((channel) => (value: JsonObject) => validateAs(value, channel)),
    { namespaces: {} },
  );
  if (stored === undefined) return { policy: undefined, errors, warnings: [] };
  const ref = { dialect: 'cluster-network-policy', kind: resource.kind, name: nameOfResource(resource) };
  return { policy: adminPolicy(ref, specOf(stored, resource.origin), resource.origin), errors, warnings: [] };
}

function channelsFor({ crd }: Surroundings): readonly Channel[] {
  if (crd === undefined) return ['experimental', 'standard'];
  const channel = channelNamed(crd);
  return channel === undefined ? [] : [channel];
}

function specOf(stored: JsonObject, origin: Origin): AdminSpec {
  const spec = isObject(stored['spec']) ? stored['spec'] : {};
  const at = within(origin, 'spec');
  const shape: RuleShape = { allow: 'Accept', ports: 'protocols', port: portOf, compared: false };
  return {
    kind: 'admin policy',
    tier: spec['tier'] === 'Baseline' ? 'Baseline' : 'Admin',
    priority: numberOf(spec['priority']),
    subject: adminSubject(spec['subject'], within(at, 'subject')),
    rules: {
      ingress: adminRules(spec['ingress'], 'from', shape, within(at, 'ingress')),
      egress: adminRules(spec['egress'], 'to', shape, within(at, 'egress')),
    },
  };
}

const protocolNames = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' } as const;

function portOf(value: JsonObject, origin: Origin): AdminPort | undefined {
  const { destinationNamedPort } = value;
  if (typeof destinationNamedPort === 'string') {
    return { kind: 'named', name: destinationNamedPort, origin };
  }
  for (const member of ['tcp', 'udp', 'sctp'] as const) {
    const ports = value[member];
    const port = isObject(ports) ? ports['destinationPort'] : undefined;
    if (!isObject(port)) continue;
    const protocol = protocolNames[member];
    const { number, range } = port;
    if (isObject(range)) {
      const [first, last] = [numberOf(range['start']), numberOf(range['end'])];
      return { kind: 'range', protocol, first, last, origin };
    }
    return { kind: 'range', protocol, first: numberOf(number), last: numberOf(number), origin };
  }
  return undefined;
}
