import { textOf } from '../../resources/api-server/selector';
import { isObject } from '../../resources/place';
import type { Direction } from '../../model/policy';
import type { Json, JsonObject } from '../../yaml/types';

/*
 * The spec as the API server holds it after decoding and defaulting: null is absent, empty lists are lost, a pointer
 * (selectors of peers, `ipBlock`, `port`, `protocol`) is absent or present however empty. Values are what decoding
 * has found to have the right types.
 * Upstream: kubernetes/kubernetes `pkg/apis/networking/v1/defaults.go`.
 */

export type StoredPort = {
  readonly protocol: string;
  readonly port: number | string | undefined;
  readonly endPort: number | undefined;
};

export type StoredPeer = {
  readonly podSelector: JsonObject | undefined;
  readonly namespaceSelector: JsonObject | undefined;
  readonly ipBlock: { readonly cidr: string; readonly except: readonly string[] } | undefined;
};

export type StoredRule = { readonly peers: readonly StoredPeer[]; readonly ports: readonly StoredPort[] };

export type StoredSpec = {
  readonly podSelector: JsonObject;
  readonly ingress: readonly StoredRule[];
  readonly egress: readonly StoredRule[];
  readonly policyTypes: readonly string[];
};

/** The key under which a rule names its peers. */
export const peersKey: Readonly<Record<Direction, 'from' | 'to'>> = { ingress: 'from', egress: 'to' };

/** The spec with its defaults. `value` is the whole, decoded object. */
export function storedSpec(value: JsonObject): StoredSpec {
  const spec = objectOf(value['spec']);
  const ingress = itemsOf(spec['ingress']).map((rule) => storedRule(rule, 'from'));
  const egress = itemsOf(spec['egress']).map((rule) => storedRule(rule, 'to'));
  const listed = itemsOf(spec['policyTypes']).map(textOf);
  return {
    podSelector: objectOf(spec['podSelector']),
    ingress,
    egress,
    policyTypes: listed.length > 0 ? listed : defaultPolicyTypes(egress.length > 0),
  };
}

/** What `policyTypes` is where nobody wrote any: Ingress always, Egress with egress rules. */
export function defaultPolicyTypes(hasEgress: boolean): readonly string[] {
  return hasEgress ? ['Ingress', 'Egress'] : ['Ingress'];
}

function storedRule(rule: Json, peers: 'from' | 'to'): StoredRule {
  const fields = objectOf(rule);
  return {
    peers: itemsOf(fields[peers]).map(storedPeer),
    ports: itemsOf(fields['ports']).map(storedPort),
  };
}

function storedPeer(peer: Json): StoredPeer {
  const fields = objectOf(peer);
  const block = pointerTo(fields['ipBlock']);
  return {
    podSelector: pointerTo(fields['podSelector']),
    namespaceSelector: pointerTo(fields['namespaceSelector']),
    ipBlock:
      block === undefined
        ? undefined
        : { cidr: textOf(block['cidr']), except: itemsOf(block['except']).map(textOf) },
  };
}

function storedPort(entry: Json): StoredPort {
  const fields = objectOf(entry);
  const { port, endPort, protocol } = fields;
  return {
    // Only an absent protocol is defaulted, an empty one is not.
    protocol: typeof protocol === 'string' ? protocol : 'TCP',
    port: typeof port === 'number' || typeof port === 'string' ? port : undefined,
    endPort: typeof endPort === 'number' ? endPort : undefined,
  };
}

export function itemsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function objectOf(value: Json | undefined): JsonObject {
  return pointerTo(value) ?? {};
}

function pointerTo(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}
