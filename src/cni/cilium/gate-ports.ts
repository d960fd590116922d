import type { Origin } from '../../model/origin';
import type { Direction } from '../../model/policy';
import type { End, EntryPort } from '../../model/walk';
import type { CiliumOptions } from './options';
import type { Ground } from './peers';
import { numberAt, numberInCluster, numberedPorts } from './port-filter';
import type { PortFilter } from './port-filter';

/** Where an entry is made: for which subject, in which direction. */
export type GatePlace = { readonly subject: End; readonly direction: Direction; readonly ground: Ground };

/** The ports of a filter at a gate; `any` is every port of every protocol, none where a name has no number. */
export function portsOfFilter(
  filter: PortFilter,
  origin: Origin,
  { subject, direction, ground }: GatePlace,
): 'any' | readonly EntryPort[] {
  const { port, protocol } = filter;
  if (protocol === 'any') return 'any';
  const { key } = filter;
  if (typeof port === 'number') {
    const all = port === 0 && ground.options.version === '1.20';
    return [{ key, ports: numberedPorts(all ? { ...filter, endPort: 0 } : filter, port), origin }];
  }
  if (direction === 'egress' && ground.options.version === '1.20') {
    const ports: EntryPort['ports'] = (destination) => {
      const number = numberAt(destination, port, protocol);
      return number === undefined ? [] : numberedPorts({ ...filter, endPort: 0 }, number);
    };
    return [{ key: `egress ${key}`, ports, origin }];
  }
  const number = namedNumber(filter, subject, direction, ground);
  if (number === undefined) return [];
  return [
    {
      key: `${key} ${number}-${filter.endPort}`,
      ports: numberedPorts({ ...filter, port: number }, number),
      origin,
    },
  ];
}

/** The number of a name that is the same for all peers: of the subject, or (1.19) of the whole cluster. */
export function namedNumber(
  { port, protocol }: PortFilter,
  subject: End,
  direction: Direction,
  { cluster }: Pick<Ground, 'cluster'>,
): number | undefined {
  if (typeof port !== 'string') return port;
  return direction === 'ingress'
    ? numberAt(subject, port, protocol)
    : numberInCluster(cluster, port, protocol);
}

/** What a proxy takes a name with an end for, beyond its number. */
export function beyondName(filter: PortFilter, origin: Origin): EntryPort {
  const { port, protocol, endPort } = filter;
  return {
    key: `beyond ${filter.key} ${endPort}`,
    ports: (destination) => {
      const number = typeof port === 'string' ? numberAt(destination, port, protocol) : undefined;
      return number === undefined || number >= endPort ? [] : numberedPorts(filter, number + 1);
    },
    origin,
  };
}

/** How many ports a filter spans: what is narrower is asked first. */
export function widthOf(
  filter: PortFilter,
  number: number | undefined,
  direction: Direction,
  { version }: Pick<CiliumOptions, 'version'>,
): number {
  const { port, endPort, protocol } = filter;
  if (protocol === 'any') return Infinity;
  if (port === 0) return version === '1.19' && endPort > 0 ? endPort + 1 : 65536;
  if (typeof port === 'string' && direction === 'egress' && version === '1.20') return 1;
  const first = number ?? 0;
  return endPort > first ? endPort - first + 1 : 1;
}
