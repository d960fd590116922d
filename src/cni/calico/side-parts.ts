import { formatAddress } from '../../model/address';
import type { Cidr } from '../../model/address';
import { everyPort, intersectPorts, noPorts, subtractPorts, unionPorts } from '../../model/ports';
import type { PortSet, Protocol } from '../../model/ports';
import type { End, Term } from '../../model/walk';
import { isEmptySide } from '../../dialects/calico/spec';
import type { CalicoPort, CalicoProtocol, CalicoSide } from '../../dialects/calico/spec';
import { inSet, notInSet, ofAddresses, ofNets } from './end-sets';
import type { EndSets, SelectorSet } from './end-sets';
import { numericPorts, portNames, portsKey, protocolWithPorts } from './rule-ports';
import { serviceParts } from './services';
import { sideSelectors } from './translate';
import { declaredPorts } from './world';
import type { HostEndpoint } from './world';

/** Ports that an alternative of a side means on an end. */
export type SidePorts = { readonly key: string; readonly ports: PortSet | ((end: End) => PortSet) };

/** One alternative of a side: what the end is, and the ports it then has. */
export type SidePart = { readonly terms: readonly Term[]; readonly ports?: SidePorts };

const anything: readonly SidePart[] = [{ terms: [] }];

/** The alternatives of one side of a rule; none where it can match nothing. */
export function sideParts(
  side: CalicoSide,
  role: 'source' | 'destination',
  rule: { readonly namespace: string | undefined; readonly protocol: CalicoProtocol | undefined },
  sets: EndSets,
): readonly SidePart[] {
  if (isEmptySide(side)) return anything;
  const key = `${role}\n${rule.namespace ?? ''}\n${rule.protocol ?? ''}\n${sideKey(side)}`;
  return sets.once(`side ${key}`, () => partsOf(side, role, rule, sets));
}

/** A text that tells a side from every other. Selectors hold no newline. */
function sideKey(side: CalicoSide): string {
  const { selector, namespaceSelector, notSelector, serviceAccounts, services, ports, notPorts } = side;
  const nets = (list: readonly Cidr[]) =>
    list.map(({ family, value, prefix }) => `${family}:${value}/${prefix}`).join(' ');
  const numbers = (list: readonly CalicoPort[]) =>
    list
      .map((port) => (port.kind === 'name' ? JSON.stringify(port.name) : `${port.first}:${port.last}`))
      .join(' ');
  return [
    selector,
    namespaceSelector,
    notSelector,
    serviceAccounts === undefined ? '' : JSON.stringify(serviceAccounts),
    services === undefined ? '' : JSON.stringify(services),
    nets(side.nets),
    nets(side.notNets),
    numbers(ports),
    numbers(notPorts),
  ].join('\n');
}

function partsOf(
  side: CalicoSide,
  role: 'source' | 'destination',
  rule: { readonly namespace: string | undefined; readonly protocol: CalicoProtocol | undefined },
  sets: EndSets,
): readonly SidePart[] {
  const { matches, matchesNot } = sideSelectors(side, rule.namespace);
  const selected = matches === '' ? undefined : sets.ofSelector(matches);
  const terms: readonly Term[] = [
    ...(side.nets.length > 0 ? [inSet(ofNets(side.nets))] : []),
    ...(side.notNets.length > 0 ? [notInSet(ofNets(side.notNets))] : []),
    ...(selected === undefined ? [] : [inSet(selected)]),
    ...(matchesNot === '' ? [] : [notInSet(sets.ofSelector(matchesNot))]),
  ];
  const ported = portParts(side, rule.protocol, selected, sets);
  const services =
    side.services === undefined ? [{ terms: [] }] : serviceParts(side.services, role, sets.world);
  return services.flatMap((service) =>
    ported.map((part): SidePart => {
      const ports = bothPorts(service.ports, part.ports);
      return {
        terms: [...terms, ...service.terms, ...part.terms],
        ...(ports !== undefined && { ports }),
      };
    }),
  );
}

function bothPorts(a: SidePorts | undefined, b: SidePorts | undefined): SidePorts | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { key: `${a.key} and ${b.key}`, ports: (end) => intersectPorts(portsAt(a, end), portsAt(b, end)) };
}

export function portsAt({ ports }: SidePorts, end: End): PortSet {
  return typeof ports === 'function' ? ports(end) : ports;
}

