import { parseCidr } from '../../model/address';
import type { Cidr } from '../../model/address';
import type { OptionValue } from '../../model/cluster';
import type { Origin } from '../../model/origin';
import type { Action, Direction, Policy } from '../../model/policy';
import { icmpv6, otherPorts, portRange, unionPorts } from '../../model/ports';
import type { PortSet } from '../../model/ports';
import type { End, EndSet, Entry, WalkPolicy, WalkTier } from '../../model/walk';
import { decodeProtocol } from '../../dialects/calico/decode-rule';
import { inSet, ofNets } from './end-sets';
import { protocolWithPorts } from './rule-ports';
import { isEndpoint } from './world';
import type { CalicoWorld } from './world';

/*
 * What Felix does whatever policy says, as policies of its own that stand in the walk. Upstream: projectcalico/calico
 * `felix/rules/static.go`, `felix/config/config_params.go`.
 */

const nowhere: Origin = { file: '', document: 0, path: [] };

/** A policy that no document says. */
export function ownPolicy(kind: string, name: string, origin: Origin = nowhere): Policy {
  const side = { applies: true, rules: [] };
  return { ref: { dialect: 'calico', kind, name }, ingress: side, egress: side, origin };
}

export function ownWalkPolicy(
  policy: Policy,
  holds: (end: End) => boolean,
  entries: Readonly<Record<Direction, readonly Entry[]>>,
): WalkPolicy {
  const side = (direction: Direction) => ({ applies: true, isolates: false, entries: entries[direction] });
  return {
    policy,
    subject: { key: `${policy.ref.kind} ${policy.ref.name}`, holds },
    sides: { ingress: side('ingress'), egress: side('egress') },
  };
}

export function plainEntry(
  rule: number,
  action: Action,
  ports: PortSet | 'any',
  nets?: readonly Cidr[],
): Entry {
  return {
    rule,
    action,
    own: [],
    peers: nets === undefined ? 'any' : [{ terms: [inSet(ofNets(nets))], origin: nowhere }],
    ports: ports === 'any' ? 'any' : [{ key: JSON.stringify(ports), ports, origin: nowhere }],
    origin: nowhere,
  };
}

/** Felix's own default. */
export const vxlanPort = 4789;
const ipInIp = 4;

/** The ICMPv6 messages without which a pod does not find its host. */
const neighborTypes = [130, 131, 132, 133, 135, 136] as const;

/** The node that the pod of the gate is on. */
const ownNode: EndSet = {
  key: 'own node',
  holds: (end) => end.kind === 'node' && end.own,
  addresses: [],
  addressesOf: 'every end',
};

/** Whether hosts have IPv6 addresses for pods to look for. */
export function hasSixNodes({ cluster }: CalicoWorld): boolean {
  return cluster.nodes.some(({ addresses }) => addresses.some(({ family }) => family === 6));
}

/**
 * What is decided before policy of what pods send. Tunnels that they would dig themselves are dropped: by the packet
 * filters, and by default; the eBPF programs have no such rule. What finds their host by IPv6 is accepted.
 */
export function beforePolicyTier(world: CalicoWorld): readonly WalkTier[] {
  const entries = [...(hasSixNodes(world) ? neighborEntries() : []), ...tunnelEntries(world)];
  if (entries.length === 0) return [];
  const policy = ownWalkPolicy(
    ownPolicy('Felix', 'rules before policy'),
    (end) => end.kind === 'pod' && isEndpoint(end.pod),
    { ingress: [], egress: entries },
  );
  return [{ name: 'before policy', levels: [{ combine: 'first', policies: [policy] }], end: 'next' }];
}

function neighborEntries(): readonly Entry[] {
  const ports = unionPorts(...neighborTypes.map((type) => otherPorts(icmpv6, type)));
  const peers = [{ terms: [inSet(ownNode)], origin: nowhere }];
  return [{ ...plainEntry(0, 'allow', ports), peers, family: 6 }];
}

function tunnelEntries({ options }: CalicoWorld): readonly Entry[] {
  return tunnelPorts(options).map((ports) => plainEntry(ports[0]?.protocol === 'UDP' ? 1 : 2, 'deny', ports));
}

/** What pods may not send since it would be a tunnel: VXLAN, then IP in IP. */
export function tunnelPorts(options: ReadonlyMap<string, OptionValue>): readonly PortSet[] {
  if (isOn(options.get('BPFEnabled'))) return [];
  const ports: PortSet[] = [];
  const port = Number(options.get('VXLANPort') ?? vxlanPort);
  if (!isOn(options.get('AllowVXLANPacketsFromWorkloads')) && Number.isInteger(port)) {
    ports.push(portRange('UDP', port, port));
  }
  if (!isOn(options.get('AllowIPIPPacketsFromWorkloads'))) ports.push(otherPorts(ipInIp));
  return ports;
}

/** A pod of a namespace that is not known has a profile that denies. */
export function unknownNamespaceTier(world: CalicoWorld): readonly WalkTier[] {
  const policy = ownWalkPolicy(
    ownPolicy('Profile', 'of an unknown namespace'),
    (end) => end.kind === 'pod' && isEndpoint(end.pod) && !world.knowsNamespace(end.pod.namespace),
    { ingress: [], egress: [] },
  );
  return [{ name: 'profiles', levels: [{ combine: 'first', policies: [policy] }], end: 'deny' }];
}

/** Felix's own defaults. */
export const failsafes: Readonly<Record<Direction, string>> = {
  ingress: 'tcp:22,udp:68,tcp:179,tcp:2379,tcp:2380,tcp:5473,tcp:6443,tcp:6666,tcp:6667',
  egress: 'udp:53,udp:67,tcp:179,tcp:2379,tcp:2380,tcp:5473,tcp:6443,tcp:6666,tcp:6667',
};

const failsafeOptions: Readonly<Record<Direction, string>> = {
  ingress: 'FailsafeInboundHostPorts',
  egress: 'FailsafeOutboundHostPorts',
};

/** Ports of hosts that policy never closes, as a policy with this action. */
export function failsafePolicy({ options }: CalicoWorld, action: 'allow' | 'pass'): WalkPolicy {
  const entries = (direction: Direction): readonly Entry[] => {
    const option = options.get(failsafeOptions[direction]);
    const text = Array.isArray(option)
      ? option.join(',')
      : typeof option === 'string'
        ? option
        : failsafes[direction];
    return text.split(',').flatMap((entry, index) => failsafeEntry(entry.trim(), index, action));
  };
  return ownWalkPolicy(ownPolicy('Felix', 'failsafe ports'), () => true, {
    ingress: entries('ingress'),
    egress: entries('egress'),
  });
}

/** `22`, `tcp:22` or `tcp:10.0.0.0/8:22`. */
function failsafeEntry(text: string, index: number, action: 'allow' | 'pass'): readonly Entry[] {
  const parts = /^(?:([a-zA-Z]+):)?(?:\[?([0-9a-fA-F.:/]+)\]?:)?(\d+)$/.exec(text);
  const port = Number(parts?.[3]);
  const protocol = protocolWithPorts(decodeProtocol(parts?.[1] ?? 'tcp'));
  if (parts === null || protocol === undefined) return [];
  const net = parts[2] === undefined ? undefined : parseCidr(parts[2])?.cidr;
  if (parts[2] !== undefined && net === undefined) return [];
  return [plainEntry(index, action, portRange(protocol, port, port), net === undefined ? undefined : [net])];
}

export function isOn(option: OptionValue | undefined): boolean {
  return option === true || (typeof option === 'string' && /^(true|enabled)$/i.test(option));
}
