import type { Resource } from '../resources/resource';
import type { Json, Path } from '../yaml/types';
import { decodePeer } from './decode-peer';
import {
  expectationsApiVersion,
  expectationsKind,
  type ExpectationProblem,
  type ExpectationsDocument,
  type HttpWish,
  type PortWish,
  type ScopeDirection,
  type Statement,
  type StatementPeer,
} from './document';
import { clip, readPort } from './port-grammar';
import { createReader, type Reader } from './reader';

/** The namespace of whatever names none, as kubectl has it. */
const defaultNamespace = 'default';

export function isExpectations(resource: Resource): boolean {
  return resource.apiVersion === expectationsApiVersion && resource.kind === expectationsKind;
}

/**
 * Reads an Expectations document. The document holds all that could be understood: statements with errors are
 * left out, so that the others can still be told.
 */
export function decodeExpectations(resource: Resource): {
  readonly document: ExpectationsDocument;
  readonly errors: readonly ExpectationProblem[];
} {
  const reader = createReader(resource.origin);
  const root =
    reader.object(resource.value, [], ['apiVersion', 'kind', 'metadata', 'spec']) ?? new Map<string, Json>();
  const metadata = reader.object(root.get('metadata'), ['metadata'], metadataKeys) ?? new Map<string, Json>();
  const spec =
    reader.object(root.get('spec'), ['spec'], ['unmentioned', 'scope', 'dns', 'expect']) ??
    new Map<string, Json>();
  const namespace = reader.text(metadata.get('namespace'), ['metadata', 'namespace']);
  const name = reader.text(metadata.get('name'), ['metadata', 'name']);
  if (name === undefined || name === '') {
    reader.report('EXP-0', ['metadata', 'name'], 'the document has no name');
  }
  const unmentioned =
    reader.word(spec.get('unmentioned'), ['spec', 'unmentioned'], ['denied', 'unspecified'] as const) ??
    'unspecified';
  const statements = readStatements(reader, spec.get('expect'), namespace ?? defaultNamespace);
  const scope = readScope(reader, spec.get('scope'), statements);
  const dns = reader.word(spec.get('dns'), ['spec', 'dns'], ['allowed', 'unspecified'] as const);
  const coversEgress = unmentioned === 'denied' && scope.directions.includes('Egress');
  const document: ExpectationsDocument = {
    name: name ?? '',
    namespace,
    unmentioned,
    scope,
    dns: (dns ?? (coversEgress ? 'allowed' : 'unspecified')) === 'allowed',
    statements,
    origin: resource.origin,
  };
  checkBothVerdicts(reader, document);
  return { document, errors: reader.problems };
}

const metadataKeys = [
  'name',
  'namespace',
  'labels',
  'annotations',
  'creationTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'uid',
];

/** EXP-12: statements that all want the same are met by a cluster that does only that. */
function checkBothVerdicts(reader: Reader, document: ExpectationsDocument): void {
  if (document.statements.length === 0) return;
  const allowed = document.statements.some((statement) => statement.verdict === 'allowed');
  const denied =
    document.unmentioned === 'denied' ||
    document.statements.some((statement) => statement.verdict === 'denied');
  if (allowed && denied) return;
  const lacking = allowed
    ? 'denied: a cluster without any policy would meet them all'
    : 'allowed: a cluster in which nothing works would meet them all';
  reader.report('EXP-12', ['spec', 'expect'], `no statement here is ${lacking}`, {
    severity: 'warning',
    part: 'key',
  });
}

function readStatements(reader: Reader, value: Json | undefined, home: string): Statement[] {
  const items = reader.list(value, ['spec', 'expect']) ?? [];
  const names = new Map<string, number>();
  const statements: Statement[] = [];
  for (const [index, item] of items.entries()) {
    const path = ['spec', 'expect', index];
    const statement = readStatement(reader, item, index, path, home);
    if (statement === undefined) continue;
    const taken = statement.name === undefined ? undefined : names.get(statement.name);
    if (statement.name !== undefined && taken !== undefined) {
      reader.report(
        'EXP-5',
        [...path, 'name'],
        `statement ${taken + 1} is called \`${clip(statement.name)}\` too`,
      );
    }
    if (statement.name !== undefined && taken === undefined) names.set(statement.name, index);
    statements.push(statement);
  }
  return statements;
}

const statementKeys = ['name', 'from', 'to', 'ports', 'http', 'verdict', 'because'];

