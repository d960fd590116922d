import type { Origin } from '../model/origin';
import type { Severity } from '../yaml/types';
import { intersectPorts, portSetText } from '../model/ports';
import { examplePod, isOutsideAtom } from './atoms';
import type { ExpectationProblem, ExpectationsDocument, Statement, StatementPeer } from './document';
import { nearest } from './nearest';
import { clip } from './port-grammar';
import type { Wish } from './wishes';
import { endWords, homeOf } from './words';
import type { World } from './world';

/** More comparisons than this are not made: so many statements contradict each other only if written by a program. */
const mostComparisons = 2_000_000;

/**
 * What is wrong with statements in this cluster: names that nothing bears (EXP-6), ambiguous owners (EXP-7),
 * contradictions (EXP-8), what no policy can decide (EXP-11), and requests over HTTP where none are told apart (EXP-4).
 */
export function problemsIn(
  world: World,
  documents: readonly ExpectationsDocument[],
  wishesOf: readonly (readonly Wish[])[],
): ExpectationProblem[] {
  const problems: ExpectationProblem[] = [];
  const wishes: { document: ExpectationsDocument; statement: Statement; wish: Wish }[] = [];
  for (const [at, document] of documents.entries()) {
    const tell = (
      code: string,
      severity: Severity,
      origin: Origin,
      message: string,
      part: 'key' | 'value' = 'value',
    ) => {
      const path = origin.path.slice(document.origin.path.length);
      problems.push({ code, severity, message, path, origin, part });
    };
    for (const [index, statement] of document.statements.entries()) {
      const wish = wishesOf[at]?.[index];
      if (wish === undefined) continue;
      wishes.push({ document, statement, wish });
      for (const peer of [statement.from, statement.to]) {
        const found = nameProblem(world, peer);
        if (found !== undefined) tell(found.code, found.severity, found.origin, found.message);
      }
      if (statement.http.length > 0) {
        const message = 'no policy of this CNI tells HTTP requests apart: only the port is checked';
        tell('EXP-4', 'warning', statement.origin, message);
      }
      const never = undecidable(world, statement, wish);
      if (never !== undefined) tell('EXP-11', 'error', statement.origin, never);
    }
  }
  return [...problems, ...conflicts(world, wishes)];
}

type NameProblem = Pick<ExpectationProblem, 'code' | 'severity' | 'message' | 'origin'>;

function nameProblem(world: World, peer: StatementPeer): NameProblem | undefined {
  const { cluster } = world.atoms;
  const missing = (what: string, name: string, known: Iterable<string>): NameProblem => {
    const near = nearest(name, known);
    const hint = near === undefined ? '' : `: did you mean \`${near}\`?`;
    return {
      code: 'EXP-6',
      severity: 'warning',
      message: `no ${what} \`${clip(name)}\` is in the cluster${hint}`,
      origin: peer.origin,
    };
  };
  const namespaceKnown = (name: string) => cluster.namespaces.has(name) || world.atoms.byNamespace.has(name);
  switch (peer.kind) {
    case 'workload': {
      const found = world.workloads.get(`${peer.namespace}/${peer.name}`) ?? [];
      const fitting = found.filter(
        (index) => peer.workload === undefined || cluster.workloads[index]?.kind === peer.workload,
      );
      if (fitting.length > 1) {
        const kinds = fitting.map((index) => cluster.workloads[index]?.kind).join(', ');
        return {
          code: 'EXP-7',
          severity: 'error',
          message: `several workloads are called \`${clip(peer.name)}\` (${kinds}): say which by \`kind\``,
          origin: peer.origin,
        };
      }
      if (fitting.length === 1) return undefined;
      if (!namespaceKnown(peer.namespace)) {
        return missing('namespace', peer.namespace, cluster.namespaces.keys());
      }
      const inNamespace = world.atoms.byNamespace.get(peer.namespace) ?? [];
      const names = inNamespace.map((index) => cluster.workloads[index]?.name ?? '');
      const elsewhere = cluster.workloads.find((workload) => workload.name === peer.name);
      if (elsewhere !== undefined && nearest(peer.name, names) === undefined) {
        return {
          ...missing('workload', `${peer.namespace}/${peer.name}`, []),
          message: `no workload \`${clip(peer.name)}\` is in namespace \`${clip(peer.namespace)}\`; one is in \`${elsewhere.namespace}\``,
        };
      }
      return missing('workload', peer.name, names);
    }
    case 'service': {
      if (world.services.has(`${peer.namespace}/${peer.name}`)) return undefined;
      const names = cluster.services
        .filter((service) => service.namespace === peer.namespace)
        .map((service) => service.name);
      return missing('Service', peer.name, names);
    }
    case 'namespace':
      return namespaceKnown(peer.name)
        ? undefined
        : missing('namespace', peer.name, cluster.namespaces.keys());
    case 'pods':
      return peer.namespaces.kind === 'labels' || namespaceKnown(peer.namespaces.name)
        ? undefined
        : missing('namespace', peer.namespaces.name, cluster.namespaces.keys());
    case 'namespaces':
    case 'cidr':
    case 'domain':
    case 'entity':
    case 'group':
      return undefined;
  }
}

