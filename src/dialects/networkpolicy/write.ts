import type { Json, JsonObject } from '../../yaml/types';
import type { PeerSketch, PortSketch, RuleSketch, SelectorSketch } from '../dialect';

/*
 * Values of new pieces of text. Empty lists are never written: they would mean everybody, and the server drops them,
 * so that controllers that compare would never rest. `protocol` is always written, for the same controllers.
 */

/** The rule; none where a list of peers or ports is there but empty, since nobody is meant then. */
export function ruleValue(sketch: RuleSketch): readonly JsonObject[] {
  const { direction, peers, ports } = sketch;
  if (peers?.length === 0 || ports?.length === 0) return [];
  return [
    {
      ...(peers === undefined ? {} : { [direction === 'ingress' ? 'from' : 'to']: peers.map(peerValue) }),
      ...(ports === undefined ? {} : { ports: ports.map(portValue) }),
    },
  ];
}

/** One item: both selectors in it where pods of other namespaces are meant. */
export function peerValue(peer: PeerSketch): JsonObject {
  if (peer.kind === 'addresses') {
    const { cidr, except } = peer;
    return { ipBlock: { cidr, ...(except === undefined || except.length === 0 ? {} : { except }) } };
  }
  const { namespaces, pods } = peer;
  return {
    ...(namespaces === undefined ? {} : { namespaceSelector: selectorValue(namespaces) }),
    ...(pods === undefined && namespaces !== undefined ? {} : { podSelector: selectorValue(pods ?? {}) }),
  };
}

export function portValue(sketch: PortSketch): JsonObject {
  const { protocol, port, endPort } = sketch;
  return {
    protocol,
    ...(port === undefined ? {} : { port }),
    ...(endPort === undefined || endPort === port ? {} : { endPort }),
  };
}

/** `{}` where nothing is required: every pod, or every namespace. */
export function selectorValue(sketch: SelectorSketch): JsonObject {
  const { matchLabels, matchExpressions } = sketch;
  const expressions = (matchExpressions ?? []).map(({ key, operator, values }): Json => ({
    key,
    operator,
    ...(values === undefined || values.length === 0 ? {} : { values }),
  }));
  return {
    ...(matchLabels === undefined || Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
  };
}
