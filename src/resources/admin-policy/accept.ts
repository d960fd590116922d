import type { Json, JsonObject } from '../../yaml/types';
import type { CrdValidation } from '../api-server/crd';
import type { FieldError } from '../api-server/field-error';
import { isObject } from '../place';
import type { Resource } from '../resource';

/** A document against several CRDs. */
export type Acceptance = {
  /** As the server stores it; undefined where none takes it. Peers of unknown kinds are empty objects. */
  readonly stored: JsonObject | undefined;
  /** What the first of the CRDs says; advisory where the document counts all the same. */
  readonly errors: readonly FieldError[];
};

/**
 * Tries the CRDs in order: what one release or channel takes counts, whatever the others say. A peer of a kind that none
 * knows does not refuse the policy, since a newer CRD may have it: its rule fails closed. `someone` is a peer that all
 * of them take.
 */
export function acceptedBy(
  object: JsonObject,
  crds: readonly ((object: JsonObject) => CrdValidation)[],
  someone: JsonObject,
): Acceptance {
  const [first, ...others] = crds;
  if (first === undefined) return { stored: undefined, errors: [] };
  const own = first(object);
  if (own.errors.length === 0) return { stored: own.stored, errors: [] };
  const advisory = own.errors.map((error): FieldError => ({ ...error, advisory: true }));
  for (const other of others) {
    const { stored, errors } = other(object);
    if (errors.length === 0) return { stored, errors: advisory };
  }
  const unknown = unknownPeers(object);
  if (unknown.size === 0) return { stored: undefined, errors: own.errors };
  const known = withPeers(object, (place, peer) => (unknown.has(place) ? someone : peer));
  for (const crd of crds) {
    const { stored, errors } = crd(known);
    if (errors.length > 0 || stored === undefined) continue;
    return { stored: withPeers(stored, (place, peer) => (unknown.has(place) ? {} : peer)), errors: advisory };
  }
  return { stored: undefined, errors: own.errors };
}

const knownMembers: readonly string[] = ['namespaces', 'pods', 'nodes', 'networks', 'domainNames'];
/** Members of the peers of NetworkPolicy: they stand here by mistake, and no CRD will ever have them. */
const mistakes: readonly string[] = ['podSelector', 'namespaceSelector', 'ipBlock'];

/** Places of the peers that name a kind, but none that is known. */
function unknownPeers(object: JsonObject): ReadonlySet<string> {
  const places = new Set<string>();
  withPeers(object, (place, peer) => {
    const members = isObject(peer) ? Object.keys(peer) : [];
    const isUnknown =
      members.length > 0 &&
      !members.some((member) => knownMembers.includes(member) || mistakes.includes(member));
    if (isUnknown) places.add(place);
    return peer;
  });
  return places;
}

function withPeers(object: JsonObject, map: (place: string, peer: Json) => Json): JsonObject {
  const { spec } = object;
  if (!isObject(spec)) return object;
  const rules = (member: 'ingress' | 'egress', side: 'from' | 'to'): JsonObject => {
    const list = spec[member];
    if (!Array.isArray(list)) return {};
    const mapped = (list as readonly Json[]).map((rule, index): Json => {
      const peers = isObject(rule) ? rule[side] : undefined;
      if (!isObject(rule) || !Array.isArray(peers)) return rule;
      const mappedPeers = (peers as readonly Json[]).map((peer, at) => map(`${member} ${index} ${at}`, peer));
      return { ...rule, [side]: mappedPeers };
    });
    return { [member]: mapped };
  };
  return { ...object, spec: { ...spec, ...rules('ingress', 'from'), ...rules('egress', 'to') } };
}

/** The object of a resource; an item of a typed list has its type from the list. */
export function objectOfResource({ value, apiVersion, kind }: Resource): JsonObject {
  return value['kind'] === kind && value['apiVersion'] === apiVersion
    ? value
    : { ...value, apiVersion, kind };
}

/** The name of a resource; the server would add an ending of its own to a beginning of one. */
export function nameOfResource({ name, value }: Resource): string {
  const { metadata } = value;
  if (name !== '' || !isObject(metadata)) return name;
  const beginning = metadata['generateName'];
  return typeof beginning === 'string' ? beginning : '';
}
