import type { PeerSketch, RuleSketch, SelectorSketch } from '../dialects/dialect';
import type { Statement, StatementPeer } from '../expectations/document';
import type { Wish as StatementWish } from '../expectations/wishes';
import { formatCidr } from '../model/address';
import { fewestCidrs } from '../model/address-set';
import { namespaceNameLabel } from '../model/labels';
import type { Direction } from '../model/policy';
import { noPorts, samePorts, unionPorts, type PortSet } from '../model/ports';
import type { Selector } from '../model/selector';
import { nodeAddresses } from '../expectations/spread';
import type { World } from '../expectations/world';
import { addressPeers, named, peersFor, portSketches } from './peers';
import type { PlanContext } from './plan-context';
import type { Note } from './types';
import { everyCidr } from './wish';
import type { Meant } from './wish-statement';

/** Rules, with what could not be said in them. */
export type ServedRules = { readonly rules: readonly RuleSketch[]; readonly notes: readonly Note[] };

/** Ports for one peer; `undefined` peers are anyone. */
export type Admission = { readonly peers: readonly PeerSketch[] | undefined; readonly ports: PortSet };

/**
 * Rules for all allowed statements that a gate of some workloads serves (DR-3): what must stay possible when the gate is
 * isolated.  `more`: what shall be admitted besides.
 */
export function servedRules(
  context: PlanContext,
  meant: Meant,
  subjects: readonly number[],
  direction: Direction,
  home: string,
  more: readonly Admission[] = [],
): ServedRules {
  const notes: Note[] = [];
  const admissions: Admission[] = [...more];
  const own = new Set(subjects);
  for (const { statement, wish, document } of meant.statements) {
    if (wish.verdict !== 'allowed') continue;
    const found = admissionsOf(context, meant.world, statement, wish, own, direction, home);
    if (typeof found === 'string') {
      const name = statement.name ?? `statement ${statement.index + 1}`;
      notes.push({
        severity: 'warning',
        text: `\`${name}\` of \`${document.name}\` is not written: ${found}`,
      });
    } else {
      admissions.push(...found);
    }
  }
  return { rules: rulesOf(direction, admissions), notes };
}

/** What one statement needs of the gates of the subjects; a sentence where no rule can say it. */
function admissionsOf(
  context: PlanContext,
  world: World,
  statement: Statement,
  wish: StatementWish,
  own: ReadonlySet<number>,
  direction: Direction,
  home: string,
): readonly Admission[] | string {
  const ports = servedPorts(world, wish, own, direction);
  if (ports.length === 0) return [];
  const peer = direction === 'ingress' ? statement.from : statement.to;
  if (direction === 'ingress' || wish.samePorts !== undefined) {
    const peers = statementPeers(context, world, peer, home, wish.blocks, direction);
    return typeof peers === 'string' ? peers : [{ peers, ports }];
  }
  // Each destination may have its own numbers: a rule for all of them together would be wider.
  const groups = new Map<string, { ports: PortSet; workloads: Set<number> }>();
  for (const block of wish.blocks) {
    block.to.forEach((atom) => {
      const found = world.atoms.list[atom];
      const own = wish.ports(atom);
      if (found?.namespace === undefined || own.length === 0) return;
      const key = JSON.stringify(own);
      const group = groups.get(key) ?? { ports: own, workloads: new Set() };
      groups.set(key, group);
      group.workloads.add(found.end);
    });
  }
  const admissions: Admission[] = [];
  for (const group of groups.values()) {
    const end = { kind: 'pods', workloads: [...group.workloads], wholeNamespace: undefined } as const;
    const choice = peersFor(context.snapshot.cluster, end, home, context.used);
    if (typeof choice === 'string') return choice;
    admissions.push({ peers: choice.peers, ports: group.ports });
  }
  return admissions;
}

/** The ports on which a statement uses the gate of one of the subjects. */
function servedPorts(
  world: World,
  wish: StatementWish,
  own: ReadonlySet<number>,
  direction: Direction,
): PortSet {
  let ports: PortSet = noPorts;
  for (const block of wish.blocks) {
    const side = direction === 'ingress' ? block.to : block.from;
    let serves = false;
    side.forEach((atom) => {
      if (!own.has(world.atoms.list[atom]?.end ?? -1)) return;
      serves = true;
      if (direction === 'ingress') ports = unionPorts(ports, wish.ports(atom));
    });
    if (serves && direction === 'egress') {
      block.to.forEach((atom) => {
        ports = unionPorts(ports, wish.ports(atom));
      });
    }
  }
  return ports;
}

