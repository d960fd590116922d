import { parseAddress } from '../../model/address';
import { within } from '../../model/origin';
import type { Origin } from '../../model/origin';
import type { Resource } from '../../resources/resource';
import type { JsonObject } from '../../yaml/types';
import { decodeProtocol, decodeRule, readNet } from './decode-rule';
import { labelsOf, numberOf, objectOf, objectsOf, textOf, textsOf } from './json';
import type {
  CalicoHostEndpointSpec,
  CalicoNetworkSetSpec,
  CalicoProfileSpec,
  CalicoRule,
  CalicoTierSpec,
} from './spec';

export type ObjectSpec = CalicoTierSpec | CalicoNetworkSetSpec | CalicoHostEndpointSpec | CalicoProfileSpec;

/** What an object says that is no policy. */
export function decodeObjectSpec({ kind, value, origin }: Resource): ObjectSpec {
  const spec = objectOf(value, 'spec') ?? {};
  const labels = labelsOf(objectOf(value, 'metadata') ?? {}, 'labels');
  switch (kind) {
    case 'Tier':
      return tier(spec);
    case 'HostEndpoint':
      return hostEndpoint(spec, labels);
    case 'Profile':
      return profile(spec, origin);
    default:
      return { labels, nets: textsOf(spec, 'nets').flatMap(readNet) };
  }
}

function tier(spec: JsonObject): CalicoTierSpec {
  const order = numberOf(spec, 'order');
  const defaultAction = textOf(spec, 'defaultAction') === 'Pass' ? 'pass' : 'deny';
  return order === undefined ? { defaultAction } : { order, defaultAction };
}

function hostEndpoint(spec: JsonObject, labels: ReadonlyMap<string, string>): CalicoHostEndpointSpec {
  return {
    labels,
    node: textOf(spec, 'node'),
    interfaceName: textOf(spec, 'interfaceName'),
    expectedIps: textsOf(spec, 'expectedIPs').flatMap((text) => parseAddress(text) ?? []),
    profiles: textsOf(spec, 'profiles'),
    ports: objectsOf(spec, 'ports').flatMap((port) => {
      const number = numberOf(port, 'port');
      const protocol = decodeProtocol(port['protocol']);
      const name = textOf(port, 'name');
      return number === undefined || protocol === undefined ? [] : [{ name, protocol, port: number }];
    }),
  };
}

function profile(spec: JsonObject, origin: Origin): CalicoProfileSpec {
  const rules = (direction: 'ingress' | 'egress'): readonly CalicoRule[] =>
    objectsOf(spec, direction).map((rule, index) =>
      decodeRule(rule, index, within(origin, 'spec', direction, index)),
    );
  return {
    labels: labelsOf(spec, 'labelsToApply'),
    rules: { ingress: rules('ingress'), egress: rules('egress') },
  };
}
