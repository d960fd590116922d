import type { Analysis } from '../analysis/types';
import { entityNames, namedFlowEnd } from '../model/flow';
import type { EndReading } from './check-path-addresses';
import { nearNames } from './check-path-near';
import { code, name, sentence } from './sentences';

/**
 * Reads an end that no card stands for: `entity:host`, `node:n1` or `fqdn:api.example.com`; undefined for any other
 * text. Its id is that text in its plain spelling.
 */
export function namedEnd(analysis: Analysis, wanted: string): EndReading | undefined {
  const parts = /^(?<kind>entity|node|fqdn):(?<called>.*)$/isu.exec(wanted)?.groups;
  if (parts === undefined) return undefined;
  const kind = (parts['kind'] ?? '').toLowerCase();
  const end = namedFlowEnd(`${kind}:${(parts['called'] ?? '').trim()}`);
  switch (end?.kind) {
    case 'entity':
      return entityEnd(end.entity.toLowerCase());
    case 'node':
      return nodeEnd(analysis, end.node);
    case 'domain':
      return patternEnd(analysis, end.domain) ?? domainEnd(end.domain);
    default: {
      const message = sentence('Say which one: ', code(`${kind}:${examples.get(kind) ?? 'name'}`), '.');
      return { kind: 'problem', message, near: [] };
    }
  }
}

const examples: ReadonlyMap<string, string> = new Map([
  ['entity', 'host'],
  ['node', 'node-1'],
  ['fqdn', 'api.example.com'],
]);

/** Identities and nodes that an end may be told as, for those who begin to type one. */
export function namedTexts(
  analysis: Analysis,
): readonly { readonly text: string; readonly detail: string }[] {
  const nodes = nodeNames(analysis).slice(0, 50);
  return [
    ...entityNames.map((entity) => ({ text: `entity:${entity}`, detail: 'identity' })),
    ...nodes.map((node) => ({ text: `node:${node}`, detail: 'node' })),
  ];
}

function named(id: string, note?: ReturnType<typeof sentence>): EndReading {
  return { kind: 'ends', ends: [{ id, flowEnd: namedFlowEnd(id), note }] };
}

function entityEnd(entity: string): EndReading {
  if (entityNames.includes(entity)) return named(`entity:${entity}`);
  const near = nearNames(entity, entityNames);
  return {
    kind: 'problem',
    message: sentence('There is no identity called ', name(entity), '.'),
    near: (near.length > 0 ? near : entityNames).slice(0, 4).map((one) => `entity:${one}`),
  };
}

function nodeNames({ snapshot }: Analysis): readonly string[] {
  const { nodes, pods } = snapshot.cluster;
  return [...new Set([...nodes.map((node) => node.name), ...pods.flatMap(({ node }) => node ?? [])])];
}

/** A node that nobody names is taken for one more where nothing at all is told of nodes. */
function nodeEnd(analysis: Analysis, node: string): EndReading {
  const known = nodeNames(analysis);
  if (known.includes(node)) return named(`node:${node}`);
  if (known.length === 0) {
    return named(`node:${node}`, sentence('No document declares the node ', name(node), '.'));
  }
  const near = nearNames(node, known);
  return {
    kind: 'problem',
    message: sentence('There is no node called ', name(node), '.'),
    near: (near.length > 0 ? near : known).slice(0, 4).map((one) => `node:${one}`),
  };
}

/** A pattern that a policy names: one name under it stands for all. */
function patternEnd(analysis: Analysis, pattern: string): EndReading | undefined {
  const id = `fqdn:${pattern}`;
  const end = pattern.includes('*') ? analysis.endOf(id) : undefined;
  const flowEnd = end === undefined ? undefined : analysis.namedEnd(end);
  if (flowEnd?.kind !== 'domain') return undefined;
  const note = sentence(code(flowEnd.domain), ' stands for all names of ', code(pattern), '.');
  return { kind: 'ends', ends: [{ id, flowEnd, note }] };
}

function domainEnd(domain: string): EndReading {
  if (domain.length <= 253 && /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_-]+$/u.test(domain)) {
    return named(`fqdn:${domain}`);
  }
  return { kind: 'problem', message: sentence(code(domain), ' is no name of a domain.'), near: [] };
}
