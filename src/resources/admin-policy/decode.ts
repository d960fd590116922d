import { parseCidr } from '../../model/address';
import { within } from '../../model/origin';
import type { Origin } from '../../model/origin';
import type { Selector } from '../../model/selector';
import type { Json, JsonObject } from '../../yaml/types';
import { decodeSelector } from '../api-server/decode-selector';
import { selectorErrors, textOf } from '../api-server/selector';
import { isObject } from '../place';
import type { AdminPeer, AdminPods, AdminPort, AdminRule, NamespaceChoice, WrittenSelector } from './types';

/*
 * Reads what the server stores of a cluster-wide policy. What the CRD has not checked (selectors, protocols) is read as
 * the reference engine does. Upstream: kubernetes-sigs/kube-network-policies.
 */

/** A selector that is required by the schema, or absent and then everything. */
export function adminSelector(value: Json | undefined, origin: Origin): Selector | 'unreadable' {
  if (!isObject(value)) return { requirements: [], origin };
  return selectorErrors(value, []).length > 0 ? 'unreadable' : decodeSelector(value, origin);
}

const knownOperators: readonly string[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** A selector as it is written, valid or not. */
function writtenSelector(value: Json | undefined, origin: Origin): WrittenSelector {
  const { requirements } = decodeSelector(isObject(value) ? value : {}, origin);
  return {
    selector: {
      requirements: requirements.filter(({ operator }) => knownOperators.includes(operator)),
      origin,
    },
    empty: requirements.length === 0,
  };
}

function namespacesBy(value: Json | undefined, origin: Origin): NamespaceChoice {
  const selector = adminSelector(value, origin);
  return selector === 'unreadable' ? { kind: 'unreadable', origin } : { kind: 'labels', selector };
}

/** The namespaces of the peers of v0.1.0 to v0.1.2: by selector or by comparison with the subject's. */
function comparedNamespaces(value: Json | undefined, origin: Origin): NamespaceChoice {
  const members = isObject(value) ? value : {};
  for (const [member, kind] of [
    ['sameLabels', 'same labels'],
    ['notSameLabels', 'not same labels'],
  ] as const) {
    const keys = members[member];
    if (Array.isArray(keys)) {
      const texts = (keys as readonly Json[]).map(textOf);
      return { kind, keys: [...new Set(texts)], origin: within(origin, member) };
    }
  }
  return namespacesBy(members['namespaceSelector'], within(origin, 'namespaceSelector'));
}

/** A subject: it has the same shape in every version. */
export function adminSubject(value: Json | undefined, origin: Origin): AdminPods {
  return podsOf(isObject(value) ? value : {}, origin, false) ?? { kind: 'pods', ...nobody(origin) };
}

function nobody(origin: Origin) {
  return { namespaces: { kind: 'unreadable', origin }, pods: undefined, origin } as const;
}

/** `namespaces` or `pods`, in the shape of today or, where `compared`, in that of the first releases. */
function podsOf(peer: JsonObject, origin: Origin, compared: boolean): AdminPods | undefined {
  const { namespaces, pods } = peer;
  if (isObject(namespaces)) {
    const at = within(origin, 'namespaces');
    const choice = compared ? comparedNamespaces(namespaces, at) : namespacesBy(namespaces, at);
    const written = { namespaces: writtenSelector(namespaces, at) };
    const unread = choice.kind === 'unreadable' && !compared ? { written } : {};
    return { kind: 'pods', namespaces: choice, pods: undefined, ...unread, origin };
  }
  if (!isObject(pods)) return undefined;
  const at = within(origin, 'pods');
  const choice = compared
    ? comparedNamespaces(pods['namespaces'], within(at, 'namespaces'))
    : namespacesBy(pods['namespaceSelector'], within(at, 'namespaceSelector'));
  const chosen = adminSelector(pods['podSelector'], within(at, 'podSelector'));
  const written = {
    namespaces: writtenSelector(pods['namespaceSelector'], within(at, 'namespaceSelector')),
    pods: writtenSelector(pods['podSelector'], within(at, 'podSelector')),
  };
  const unread = (choice.kind === 'unreadable' || chosen === 'unreadable') && !compared ? { written } : {};
  return { kind: 'pods', namespaces: choice, pods: chosen, ...unread, origin };
}

export function adminPeer(value: Json, origin: Origin, compared: boolean): AdminPeer {
  const peer = isObject(value) ? value : {};
  const pods = podsOf(peer, origin, compared);
  if (pods !== undefined) return pods;
  const { nodes, networks, domainNames } = peer;
  if (isObject(nodes)) {
    const at = within(origin, 'nodes');
    const chosen = adminSelector(nodes, at);
    const unread = chosen === 'unreadable' ? { written: writtenSelector(nodes, at) } : {};
    return { kind: 'nodes', nodes: chosen, ...unread, origin };
  }
  if (Array.isArray(networks)) {
    const cidrs = (networks as readonly Json[]).flatMap((text) => parseCidr(textOf(text))?.cidr ?? []);
    return { kind: 'networks', cidrs, origin };
  }
  if (Array.isArray(domainNames)) {
    const names = (domainNames as readonly Json[]).map((name) =>
      textOf(name).toLowerCase().replace(/\.$/, ''),
    );
    return { kind: 'domains', names, origin };
  }
  return { kind: 'unknown', origin };
}

/** What differs between the versions in how a rule is written. */
export type RuleShape = {
  /** The action that the version calls by another name than `Deny` and `Pass`. */
  readonly allow: string;
  readonly ports: string;
  readonly port: (value: JsonObject, origin: Origin) => AdminPort | undefined;
  /** Peers are those of the first releases. */
  readonly compared: boolean;
};

/** The rules of one direction of a stored spec. */
export function adminRules(
  list: Json | undefined,
  side: 'from' | 'to',
  shape: RuleShape,
  origin: Origin,
): readonly AdminRule[] {
  return listOf(list).map((value, index): AdminRule => {
    const rule = isObject(value) ? value : {};
    const at = within(origin, index);
    const action = textOf(rule['action']);
    const ports = listOf(rule[shape.ports]);
    const name = textOf(rule['name']);
    return {
      index,
      ...(name === '' ? {} : { name }),
      action: action === shape.allow ? 'allow' : action === 'Deny' ? 'deny' : 'pass',
      peers: listOf(rule[side]).map((peer, item) => adminPeer(peer, within(at, side, item), shape.compared)),
      ports:
        ports.length === 0
          ? 'any'
          : ports.flatMap(
              (port, item) => shape.port(isObject(port) ? port : {}, within(at, shape.ports, item)) ?? [],
            ),
      origin: at,
    };
  });
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}
