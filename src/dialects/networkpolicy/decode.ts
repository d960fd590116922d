import { parseCidr } from '../../model/address';
import type { Cidr } from '../../model/address';
import { within } from '../../model/origin';
import type { Origin } from '../../model/origin';
import type {
  Direction,
  NamespaceMatch,
  Peer,
  Policy,
  PolicySide,
  PortMatch,
  Rule,
} from '../../model/policy';
import type { Protocol } from '../../model/ports';
import { decodeSelector } from '../../resources/api-server/decode-selector';
import { namespaceOf } from '../../resources/kinds';
import type { Resource } from '../../resources/resource';
import { plainSurroundings } from '../dialect';
import type { Decoded, FieldError, Surroundings } from '../dialect';
import { peersKey } from './stored';
import type { StoredPeer, StoredPort, StoredRule, StoredSpec } from './stored';
import { validateNetworkPolicy } from './validate';

/**
 * Decodes a NetworkPolicy. There is no policy if a server would refuse it; errors that only some servers raise leave
 * it in force.
 */
export function decodeNetworkPolicy(resource: Resource, around: Surroundings = plainSurroundings): Decoded {
  const { errors, warnings, further, spec } = validateNetworkPolicy(typed(resource));
  const all = [...errors, ...further].map((error) => asTakenBy(around, error));
  const accepted = all.every((error) => error.advisory === true);
  return {
    policy: spec !== undefined && accepted ? policyOf(resource, spec) : undefined,
    errors: all,
    warnings,
  };
}

/**
 * A name with an `endPort` costs a policy only its rule where Calico takes policies over; Cilium takes a peer without
 * any member for all pods of the policy's namespace.
 */
function asTakenBy({ cni }: Surroundings, error: FieldError): FieldError {
  if (cni.startsWith('cilium-')) {
    return error.message.endsWith('Required value: must specify a peer')
      ? { ...error, advisory: true }
      : error;
  }
  const byCalico = cni.startsWith('calico-') || cni === 'canal';
  const ofRange = error.message.endsWith('may not be specified when `port` is non-numeric');
  return byCalico && ofRange ? { ...error, advisory: true } : error;
}

/** An item of a typed list has its type from the list. */
function typed(resource: Resource): Resource['value'] {
  const { value, apiVersion, kind } = resource;
  return value['kind'] === kind && value['apiVersion'] === apiVersion
    ? value
    : { ...value, apiVersion, kind };
}

function policyOf(resource: Resource, spec: StoredSpec): Policy {
  const { origin } = resource;
  const own: NamespaceMatch = { kind: 'own', namespace: namespaceOf(resource) };
  return {
    ref: {
      dialect: 'networkpolicy',
      kind: 'NetworkPolicy',
      namespace: own.namespace,
      name: resource.name === '' ? generatedName(resource) : resource.name,
    },
    subject: {
      namespaces: own,
      pods: decodeSelector(spec.podSelector, within(origin, 'spec', 'podSelector')),
    },
    ingress: side('ingress', spec, own, origin),
    egress: side('egress', spec, own, origin),
    origin,
    spec: {
      ingress: rulesOf('ingress', spec, own, origin),
      egress: rulesOf('egress', spec, own, origin),
    } satisfies NetworkPolicyRules,
  };
}

/** All rules as written, those of directions that `policyTypes` does not list too: the `spec` of the policy. */
export type NetworkPolicyRules = Readonly<Record<Direction, readonly Rule[]>>;

/** The server would add an ending of its own. */
function generatedName(resource: Resource): string {
  const metadata = resource.value['metadata'] as { readonly generateName?: string } | undefined;
  return metadata?.generateName ?? '';
}

const typeNames: Readonly<Record<Direction, string>> = { ingress: 'Ingress', egress: 'Egress' };

/** Rules of a direction that `policyTypes` does not list do nothing. */
function side(direction: Direction, spec: StoredSpec, own: NamespaceMatch, origin: Origin): PolicySide {
  const applies = spec.policyTypes.includes(typeNames[direction]);
  return { applies, rules: applies ? rulesOf(direction, spec, own, origin) : [] };
}

function rulesOf(
  direction: Direction,
  spec: StoredSpec,
  own: NamespaceMatch,
  origin: Origin,
): readonly Rule[] {
  return spec[direction].map((stored, index) =>
    rule(stored, index, direction, own, within(origin, 'spec', direction, index)),
  );
}

function rule(
  stored: StoredRule,
  index: number,
  direction: Direction,
  own: NamespaceMatch,
  origin: Origin,
): Rule {
  const { peers, ports } = stored;
  return {
    index,
    action: 'allow',
    peers:
      peers.length === 0
        ? 'any'
        : peers.flatMap((peer, at) => decodePeer(peer, own, within(origin, peersKey[direction], at))),
    ports:
      ports.length === 0 ? 'any' : ports.flatMap((port, at) => decodePort(port, within(origin, 'ports', at))),
    origin,
  };
}

/** A peer that validation has accepted. One without any member is the namespace's own pods. */
function decodePeer(peer: StoredPeer, own: NamespaceMatch, origin: Origin): readonly Peer[] {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  if (ipBlock !== undefined) {
    const cidr = parseCidr(ipBlock.cidr)?.cidr;
    if (cidr === undefined) return [];
    return [{ kind: 'addresses', cidr, except: ipBlock.except.flatMap(readCidr), origin }];
  }
  const namespaces: NamespaceMatch =
    namespaceSelector === undefined
      ? own
      : { kind: 'labels', selector: decodeSelector(namespaceSelector, within(origin, 'namespaceSelector')) };
  const pods =
    podSelector === undefined ? undefined : decodeSelector(podSelector, within(origin, 'podSelector'));
  return [{ kind: 'pods', namespaces, ...(pods === undefined ? {} : { pods }), origin }];
}

function readCidr(text: string): readonly Cidr[] {
  const parsed = parseCidr(text);
  return parsed === undefined ? [] : [parsed.cidr];
}

function decodePort(entry: StoredPort, origin: Origin): readonly PortMatch[] {
  const { port, endPort } = entry;
  const protocol = entry.protocol as Protocol;
  if (port === undefined) return [{ kind: 'protocol', protocol, origin }];
  if (typeof port === 'string' && endPort !== undefined) {
    return [{ kind: 'other', words: `from ${port} to ${endPort}, which is no range`, origin }];
  }
  if (typeof port === 'string') return [{ kind: 'named', protocol, name: port, origin }];
  return [{ kind: 'range', protocol, first: port, last: endPort ?? port, origin }];
}