/**
 * Alternatives by the ports of a side. Names stand for what pods declare that the side selects, and what host endpoints
 * do at their addresses.
 */
function portParts(
  side: CalicoSide,
  protocol: CalicoProtocol | undefined,
  selected: SelectorSet | undefined,
  sets: EndSets,
): readonly SidePart[] {
  const { ports, notPorts } = side;
  if (ports.length === 0 && notPorts.length === 0) return [{ terms: [] }];
  const numbers = numericPorts(ports, protocol);
  const notNumbers = numericPorts(notPorts, protocol);
  const names = portNames(ports);
  const notNames = portNames(notPorts);
  const resolve = (named: (wanted: readonly string[]) => PortSet): PortSet => {
    const wanted = ports.length === 0 ? everyPort : unionPorts(numbers, named(names));
    return subtractPorts(wanted, unionPorts(notNumbers, named(notNames)));
  };
  if (names.length === 0 && notNames.length === 0) {
    const constant = resolve(() => noPorts);
    return [{ terms: [], ports: { key: portsKey(constant), ports: constant } }];
  }
  const known = protocolWithPorts(protocol);
  const protocols: readonly Protocol[] =
    known !== undefined ? [known] : protocol === undefined ? sets.world.version.namedPortProtocols : [];
  const { world } = sets;
  const ofPod = (end: End): PortSet =>
    resolve((wanted) => {
      if (end.kind !== 'pod') return noPorts;
      const declared = world
        .sharers(end.pod)
        .filter((pod) => selected === undefined || selected.matches(world.labelsOf(pod)))
        .flatMap(declaredPorts);
      return unionPorts(
        ...declared.flatMap(({ name, protocol: of, port }) =>
          name !== undefined && wanted.includes(name) && protocols.includes(of)
            ? [[{ protocol: of, first: port, last: port }]]
            : [],
        ),
      );
    });
  const key = `names ${names.join(' ')} not ${notNames.join(' ')} of ${selected?.key ?? 'all'} in ${protocols.join(' ')} and ${portsKey(numbers)} but ${portsKey(notNumbers)}`;
  const hosts = hostsDeclaring([...names, ...notNames], selected, sets);
  const elsewhere = hosts.flatMap(({ spec }) => spec.expectedIps);
  return [
    {
      terms: elsewhere.length === 0 ? [] : [notInSet(ofAddresses(elsewhere))],
      ports: { key, ports: ofPod },
    },
    ...hosts.map((host): SidePart => {
      const constant = resolve((wanted) => hostPorts(host, wanted, protocols));
      return {
        terms: [inSet(ofAddresses(host.spec.expectedIps))],
        ports: { key: portsKey(constant), ports: constant },
      };
    }),
  ];
}

function hostsDeclaring(
  names: readonly string[],
  selected: SelectorSet | undefined,
  { world }: EndSets,
): readonly HostEndpoint[] {
  return world.hostEndpoints.filter(
    ({ spec, labels }) =>
      spec.expectedIps.length > 0 &&
      spec.ports.some(({ name }) => names.includes(name)) &&
      (selected === undefined || selected.matches(labels)),
  );
}

function hostPorts(
  { spec }: HostEndpoint,
  wanted: readonly string[],
  protocols: readonly Protocol[],
): PortSet {
  return unionPorts(
    ...spec.ports.flatMap(({ name, protocol, port }) => {
      const of = protocolWithPorts(protocol);
      if (!wanted.includes(name) || of === undefined || !protocols.includes(of)) return [];
      return [[{ protocol: of, first: port, last: port }]];
    }),
  );
}

/** What a side demands, in a few words, for telling why an end is none of it. */
export function sideText(side: CalicoSide, namespace: string | undefined): string {
  const { matches, matchesNot } = sideSelectors(side, namespace);
  const words: string[] = [];
  if (matches !== '') words.push(matches);
  if (matchesNot !== '') words.push(`not ${matchesNot}`);
  if (side.nets.length > 0) {
    words.push(`an address in ${side.nets.map((net) => `${formatAddress(net)}/${net.prefix}`).join(', ')}`);
  }
  if (side.notNets.length > 0) {
    words.push(
      `an address not in ${side.notNets.map((net) => `${formatAddress(net)}/${net.prefix}`).join(', ')}`,
    );
  }
  if (side.services !== undefined) {
    words.push(`a backend of Service ${side.services.namespace}/${side.services.name}`);
  }
  return words.join(' and ');
}
