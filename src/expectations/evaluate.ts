import type { Evaluator } from '../evaluator/types';
import type { Cluster } from '../model/cluster';
import { within } from '../model/origin';
import { everyPort, includesPorts } from '../model/ports';
import { examplePod, isOutsideAtom, noAtoms } from './atoms';
import { listedPairs, type Collector } from './collect';
import type { ExpectationProblem, ExpectationsDocument, Statement } from './document';
import { exclusionsOf, noExclusions, type Exclusions } from './exclusions';
import { measure } from './measure';
import { failure } from './reasons';
import type { StatementPair, StatementResult } from './types';
import { everyAtom } from './spread';
import { problemsIn } from './validate';
import { fixedPorts, wishOf, type Wish } from './wishes';
import { homeOf, peerWords, portsWords } from './words';
import { worldOf, type World } from './world';

/**
 * The status of every statement of every document, in the order of the documents, and what is wrong with statements in
 * this cluster. `unmentioned: denied` gives up to two more results for each document, one for each direction.
 */
export function evaluateExpectations(
  documents: readonly ExpectationsDocument[],
  cluster: Cluster,
  evaluator: Evaluator,
): { readonly statements: readonly StatementResult[]; readonly problems: readonly ExpectationProblem[] } {
  if (documents.length === 0) return { statements: [], problems: [] };
  const world = worldOf(documents, cluster, evaluator);
  const wishes = documents.map((document) =>
    document.statements.map((statement) => wishOf(world, statement)),
  );
  const results: StatementResult[] = [];
  for (const [at, document] of documents.entries()) {
    const own = wishes[at] ?? [];
    const takenOut = own.some((wish) => wish.givesWay)
      ? exclusionsOf(world, own, document.dns)
      : noExclusions;
    for (const [index, statement] of document.statements.entries()) {
      const wish = own[index];
      if (wish !== undefined) results.push(statementResult(world, document, statement, wish, takenOut));
    }
    if (document.unmentioned === 'denied') {
      const mentioned = exclusionsOf(world, wishes.flat(), document.dns);
      results.push(...unmentionedResults(world, document, mentioned));
    }
  }
  return { statements: results, problems: problemsIn(world, documents, wishes) };
}

function idOf(document: ExpectationsDocument, place: string): string {
  const { file, document: index, path } = document.origin;
  return [file, index, ...path, place].join(':');
}

function statementResult(
  world: World,
  document: ExpectationsDocument,
  statement: Statement,
  wish: Wish,
  exclusions: Exclusions,
): StatementResult {
  const home = homeOf(document);
  const base = {
    id: idOf(document, String(statement.index)),
    origin: statement.origin,
    ...(statement.name === undefined ? {} : { name: statement.name }),
    verdict: statement.verdict,
    from: peerWords(statement.from, home),
    to: peerWords(statement.to, home),
    ports: portsWords(statement.ports),
    ...(statement.because === undefined ? {} : { because: statement.because }),
  };
  if (wish.nobody !== undefined) return { ...base, ...vacuous(wish.nobody) };
  if (wish.fromHost) return { ...base, ...fromHost(wish) };
  const collector = measure(world, wish, wish.givesWay ? exclusions : noExclusions, true);
  if (collector.count === 0) return { ...base, ...vacuous(whyNothing(statement, wish)) };
  return { ...base, ...statusOf(world, collector, home, () => weakness(world, statement, wish, collector)) };
}

type Outcome = Pick<StatementResult, 'status' | 'reason' | 'weak' | 'pairs' | 'pairCount' | 'failingCount'>;

function vacuous(reason: string): Outcome {
  return { status: 'vacuous', reason, weak: false, pairs: [], pairCount: 0, failingCount: 0 };
}

function whyNothing(statement: Statement, wish: Wish): string {
  if (wish.givesWay) return 'nobody else is left: every such connection is expected to be allowed';
  if (statement.to.kind === 'service') return 'the Service has no such port';
  const named = statement.ports?.find((port) => port.kind === 'named');
  if (named !== undefined && wish.samePorts === undefined) {
    return `no destination declares a port called \`${named.text}\``;
  }
  return 'only a pod’s connections to itself are meant, and no policy decides those';
}