function readStatement(
  reader: Reader,
  value: Json,
  index: number,
  path: Path,
  home: string,
): Statement | undefined {
  const before = reader.problems.length;
  const entries = reader.object(value, path, statementKeys);
  if (entries === undefined) return undefined;
  for (const key of ['from', 'to', 'verdict'] as const) {
    const given = entries.get(key);
    if (given === undefined || given === null) {
      reader.report(key === 'verdict' ? 'EXP-0' : 'EXP-2', path, `\`${key}\` is missing`);
    }
  }
  const name = reader.text(entries.get('name'), [...path, 'name']);
  const because = reader.text(entries.get('because'), [...path, 'because']);
  const from = present(entries.get('from'))
    ? decodePeer(reader, entries.get('from'), [...path, 'from'], home)
    : undefined;
  const to = present(entries.get('to'))
    ? decodePeer(reader, entries.get('to'), [...path, 'to'], home)
    : undefined;
  const ports = readPorts(reader, entries.get('ports'), [...path, 'ports']);
  const http = readHttp(reader, entries.get('http'), [...path, 'http'], ports);
  const verdict = reader.word(entries.get('verdict'), [...path, 'verdict'], ['allowed', 'denied'] as const);
  if (from !== undefined && to !== undefined) checkEnds(reader, from, to, path);
  if (reader.problems.length > before || !from || !to || !verdict) return undefined;
  return {
    index,
    ...(name === undefined ? {} : { name }),
    from,
    to,
    ports,
    http,
    verdict,
    ...(because === undefined ? {} : { because }),
    origin: reader.origin(path),
  };
}

function present(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

/** EXP-9 and EXP-10. */
function checkEnds(reader: Reader, from: StatementPeer, to: StatementPeer, path: Path): void {
  if (from.kind === 'domain' || from.kind === 'service') {
    reader.report(
      'EXP-9',
      [...path, 'from'],
      from.kind === 'domain'
        ? 'a domain can only be connected to: who comes from outside comes from an address'
        : 'a Service opens no connections: name the workload behind it',
    );
  }
  if (isOutside(from) && isOutside(to)) {
    reader.report('EXP-10', path, 'both ends are outside the cluster, where no gate sees the connection');
  }
}

function isOutside(peer: StatementPeer): boolean {
  if (peer.kind === 'group') return peer.group === 'OutsideCluster';
  return peer.kind === 'cidr' || peer.kind === 'domain' || peer.kind === 'entity';
}

function readPorts(reader: Reader, value: Json | undefined, path: Path): readonly PortWish[] | undefined {
  const items = reader.list(value, path);
  if (items === undefined) return undefined;
  if (items.length === 0) {
    reader.report('EXP-3', path, 'the list of ports is empty: leave `ports` out where every port is meant');
  }
  const wishes: PortWish[] = [];
  for (const [index, item] of items.entries()) {
    const at = [...path, index];
    const wish = readPort(item, reader.origin(at));
    if (typeof wish === 'string') reader.report('EXP-3', at, wish);
    else wishes.push(wish);
  }
  return wishes;
}

function readHttp(
  reader: Reader,
  value: Json | undefined,
  path: Path,
  ports: readonly PortWish[] | undefined,
): HttpWish[] {
  const items = reader.list(value, path) ?? [];
  const wishes: HttpWish[] = [];
  for (const [index, item] of items.entries()) {
    const at = [...path, index];
    const entries = reader.object(item, at, ['method', 'path', 'host']) ?? new Map<string, Json>();
    const method = reader.text(entries.get('method'), [...at, 'method']);
    const request = reader.text(entries.get('path'), [...at, 'path']);
    const host = reader.text(entries.get('host'), [...at, 'host']);
    wishes.push({
      ...(method === undefined ? {} : { method }),
      ...(request === undefined ? {} : { path: request }),
      ...(host === undefined ? {} : { host }),
    });
  }
  const tcpOnly =
    ports?.every((wish) =>
      wish.kind === 'named'
        ? wish.protocol === 'TCP'
        : wish.text === 'any' || wish.set.every((range) => range.protocol === 'TCP'),
    ) ?? true;
  if (wishes.length > 0 && !tcpOnly) {
    reader.report('EXP-4', path, 'HTTP runs over TCP: name only TCP ports beside `http`', { part: 'key' });
  }
  return wishes;
}

function readScope(
  reader: Reader,
  value: Json | undefined,
  statements: readonly Statement[],
): ExpectationsDocument['scope'] {
  const path = ['spec', 'scope'];
  const entries = reader.object(value, path, ['namespaces', 'directions']) ?? new Map<string, Json>();
  const named = reader.list(entries.get('namespaces'), [...path, 'namespaces']);
  const directions = reader.list(entries.get('directions'), [...path, 'directions']);
  return {
    namespaces:
      named === undefined
        ? namespacesNamed(statements)
        : named.flatMap((item, index) => reader.text(item, [...path, 'namespaces', index]) ?? []),
    directions:
      directions === undefined
        ? ['Ingress', 'Egress']
        : directions.flatMap(
            (item, index) =>
              reader.word<ScopeDirection>(item, [...path, 'directions', index], ['Ingress', 'Egress']) ?? [],
          ),
  };
}

/** The namespaces that statements name, or mean by naming none. */
function namespacesNamed(statements: readonly Statement[]): string[] {
  const names = new Set<string>();
  for (const { from, to } of statements) {
    for (const peer of [from, to]) {
      if (peer.kind === 'workload' || peer.kind === 'service') names.add(peer.namespace);
      if (peer.kind === 'namespace') names.add(peer.name);
      if (peer.kind === 'pods' && peer.namespaces.kind === 'named') names.add(peer.namespaces.name);
    }
  }
  return [...names].sort();
}
