import type { Cidr } from '../../model/address';
import { within } from '../../model/origin';
import type { Direction } from '../../model/policy';
import { everyPort, intersectPorts, isEveryPort, portsOf } from '../../model/ports';
import type { PortSet } from '../../model/ports';
import type { Condition, Entry, EntryPeer, EntryPort } from '../../model/walk';
import { httpWords, meetsHttp } from '../../dialects/calico/http';
import type { CalicoHttp, CalicoIcmp, CalicoRule, CalicoSide } from '../../dialects/calico/spec';
import type { EndSets } from './end-sets';
import { portsKey, rulePorts, versionOf } from './rule-ports';
import { portsAt, sideParts, sideText } from './side-parts';
import type { SidePart } from './side-parts';

/**
 * What the walk looks at for one rule: nothing where it can match no packet, several entries where its sides are
 * alternatives of address and ports. Upstream: projectcalico/calico `felix/rules/policy.go`.
 */
export function entriesOfRule(
  rule: CalicoRule,
  namespace: string | undefined,
  direction: Direction,
  sets: EndSets,
): readonly Entry[] {
  const families = liveFamilies(rule);
  const { protocol, notProtocol, icmp, notIcmp } = rule;
  const protocolsKey = `${protocol ?? ''} ${notProtocol ?? ''} ${icmpKey(icmp)} ${icmpKey(notIcmp)}`;
  const ports = sets.once(`protocols ${protocolsKey}`, () => rulePorts(rule));
  if (families.length === 0 || ports.length === 0) return [];
  const context = { namespace, protocol: rule.protocol };
  const sources = sideParts(rule.source, 'source', context, sets).flatMap((part) => apart(part, rule.source));
  const destinations = sideParts(rule.destination, 'destination', context, sets);
  const [family] = families;
  return sources.flatMap((source) =>
    destinations.flatMap((destination): readonly Entry[] => {
      const [own, peer] = direction === 'ingress' ? [destination, source] : [source, destination];
      const side = direction === 'ingress' ? 'source' : 'destination';
      const entryPorts = sets.once(
        `ports ${protocolsKey} ${portsKey(source.within)} ${destination.ports?.key ?? ''}`,
        () => portsOfEntry(intersectPorts(ports, source.within), destination),
      );
      if (entryPorts === undefined) return [];
      const http = rule.http === undefined ? undefined : conditionOf(rule.http, sets);
      const { ports: from } = source;
      return [
        {
          rule: rule.index,
          action: rule.action,
          own: own.terms,
          peers: peer.terms.length === 0 ? 'any' : [peerOf(peer, rule, side, namespace)],
          ports:
            entryPorts === 'any'
              ? 'any'
              : [{ ...entryPorts, origin: within(rule.origin, 'destination', 'ports') }],
          ...(from !== undefined && { sourcePorts: { key: from.key, ports: (end) => portsAt(from, end) } }),
          ...(families.length === 1 && family !== undefined && { family }),
          ...(http !== undefined && { condition: http }),
          origin: rule.origin,
        },
      ];
    }),
  );
}

function icmpKey(icmp: CalicoIcmp | undefined): string {
  return icmp === undefined ? '' : `${icmp.type ?? ''}/${icmp.code ?? ''}`;
}

/** A source that excludes ports lets protocols without ports pass: they are an alternative of their own. */
function apart(part: SidePart, side: CalicoSide): readonly (SidePart & { readonly within: PortSet })[] {
  if (part.ports === undefined) return [{ ...part, within: everyPort }];
  const ported = everyPort.filter(({ protocol }) => protocol !== 'other');
  const first = { ...part, within: ported };
  return side.ports.length > 0 ? [first] : [first, { terms: part.terms, within: portsOf('other') }];
}

function peerOf(
  part: SidePart,
  rule: CalicoRule,
  side: 'source' | 'destination',
  namespace: string | undefined,
): EntryPeer {
  const origin = within(rule.origin, side);
  const { reads } = rule[side];
  return {
    terms: part.terms,
    origin,
    ...(reads !== undefined && { words: reads }),
    misses: () => [{ kind: 'words', words: `wants ${sideText(rule[side], namespace)}`, origin }],
  };
}

/** The ports of an entry, told by a key; undefined where there are none. */
function portsOfEntry(
  ports: PortSet,
  { ports: wanted }: SidePart,
): 'any' | Omit<EntryPort, 'origin'> | undefined {
  if (typeof wanted?.ports === 'function') {
    const { key, ports: named } = wanted;
    return {
      key: `${key} within ${portsKey(ports)}`,
      ports: (end) => intersectPorts(ports, named(end)),
    };
  }
  const both = wanted === undefined ? ports : intersectPorts(ports, wanted.ports);
  if (both.length === 0) return undefined;
  return isEveryPort(both) ? 'any' : { key: portsKey(both), ports: both };
}

/** The families for which a rule exists: lists of addresses without one of the family take it away. */
function liveFamilies(rule: CalicoRule): readonly (4 | 6)[] {
  const only = versionOf(rule);
  return ([4, 6] as const).filter((family) => {
    if (only !== undefined && only !== family) return false;
    return [rule.source, rule.destination].every(
      ({ nets, notNets }) => hasFamily(nets, family) && hasFamily(notNets, family) && !isAll(notNets, family),
    );
  });
}

function hasFamily(nets: readonly Cidr[], family: 4 | 6): boolean {
  return nets.length === 0 || nets.some((net) => net.family === family);
}

function isAll(notNets: readonly Cidr[], family: 4 | 6): boolean {
  return notNets.some((net) => net.family === family && net.prefix === 0);
}

/** Only an application layer looks at requests; without one the rule is a plain one. */
function conditionOf(http: CalicoHttp, { world }: EndSets): Condition | undefined {
  const prefix = world.options.get('PolicySyncPathPrefix');
  if (typeof prefix !== 'string' || prefix === '') return undefined;
  return {
    kind: 'http',
    words: httpWords(http),
    key: JSON.stringify([
      http.methods,
      http.paths.map(({ exact, prefix: of }) => [exact ?? null, of ?? null]),
    ]),
    meets: ({ http: request }) => request !== undefined && meetsHttp(http, request),
  };
}
