import { parseAddress } from '../../model/address';
import type { EndpointSlice } from '../../model/cluster';
import type { Resource } from '../resource';
import {
  booleanIn,
  integerIn,
  objectIn,
  objectsIn,
  placeOf,
  tell,
  textIn,
  textsIn,
  labelsIn,
} from '../place';
import type { Place, Report } from '../place';
import { readProtocol } from './pods';
import type { Endpoint } from './services';

/**
 * The ready endpoints of each Service, by `namespace/name`, from EndpointSlices; from Endpoints where a Service has no
 * slice (the cluster makes slices of them anyway).
 */
export function readEndpoints(
  slices: readonly { readonly resource: Resource; readonly namespace: string }[],
  older: readonly { readonly resource: Resource; readonly namespace: string; readonly name: string }[],
  report: Report,
): ReadonlyMap<string, readonly Endpoint[]> {
  const found = new Map<string, Endpoint[]>();
  for (const { resource, namespace } of slices) {
    const slice = placeOf(resource, report);
    const metadata = objectIn(slice, 'metadata');
    const service =
      metadata === undefined ? undefined : labelsIn(metadata, 'labels').get('kubernetes.io/service-name');
    if (service === undefined || textIn(slice, 'addressType') === 'FQDN') continue;
    const endpoints = sliceEndpoints(slice);
    const key = `${namespace}/${service}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, endpoints);
    else known.push(...endpoints);
  }
  for (const { resource, namespace, name } of older) {
    const key = `${namespace}/${name}`;
    if (!found.has(key)) found.set(key, olderEndpoints(placeOf(resource, report)));
  }
  return found;
}

/** Every slice as it is: what is not ready counts, a port without a number does not. */
export function readSlices(
  slices: readonly { readonly resource: Resource; readonly namespace: string }[],
  report: Report,
): readonly EndpointSlice[] {
  return slices.flatMap(({ resource, namespace }) => {
    const slice = placeOf(resource, report);
    const metadata = objectIn(slice, 'metadata');
    const service =
      metadata === undefined ? undefined : labelsIn(metadata, 'labels').get('kubernetes.io/service-name');
    if (service === undefined || textIn(slice, 'addressType') === 'FQDN') return [];
    const addresses = objectsIn(slice, 'endpoints').flatMap((entry) =>
      textsIn(entry, 'addresses').flatMap(({ text }) => parseAddress(text) ?? []),
    );
    return [{ namespace, service, addresses, ports: readPorts(slice) }];
  });
}

function sliceEndpoints(slice: Place): Endpoint[] {
  const ports = readPorts(slice);
  const endpoints: Endpoint[] = [];
  for (const entry of objectsIn(slice, 'endpoints')) {
    const conditions = objectIn(entry, 'conditions');
    if (conditions !== undefined && booleanIn(conditions, 'ready') === false) continue;
    for (const { text, index } of textsIn(entry, 'addresses')) {
      const address = parseAddress(text);
      if (address === undefined) {
        tell(entry, ['addresses', index], 'RES-ADDRESS', 'This is not an IP address.');
      } else endpoints.push({ address, ports });
    }
  }
  return endpoints;
}

function olderEndpoints(endpoints: Place): Endpoint[] {
  return objectsIn(endpoints, 'subsets').flatMap((subset) => {
    const ports = readPorts(subset);
    return objectsIn(subset, 'addresses').flatMap((entry) => {
      const text = textIn(entry, 'ip');
      const address = text === undefined ? undefined : parseAddress(text);
      if (address === undefined) tell(entry, ['ip'], 'RES-ADDRESS', 'This is not an IP address.');
      return address === undefined ? [] : [{ address, ports }];
    });
  });
}

function readPorts(place: Place): Endpoint['ports'] {
  return objectsIn(place, 'ports').flatMap((entry) => {
    const port = integerIn(entry, 'port');
    const protocol = readProtocol(entry, 'protocol');
    if (port === undefined || protocol === undefined) return [];
    const name = textIn(entry, 'name');
    return [{ ...(name === undefined || name === '' ? {} : { name }), protocol, port }];
  });
}
