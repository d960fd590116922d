import type { Direction, Peer, Policy, Rule } from '../model/policy';
import type { Origin } from '../model/origin';
import { formatCidr } from '../model/address';
import type { Registry, Snapshot } from '../snapshot/types';
import { nearestSpan } from '../yaml/places';
import type { Span } from '../yaml/types';
import { policyOf, resourcesOf } from './objects';
import type { Shape, ShapePart, ShapePeer } from './types';
import { shownSelector } from './words';

/**
 * The peers of every rule of a file as boxes: peers are ORed, the conditions of one peer are ANDed. An absent list of
 * peers is one box that says everyone.
 */
export function shapesOf(snapshot: Snapshot, registry: Registry, file: string): readonly Shape[] {
  return resourcesOf(snapshot, file).flatMap((resource) => {
    const policy = policyOf(snapshot, registry, resource);
    return policy === undefined ? [] : policyShapes(snapshot, policy);
  });
}

function policyShapes(snapshot: Snapshot, policy: Policy): readonly Shape[] {
  const side = (direction: Direction) =>
    policy[direction].rules.map((rule): Shape => ({
      ...spanOf(snapshot, rule.origin),
      direction,
      rule: rule.index,
      peers: peersOf(snapshot, rule),
    }));
  return [...side('ingress'), ...side('egress')];
}

function peersOf(snapshot: Snapshot, rule: Rule): readonly ShapePeer[] {
  const whole = spanOf(snapshot, rule.origin);
  if (rule.peers === 'any') return [{ ...whole, parts: [{ ...whole, title: 'everyone', text: '' }] }];
  if (rule.peers.length === 0) return [{ ...whole, parts: [{ ...whole, title: 'nobody', text: '' }] }];
  return rule.peers.map((peer) => {
    const span = spanOf(snapshot, peer.origin);
    return { ...span, parts: partsOf(snapshot, peer, span) };
  });
}

function partsOf(snapshot: Snapshot, peer: Peer, span: Span): readonly ShapePart[] {
  if (peer.kind === 'addresses') {
    const except = peer.except.map((cidr) => `except ${formatCidr(cidr)}`);
    return [{ ...span, title: 'CIDR', text: [formatCidr(peer.cidr), ...except].join(' ') }];
  }
  if (peer.kind === 'other') return [{ ...span, title: 'peer', text: peer.words }];
  const parts: ShapePart[] = [];
  if (peer.namespaces.kind === 'labels') {
    const { selector } = peer.namespaces;
    parts.push({
      ...spanOf(snapshot, selector.origin),
      title: 'namespaces',
      text: shownSelector(selector, 'every namespace'),
    });
  }
  if (peer.pods !== undefined) {
    parts.push({
      ...spanOf(snapshot, peer.pods.origin),
      title: 'pods',
      text: shownSelector(peer.pods, 'every pod'),
    });
  }
  return parts.sort((a, b) => a.start - b.start);
}

/** The place of an origin with its key, so that a box begins at the line that names it. */
function spanOf(snapshot: Snapshot, origin: Origin): Span {
  const document = snapshot.documents.get(origin.file)?.[origin.document];
  return document === undefined ? { start: 0, end: 0 } : nearestSpan(document, origin.path, 'entry');
}
