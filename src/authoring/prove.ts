import {
  intersectPorts,
  noPorts,
  portSetText,
  subtractPorts,
  unionPorts,
  type PortSet,
} from '../model/ports';
import type { Direction } from '../model/policy';
import { buildSnapshot } from '../snapshot/build';
import type { Snapshot } from '../snapshot/types';
import { applyEdits } from '../yaml/apply-edits';
import { visitDifference } from './difference';
import { diffStep } from './diff';
import type { Draft } from './draft';
import { flowsOf } from './gates';
import type { PlanContext } from './plan-context';
import type { SharedEnd } from './shared-ends';
import { touchedGates } from './touched-gates';
import type { BrokenStatement, Candidate, ChangedPath, Cost } from './types';
import { hasAddresses, pairsOf, type Wish, type WishEnd } from './wish';
import { filesAfter, writeChanges } from './write';

/** Why a draft is no candidate that would not open (or close) what it is for. */
export const notMet = 'the edit would not do what is wished';

/** Changed paths of each kind that a candidate lists. */
const mostListed = 200;
/** Wished flows that are also asked of the tracing evaluator. */
const mostTraced = 40;

/**
 * Writes a draft, evaluates the text and tells exactly what it changes (AU-8). A sentence where the draft does not do
 * what it is for: it is then no candidate.
 */
export function prove(context: PlanContext, wish: Wish | undefined, draft: Draft): Candidate | string {
  const { snapshot, registry } = context;
  const step = writeChanges(snapshot, draft.changes);
  if (typeof step === 'string') return step;
  const files = filesAfter(snapshot.files, step, applyEdits);
  const after = buildSnapshot(
    { files, revision: snapshot.revision, cni: snapshot.cni.name },
    registry,
    snapshot,
  );
  const trouble = newErrors(snapshot, after);
  if (trouble !== undefined) return trouble;
  // The same ends, as the snapshot after numbers them.
  const wished =
    wish === undefined || draft.way === 'only expectation' ? undefined : moved(snapshot, after, wish);
  if (wished !== undefined && !isMet(after, wished)) return notMet;
  const tally = tallyOf(snapshot, after, wish);
  const diff = diffStep(snapshot.files, step.edits, step.newFiles, (file) => {
    const only = file === undefined || isPolicyFile(snapshot, file, draft);
    return only ? draft.about : '';
  });
  const added = diff.reduce((sum, file) => sum + file.added, 0);
  const removed = diff.reduce((sum, file) => sum + file.removed, 0);
  const broken = brokenStatements(snapshot, after);
  const closing = wish?.kind === 'close';
  const extra = closing ? tally.closed : tally.opened;
  const collateral = closing ? tally.opened : tally.closed;
  const cost: Cost = {
    broken: broken.flows,
    extraPairs: extra.pairs,
    extraFlows: extra.flows,
    collateralPairs: collateral.pairs,
    collateralFlows: collateral.flows,
    width: draft.width,
    evidence: draft.evidence,
    lines: added + removed,
    shape: draft.shape,
    locality: draft.locality,
    text: [...step.edits.map((edit) => edit.text), ...step.newFiles.map((file) => file.text)].join('\0'),
  };
  return {
    ...step,
    id: `${draft.way}: ${draft.title}`,
    way: draft.way,
    title: draft.title,
    sentence: draft.sentence,
    diff,
    linesAdded: added,
    linesRemoved: removed,
    wished: tally.wished,
    opened: tally.opened.paths,
    closed: tally.closed.paths,
    openedCount: tally.opened.pairs,
    closedCount: tally.closed.pairs,
    unclear: tally.unclear,
    broken: broken.statements,
    isolates: newlyIsolated(snapshot, after),
    dns: draft.dns,
    notes: draft.notes,
    width: draft.width,
    cost,
  };
}

function isPolicyFile(snapshot: Snapshot, file: string, draft: Draft): boolean {
  return draft.changes.some((change) => {
    const at = change.kind === 'add' ? change.after : change.at;
    return at?.file === file && snapshot.policyDocuments.some(({ origin }) => origin.file === file);
  });
}

/** An error that was not there before; contradictions among statements are told otherwise. */
function newErrors(before: Snapshot, after: Snapshot): string | undefined {
  const known = new Map<string, number>();
  const key = ({ code, file, message }: Snapshot['diagnostics'][number]) => `${code}\0${file}\0${message}`;
  for (const diagnostic of before.diagnostics) {
    if (diagnostic.severity === 'error') known.set(key(diagnostic), (known.get(key(diagnostic)) ?? 0) + 1);
  }
  for (const diagnostic of after.diagnostics) {
    if (diagnostic.severity !== 'error' || diagnostic.code === 'EXP-8') continue;
    const left = known.get(key(diagnostic)) ?? 0;
    if (left === 0) return diagnostic.message;
    known.set(key(diagnostic), left - 1);
  }
  return undefined;
}

/** The wish in another snapshot of the same cluster. */
function moved(before: Snapshot, after: Snapshot, wish: Wish): Wish {
  if (before.cluster === after.cluster) return wish;
  const numbers = new Map(after.cluster.workloads.map((workload) => [workload.id, workload.index]));
  const move = (end: WishEnd): WishEnd =>
    end.kind === 'addresses'
      ? end
      : {
          ...end,
          workloads: end.workloads.flatMap((index) => {
            return numbers.get(before.cluster.workloads[index]?.id ?? '') ?? [];
          }),
        };
  return { ...wish, from: move(wish.from), to: move(wish.to) };
}