/** A peer of a statement as peers of a rule; a sentence where NetworkPolicy cannot say it. */
function statementPeers(
  context: PlanContext,
  world: World,
  peer: StatementPeer,
  home: string,
  blocks: StatementWish['blocks'],
  direction: Direction,
): readonly PeerSketch[] | undefined | string {
  const { cluster } = context.snapshot;
  const internet = (): readonly PeerSketch[] =>
    addressPeers(cluster, { cidrs: everyCidr(context.snapshot), internet: true }).peers;
  switch (peer.kind) {
    case 'workload':
    case 'service': {
      const workloads = new Set<number>();
      for (const block of blocks) {
        (direction === 'ingress' ? block.from : block.to).forEach((atom) => {
          const found = world.atoms.list[atom];
          if (found?.namespace !== undefined) workloads.add(found.end);
        });
      }
      if (workloads.size === 0) return 'nobody is meant by it';
      const end = { kind: 'pods', workloads: [...workloads], wholeNamespace: undefined } as const;
      const choice = peersFor(cluster, end, home, context.used);
      return typeof choice === 'string' ? choice : choice.peers;
    }
    case 'pods': {
      const pods = selectorSketch(peer.pods);
      if (peer.namespaces.kind === 'labels') {
        return [{ kind: 'pods', namespaces: selectorSketch(peer.namespaces.selector), pods }];
      }
      const { name } = peer.namespaces;
      return [name === home ? { kind: 'pods', pods } : { kind: 'pods', namespaces: named(name), pods }];
    }
    case 'namespace':
      return [
        peer.name === home ? { kind: 'pods', pods: {} } : { kind: 'pods', namespaces: named(peer.name) },
      ];
    case 'namespaces':
      return [{ kind: 'pods', namespaces: selectorSketch(peer.selector) }];
    case 'cidr':
      return [
        {
          kind: 'addresses',
          cidr: formatCidr(peer.cidr),
          ...(peer.except.length === 0 ? {} : { except: peer.except.map(formatCidr) }),
        },
      ];
    case 'domain':
      return 'a NetworkPolicy knows addresses, no domain names';
    case 'entity': {
      if (peer.entity === 'Internet') return internet();
      if (peer.entity === 'Host' && direction === 'ingress') return [];
      const addresses = fewestCidrs(nodeAddresses(cluster));
      if (peer.entity === 'ApiServer' || addresses.length === 0) return 'no document tells its addresses';
      return addresses.map((cidr) => ({ kind: 'addresses', cidr: formatCidr(cidr) }));
    }
    case 'group':
      switch (peer.group) {
        case 'Anyone':
        case 'AnyoneElse':
          return undefined;
        case 'AnyPod':
        case 'AnyOtherPod':
          return [{ kind: 'pods', namespaces: {} }];
        case 'OutsideNamespace':
          return [
            {
              kind: 'pods',
              namespaces: {
                matchExpressions: [{ key: namespaceNameLabel, operator: 'NotIn', values: [home] }],
              },
            },
            ...internet(),
          ];
        case 'OutsideCluster':
          return internet();
      }
  }
}

function selectorSketch({ requirements }: Selector): SelectorSketch {
  const labels: Record<string, string> = {};
  const expressions: { key: string; operator: string; values?: readonly string[] }[] = [];
  for (const { key, operator, values } of requirements) {
    const [value] = values;
    if (operator === 'In' && values.length === 1 && value !== undefined && !Object.hasOwn(labels, key)) {
      Object.defineProperty(labels, key, { value, enumerable: true, configurable: true, writable: true });
    } else {
      expressions.push({ key, operator, ...(values.length === 0 ? {} : { values }) });
    }
  }
  return {
    ...(Object.keys(labels).length === 0 ? {} : { matchLabels: labels }),
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
  };
}

/** Peers with equal ports share a rule, each stands once (GEN-6). */
export function rulesOf(direction: Direction, admissions: readonly Admission[]): readonly RuleSketch[] {
  const byPeer = new Map<string, { peer: PeerSketch | undefined; ports: PortSet }>();
  for (const { peers, ports } of admissions) {
    for (const peer of peers ?? [undefined]) {
      const key = JSON.stringify(peer ?? null);
      const known = byPeer.get(key);
      byPeer.set(key, { peer, ports: unionPorts(known?.ports ?? noPorts, ports) });
    }
  }
  const groups: { peers: PeerSketch[]; anyone: boolean; ports: PortSet }[] = [];
  for (const { peer, ports } of byPeer.values()) {
    if (ports.length === 0) continue;
    let group = groups.find((one) => samePorts(one.ports, ports) && one.anyone === (peer === undefined));
    if (group === undefined) groups.push((group = { peers: [], anyone: peer === undefined, ports }));
    if (peer !== undefined) group.peers.push(peer);
  }
  return groups.flatMap(({ peers, anyone, ports }): RuleSketch[] => {
    const sketches = portSketches(ports);
    // Ports that cannot be said would leave an empty list, which means every port.
    if (sketches?.length === 0) return [];
    return [{ direction, peers: anyone ? undefined : peers, ports: sketches }];
  });
}
