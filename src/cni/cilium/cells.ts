import type { Authentication } from '../../model/walk';
import type { Application, CiliumListener, CiliumPorts } from '../../dialects/cilium/spec';
import { wildcard } from './peers';
import type { PeerSelector } from './peers';
import type { PortFilter } from './port-filter';
import type { RuleEntry } from './rule-entry';

/** What rules of one level say together of one port filter and one selector of peers. */
export type Cell = {
  readonly tier: number;
  readonly priority: number;
  readonly action: 'allow' | 'deny' | 'pass';
  readonly filter: PortFilter;
  readonly selector: PeerSelector;
  /** Rules of HTTP or DNS; undefined where nothing is looked into. */
  application: Application | undefined;
  /** Some rule lets everything through that the proxy looks into. */
  lifted: boolean;
  /** Undefined: none is asked for. */
  serverNames: readonly string[] | undefined;
  authentication: Authentication | undefined;
  terminates: string | undefined;
  originates: string | undefined;
  listener: CiliumListener | undefined;
  /** All that can be merged, as text. */
  text: string;
};

export type Proxy = 'none' | 'http' | 'server name' | 'dns' | 'listener';

/** Why rules cannot be merged. */
export type Conflict =
  | 'conflicting L7 parsers of one peer and port'
  | 'conflicting authentication modes'
  | 'HTTP rules merged into server names without TLS termination'
  | 'conflicting TLS contexts, or one without certificates'
  | 'two listeners of one priority'
  | 'a listener of kind CiliumEnvoyConfig in a CCNP';

export function newCell(
  entry: RuleEntry,
  filter: PortFilter,
  selector: PeerSelector,
  ports?: CiliumPorts,
): Cell {
  const plain = entry.action !== 'allow' || ports === undefined;
  const cell: Omit<Cell, 'text'> = {
    tier: entry.tier,
    priority: entry.priority,
    action: entry.action,
    filter,
    selector,
    application: plain ? undefined : ports.application,
    lifted: false,
    serverNames: plain || ports.serverNames.length === 0 ? undefined : ports.serverNames,
    authentication: entry.action === 'allow' ? entry.authentication : undefined,
    terminates: plain ? undefined : ports.terminates,
    originates: plain ? undefined : ports.originates,
    listener: plain ? undefined : ports.listener,
  };
  return { ...cell, text: textOf(cell) };
}

/** A rule of which only its level and what it does count. */
export function plainCell(entry: RuleEntry): Cell {
  return { ...newCell(entry, manyPorts, wildcard), application: undefined, authentication: undefined };
}

const manyPorts: PortFilter = { key: 'several', port: 0, endPort: 0, protocol: 'any' };

function textOf(cell: Omit<Cell, 'text'>): string {
  const { application, lifted, serverNames, authentication, terminates, originates, listener } = cell;
  return JSON.stringify([application, lifted, serverNames, authentication, terminates, originates, listener]);
}

/** The proxy that connections of the cell are led to. */
export function proxyOf({ application, serverNames, listener, terminates, originates }: Cell): Proxy {
  if (listener !== undefined) return 'listener';
  if (application?.kind === 'dns') return 'dns';
  if (application !== undefined) return 'http';
  return serverNames !== undefined || terminates !== undefined || originates !== undefined
    ? 'server name'
    : 'none';
}

/**
 * Merges another rule's cell of the same filter and selector into the first; gives what makes that impossible.
 * Upstream: `pkg/policy/rule.go` mergePortProto.
 */
export function mergeCell(into: Cell, more: Cell): Conflict | undefined {
  if (into.text === more.text) return undefined;
  const conflict = proxiesConflict(into, more) ?? modesConflict(into, more);
  if (conflict !== undefined) return conflict;
  into.authentication ??= more.authentication;
  into.terminates ??= more.terminates;
  into.originates ??= more.originates;
  into.listener ??= more.listener;
  if (more.serverNames !== undefined) {
    into.serverNames = [...new Set([...(into.serverNames ?? []), ...more.serverNames])];
  }
  if (into.serverNames !== undefined && into.application !== undefined && into.terminates === undefined) {
    return 'HTTP rules merged into server names without TLS termination';
  }
  if (into.application === undefined || more.application === undefined) {
    // Beside rules of a proxy, a rule without any lets everything through it.
    into.lifted ||= (into.application ?? more.application) !== undefined;
    into.application ??= more.application;
  } else {
    into.application = unite(into.application, more.application);
    into.lifted ||= more.lifted;
  }
  into.text = textOf(into);
  return undefined;
}

function unite(a: Application, b: Application): Application {
  if (a.kind === 'http' && b.kind === 'http') return { kind: 'http', rules: [...a.rules, ...b.rules] };
  if (a.kind === 'dns' && b.kind === 'dns') return { kind: 'dns', rules: [...a.rules, ...b.rules] };
  return a;
}

function proxiesConflict(a: Cell, b: Cell): Conflict | undefined {
  const one = parserOf(a);
  const other = parserOf(b);
  if (one === other || one === 'none' || other === 'none') {
    if (a.listener === undefined || b.listener === undefined) return undefined;
    if (a.listener.priority !== b.listener.priority || a.listener.name === b.listener.name) return undefined;
    return 'two listeners of one priority';
  }
  // What only looks at server names can become anything but DNS.
  const others = [one, other].filter((parser) => parser !== 'server name');
  if (others.length === 1 && others[0] !== 'dns') return undefined;
  return 'conflicting L7 parsers of one peer and port';
}

function parserOf(cell: Cell): string {
  const proxy = proxyOf(cell);
  return cell.application?.kind === 'other' ? cell.application.name : proxy;
}

function modesConflict(a: Cell, b: Cell): Conflict | undefined {
  const differ = (x: string | undefined, y: string | undefined) =>
    x !== undefined && y !== undefined && x !== y;
  if (differ(a.authentication, b.authentication)) return 'conflicting authentication modes';
  if (differ(a.terminates, b.terminates) || differ(a.originates, b.originates)) {
    return 'conflicting TLS contexts, or one without certificates';
  }
  return undefined;
}

const ranks: Readonly<Record<Proxy, number>> = { none: 0, dns: 1, 'server name': 2, http: 3, listener: 4 };

/** How strongly a cell's proxy takes connections to itself. */
export function rankOf(cell: Cell): number {
  return ranks[proxyOf(cell)];
}

/** The filter of a cell among those of its subject. */
export function filterKey({ tier, filter }: Cell): string {
  return filterKeyOf(tier, filter);
}

export function filterKeyOf(tier: number, filter: PortFilter): string {
  return `${tier} ${filter.key}`;
}

/** Whether connections to these ports of the rule are led to a proxy. */
export function isLedToProxy({ action }: RuleEntry, ports: CiliumPorts | undefined): boolean {
  if (action !== 'allow' || ports === undefined) return false;
  const { application, serverNames, terminates, originates, listener } = ports;
  return (
    serverNames.length > 0 || [application, terminates, originates, listener].some((one) => one !== undefined)
  );
}