/** Whether every wished flow has the wished verdict, in both evaluators. */
function isMet(snapshot: Snapshot, wish: Wish): boolean {
  let traced = 0;
  for (const { from, to } of pairsOf(snapshot, wish)) {
    const { allowed, partial, undetermined } = snapshot.evaluator.connection(from, to);
    const wrong =
      wish.kind === 'open'
        ? subtractPorts(wish.ports, allowed)
        : intersectPorts(wish.ports, unionPorts(allowed, partial, undetermined));
    if (wrong.length > 0) return false;
    for (const flow of flowsOf(snapshot, from, to)) {
      for (const { protocol, first } of wish.ports) {
        if (++traced > mostTraced) break;
        const { kind } = snapshot.evaluator.trace({ ...flow, protocol, port: first }).verdict;
        if (kind !== (wish.kind === 'open' ? 'allowed' : 'denied')) return false;
      }
    }
  }
  return true;
}

type Side = { pairs: number; flows: number; readonly paths: ChangedPath[] };
type Tally = {
  readonly wished: ChangedPath[];
  readonly opened: Side;
  readonly closed: Side;
  readonly unclear: ChangedPath[];
};

function tallyOf(before: Snapshot, after: Snapshot, wish: Wish | undefined): Tally {
  const tally: Tally = {
    wished: [],
    opened: { pairs: 0, flows: 0, paths: [] },
    closed: { pairs: 0, flows: 0, paths: [] },
    unclear: [],
  };
  const isWished = wishedPairs(wish);
  visitDifference(before, after, (from, to, delta) => {
    const wished = isWished(from, to);
    const ports = wished && wish !== undefined ? wish.ports : noPorts;
    const gained = wish?.kind === 'close' ? delta.closed : delta.opened;
    list(tally.wished, from, to, intersectPorts(gained, ports));
    const opened = wish?.kind === 'close' ? delta.opened : subtractPorts(delta.opened, ports);
    const closed = wish?.kind === 'close' ? subtractPorts(delta.closed, ports) : delta.closed;
    count(tally.opened, from, to, opened);
    count(tally.closed, from, to, closed);
    list(tally.unclear, from, to, subtractPorts(delta.unclear, ports));
  });
  return tally;
}

function count(side: Side, from: SharedEnd, to: SharedEnd, ports: PortSet): void {
  if (ports.length === 0) return;
  side.pairs++;
  for (const range of ports) side.flows += range.last - range.first + 1;
  list(side.paths, from, to, ports);
}

function list(paths: ChangedPath[], from: SharedEnd, to: SharedEnd, ports: PortSet): void {
  if (ports.length === 0 || paths.length >= mostListed) return;
  paths.push({ from: from.end, to: to.end, ports, portsText: portSetText(ports) });
}

function wishedPairs(wish: Wish | undefined): (from: SharedEnd, to: SharedEnd) => boolean {
  if (wish === undefined) return () => false;
  const matcher = (end: WishEnd): ((shared: SharedEnd) => boolean) => {
    if (end.kind === 'pods') {
      const members = new Set(end.workloads);
      return (shared) => shared.before !== undefined && members.has(shared.before);
    }
    return ({ addresses }) => addresses.length > 0 && hasAddresses(end, addresses);
  };
  const from = matcher(wish.from);
  const to = matcher(wish.to);
  return (a, b) => from(a) && to(b);
}

/** Statements that hold before and do not after; a statement is known by what it says. */
function brokenStatements(
  before: Snapshot,
  after: Snapshot,
): { readonly flows: number; readonly statements: readonly BrokenStatement[] } {
  const key = (result: Snapshot['statements'][number]) =>
    [
      result.origin.file,
      result.origin.document,
      result.name,
      result.from,
      result.to,
      result.ports,
      result.verdict,
    ].join('\0');
  const held = new Map<string, number>();
  for (const result of before.statements) {
    if (result.status === 'holds') held.set(key(result), (held.get(key(result)) ?? 0) + 1);
  }
  let flows = 0;
  const statements: BrokenStatement[] = [];
  for (const result of after.statements) {
    const left = held.get(key(result)) ?? 0;
    if (left === 0) continue;
    held.set(key(result), left - 1);
    if (result.status === 'holds') continue;
    flows += Math.max(1, result.failingCount);
    const words = `${result.from} → ${result.to}, ${result.ports}: ${result.verdict}`;
    statements.push({
      origin: result.origin,
      sentence: result.name === undefined ? words : `${result.name} (${words})`,
    });
  }
  return { flows, statements };
}

/** Gates that nothing isolated before. */
function newlyIsolated(before: Snapshot, after: Snapshot): Candidate['isolates'] {
  const touched = touchedGates(before, after);
  const numbers = new Map(after.cluster.workloads.map((workload) => [workload.id, workload.index]));
  const found: { workload: string; direction: Direction }[] = [];
  for (const direction of ['ingress', 'egress'] as const) {
    const workloads = touched === undefined ? before.cluster.workloads.keys() : touched[direction].keys();
    for (const index of [...workloads].sort((a, b) => a - b)) {
      const id = before.cluster.workloads[index]?.id ?? '';
      const number = numbers.get(id);
      if (number === undefined || before.evaluator.gate(index, direction).state !== 'open') continue;
      const { state } = after.evaluator.gate(number, direction);
      if (state === 'guarded' || state === 'shut') found.push({ workload: id, direction });
    }
  }
  return found;
}