/** EXP-11: what no policy can decide. */
function undecidable(world: World, statement: Statement, wish: Wish): string | undefined {
  if (wish.fromHost && statement.verdict === 'denied') {
    return 'a node always reaches the pods that run on it: no policy can deny that';
  }
  if (statement.verdict === 'allowed' || wish.givesWay) return undefined;
  const onHost = (side: 'from' | 'to') => {
    let pods = 0;
    let host = 0;
    for (const block of wish.blocks) {
      block[side].forEach((atom) => {
        if (isOutsideAtom(world.atoms, atom)) return;
        pods++;
        if (examplePod(world.atoms, atom)?.hostNetwork === true) host++;
      });
    }
    return pods > 0 && pods === host;
  };
  if (
    onHost('to') &&
    (onHost('from') || statement.from.kind === 'entity' || statement.from.kind === 'cidr')
  ) {
    return 'these pods use the network of their node: policies of pods do not apply to them';
  }
  return undefined;
}

/** EXP-8: two statements that want different verdicts of one flow. `Else` never contradicts: it gives way. */
function conflicts(
  world: World,
  wishes: readonly { document: ExpectationsDocument; statement: Statement; wish: Wish }[],
): ExpectationProblem[] {
  const denied = wishes.filter(({ wish }) => wish.verdict === 'denied' && !wish.givesWay);
  const allowed = wishes.filter(({ wish }) => wish.verdict === 'allowed');
  const problems: ExpectationProblem[] = [];
  let comparisons = 0;
  for (const one of denied) {
    for (const other of allowed) {
      if (++comparisons > mostComparisons) return problems;
      const example = meeting(world, one.wish, other.wish);
      if (example === undefined) continue;
      const home = homeOf(one.document);
      const from = endWords(world.atoms, example.from, home);
      const to = endWords(world.atoms, example.to, home);
      const message = (there: Statement) =>
        `${statementWords(there)} wants the opposite for ${from} → ${to} on ${example.ports}`;
      problems.push(
        conflict(one.document, one.statement, message(other.statement)),
        conflict(other.document, other.statement, message(one.statement)),
      );
    }
  }
  return problems;
}

function conflict(document: ExpectationsDocument, statement: Statement, message: string): ExpectationProblem {
  return {
    code: 'EXP-8',
    severity: 'error',
    message,
    path: statement.origin.path.slice(document.origin.path.length),
    origin: statement.origin,
    part: 'value',
  };
}

function statementWords(statement: Statement): string {
  return statement.name === undefined ? `statement ${statement.index + 1}` : `\`${clip(statement.name)}\``;
}

/** A flow that both wishes speak of. */
function meeting(
  world: World,
  one: Wish,
  other: Wish,
): { readonly from: number; readonly to: number; readonly ports: string } | undefined {
  if (one.somewhere !== undefined || other.somewhere !== undefined) return undefined;
  for (const a of one.blocks) {
    for (const b of other.sureBlocks) {
      if (a.from.overlap(b.from) === 0 || a.to.overlap(b.to) === 0) continue;
      const sources = a.from.copy();
      sources.keepAll(b.from);
      const destinations = a.to.copy();
      destinations.keepAll(b.to);
      const atoms = world.atoms.list;
      for (const from of sources.toArray()) {
        for (const to of destinations.toArray()) {
          if (from === to && atoms[from]?.several !== true) continue;
          if (isOutsideAtom(world.atoms, from) && isOutsideAtom(world.atoms, to)) continue;
          const ports = intersectPorts(one.ports(to), other.ports(to));
          if (ports.length === 0) continue;
          const text = portSetText(ports);
          return { from: atoms[from]?.end ?? from, to: atoms[to]?.end ?? to, ports: text };
        }
      }
    }
  }
  return undefined;
}