/** What comes from a pod's own node enters it under every CNI (EXP-11). */
function fromHost(wish: Wish): Outcome {
  const to = wish.blocks.reduce((sum, block) => sum + block.to.size, 0);
  const denied = wish.verdict === 'denied';
  return {
    status: denied ? 'fails' : 'holds',
    reason: 'a node always reaches the pods that run on it, whatever policies say',
    weak: !denied,
    pairs: [],
    pairCount: to,
    failingCount: denied ? to : 0,
  };
}

function statusOf(
  world: World,
  collector: Collector,
  home: string | undefined,
  weak: () => string | undefined,
): Outcome {
  const pairs = listedPairs(collector);
  const counts = { pairs, pairCount: collector.count, failingCount: collector.failingCount };
  const first: StatementPair | undefined = pairs[0];
  if (collector.failingCount > 0 && first !== undefined) {
    const reason = failure(world.atoms, first, collector.failingCount - 1, home);
    return { status: 'fails', reason, weak: false, ...counts };
  }
  if (collector.unclearCount > 0) {
    const reasons = [...collector.reasons].sort();
    return { status: 'cannotTell', reason: reasons[0] ?? 'it is not known', weak: false, ...counts };
  }
  const note = weak();
  return note === undefined
    ? { status: 'holds', weak: false, ...counts }
    : { status: 'holds', reason: note, weak: true, ...counts };
}

/** EX-10: it holds, but not because somebody said so. */
function weakness(world: World, statement: Statement, wish: Wish, collector: Collector): string | undefined {
  if (wish.verdict === 'denied') return undefined;
  if (collector.openGates === collector.count) return 'it holds only since no policy isolates either end';
  if (statement.ports === undefined || statement.to.kind === 'service') return undefined;
  const wanted = fixedPorts(statement.ports);
  if (wanted.length === 0) return undefined;
  let pods = 0;
  let declaring = 0;
  for (const { to } of wish.blocks) {
    to.forEach((atom) => {
      if (isOutsideAtom(world.atoms, atom)) return;
      const ports = examplePod(world.atoms, atom)?.ports ?? [];
      pods++;
      const declared = ports.map(({ protocol, port }) => ({ protocol, first: port, last: port }));
      if (declared.some((range) => includesPorts(wanted, [range]))) declaring++;
    });
  }
  return pods > 0 && declaring === 0 ? 'it holds, but no container there declares such a port' : undefined;
}

/** `unmentioned: denied` as the two statements that it stands for (EX-6). */
function unmentionedResults(
  world: World,
  document: ExpectationsDocument,
  mentioned: Exclusions,
): StatementResult[] {
  const { atoms } = world;
  const everybody = everyAtom(world);
  const scope = noAtoms(atoms);
  const inScope = new Set(document.scope.namespaces);
  for (const [atom, { namespace }] of atoms.list.entries()) {
    if (namespace !== undefined && inScope.has(namespace)) scope.add(atom);
  }
  const beyond = everybody.copy(atoms.list.length);
  if (document.scope.directions.includes('Ingress')) beyond.deleteAll(scope);
  const names = document.scope.namespaces.join(', ');
  const sides = {
    Ingress: { from: 'anyone else', to: names, block: { from: everybody, to: scope } },
    Egress: { from: names, to: 'anyone else', block: { from: scope, to: beyond } },
  } as const;
  return (['Ingress', 'Egress'] as const)
    .filter((direction) => document.scope.directions.includes(direction))
    .map((direction) => {
      const { from, to, block } = sides[direction];
      const base = {
        id: idOf(document, `unmentioned ${direction}`),
        origin: within(document.origin, 'spec', 'unmentioned'),
        verdict: 'denied' as const,
        from,
        to,
        ports: 'every port',
      };
      if (scope.isEmpty()) return { ...base, ...vacuous('no pod is in the namespaces of its scope') };
      const wish: Wish = {
        verdict: 'denied',
        blocks: [block],
        sureBlocks: [],
        ports: () => everyPort,
        samePorts: everyPort,
        somewhere: undefined,
        fromHost: false,
        givesWay: true,
        nobody: undefined,
      };
      const collector = measure(world, wish, mentioned, false);
      if (collector.count === 0) return { ...base, ...vacuous('every connection is mentioned') };
      return { ...base, ...statusOf(world, collector, homeOf(document), () => undefined) };
    });
}
