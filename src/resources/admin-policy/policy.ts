import type { Origin } from '../../model/origin';
import type { Direction, Peer, Policy, PolicyRef, PolicySide, PortMatch, Rule } from '../../model/policy';
import { selectorText } from '../../model/selector';
import type { AdminPeer, AdminPods, AdminPort, AdminRule, AdminSpec, NamespaceChoice } from './types';

/** The model's policy of a cluster-wide one: `spec` says all, the rest is what lists and pictures show. */
export function adminPolicy(ref: PolicyRef, spec: AdminSpec, origin: Origin): Policy {
  const { namespaces, pods } = spec.subject;
  return {
    ref,
    ...(namespaces.kind === 'labels' && pods !== 'unreadable'
      ? { subject: { namespaces, pods: pods ?? { requirements: [], origin: spec.subject.origin } } }
      : {}),
    ingress: side(spec, 'ingress'),
    egress: side(spec, 'egress'),
    origin,
    spec,
  };
}

/** What a policy of one of these dialects says; undefined for others. */
export function adminSpecOf(policy: Policy): AdminSpec | undefined {
  const spec = policy.spec as AdminSpec | undefined;
  return spec?.kind === 'admin policy' ? spec : undefined;
}

function side(spec: AdminSpec, direction: Direction): PolicySide {
  const rules = spec.rules[direction];
  return { applies: rules.length > 0, rules: rules.map(shownRule) };
}

function shownRule({ index, action, peers, ports, origin }: AdminRule): Rule {
  return {
    index,
    action,
    peers: peers.flatMap(shownPeer),
    ports: ports === 'any' ? 'any' : ports.map(shownPort),
    origin,
  };
}

function shownPeer(peer: AdminPeer): readonly Peer[] {
  const { origin } = peer;
  const other = (words: string): readonly Peer[] => [{ kind: 'other', words, origin }];
  switch (peer.kind) {
    case 'pods':
      return shownPods(peer);
    case 'networks':
      return peer.cidrs.map((cidr) => ({ kind: 'addresses', cidr, except: [], origin }));
    case 'nodes': {
      const { nodes } = peer;
      if (nodes === 'unreadable') return other('nodes by a selector that cannot be read: none');
      return other(nodes.requirements.length === 0 ? 'every node' : `nodes with ${selectorText(nodes)}`);
    }
    case 'domains':
      return other(peer.names.join(', '));
    case 'unknown':
      return other('a kind of peer that is not known here');
  }
}

function shownPods(peer: AdminPods): readonly Peer[] {
  const { namespaces, pods, origin } = peer;
  if (namespaces.kind === 'labels' && pods !== 'unreadable') {
    return [{ kind: 'pods', namespaces, ...(pods === undefined ? {} : { pods }), origin }];
  }
  const own =
    pods === undefined
      ? 'pods'
      : pods === 'unreadable'
        ? 'pods by a selector that cannot be read'
        : `pods with ${selectorText(pods)}`;
  return [{ kind: 'other', words: `${own} ${namespaceWords(namespaces)}`, origin }];
}

function namespaceWords(choice: NamespaceChoice): string {
  switch (choice.kind) {
    case 'labels':
      return `of namespaces with ${selectorText(choice.selector)}`;
    case 'same labels':
      return `of namespaces with the same ${choice.keys.join(', ')} as the subject’s`;
    case 'not same labels':
      return `of namespaces with another ${choice.keys.join(' or ')} than the subject’s`;
    case 'unreadable':
      return 'of namespaces by a selector that cannot be read: none';
  }
}

function shownPort(port: AdminPort): PortMatch {
  const { origin } = port;
  if (port.kind === 'named') return { kind: 'other', words: `the port named ${port.name}`, origin };
  const { protocol, first, last } = port;
  if (protocol === 'TCP' || protocol === 'UDP' || protocol === 'SCTP') {
    return { kind: 'range', protocol, first, last, origin };
  }
  return { kind: 'other', words: `${protocol} ${first}-${last}, which is no protocol with ports`, origin };
}
