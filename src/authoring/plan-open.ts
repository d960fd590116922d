import type { Direction } from '../model/policy';
import type { Registry, Snapshot } from '../snapshot/types';
import { defaultDeny } from './default-deny';
import { combine, compareGuesses, plainDraft, type Draft } from './draft';
import { gateStates, type GateStates, type SideState } from './gates';
import { isolate } from './isolate';
import { openShapes } from './open-shapes';
import { peersFor } from './peers';
import { contextOf, type PlanContext } from './plan-context';
import { prove } from './prove';
import { ranked } from './rank';
import type { Admission } from './served-rules';
import type { Candidate, Plan, PlanRequest } from './types';
import { endName, wishOf, type Wish, type WishEnd } from './wish';
import { isWanted, meantBy, writeWish, type Meant } from './wish-statement';

/** Ways shown at most, beside only writing the wish down (DR-11). */
const mostShown = 4;
/** Shapes of each gate that are combined (DR-8). */
const bestOfEach = 3;

/** Plans an edge: the edits that allow every wished flow, best first (DR-1 to DR-12). */
export function planOpen(snapshot: Snapshot, registry: Registry, request: PlanRequest): Plan {
  const context = contextOf(snapshot, registry);
  const wish = wishOf(snapshot, request);
  if (typeof wish === 'string') return refusal(wish);
  const meant = meantBy(context);
  const states = gateStates(snapshot, wish);
  const unwanted = request.expectation !== false && !isWanted(context, meant, wish);
  const only = unwanted ? proven(context, wish, [onlyExpectation(context, meant, wish)]) : [];
  const reasons = [
    ...(context.unenforced === undefined ? [] : [context.unenforced]),
    ...(states.done ? [] : states.refused),
  ];
  if (context.unenforced !== undefined) {
    return only.length === 0 && states.done
      ? { state: 'nothingToDo', candidates: [], reasons, untried: 0 }
      : { state: only.length === 0 ? 'refused' : 'candidates', candidates: only, reasons, untried: 0 };
  }
  if (states.done) return planAllowed(context, meant, wish, states, only, request);
  if (states.refused.length > 0) return { state: 'refused', candidates: only, reasons, untried: 0 };
  const sides = [
    sideDrafts(context, meant, wish, states.egress, request),
    sideDrafts(context, meant, wish, states.ingress, request),
  ];
  const blocked = sides.filter((side) => typeof side === 'string');
  if (blocked.length > 0) {
    return { state: 'refused', candidates: only, reasons: [...new Set(blocked)], untried: 0 };
  }
  const [leaving = [], entering = []] = sides.filter((side) => typeof side !== 'string');
  const drafts = combinations(leaving, entering);
  const chosen = drafts.slice(0, provenAtMost(snapshot));
  const written = chosen.map((draft) => withWish(context, meant, wish, draft, unwanted));
  const candidates = ranked(proven(context, wish, written)).slice(0, mostShown);
  const failed = written.length > 0 && candidates.length === 0;
  return {
    state: failed ? 'refused' : 'candidates',
    candidates: [...candidates, ...only],
    reasons: failed ? [whyNone(context, wish, written)] : [],
    untried: drafts.length - chosen.length,
  };
}

function refusal(reason: string): Plan {
  return { state: 'refused', candidates: [], reasons: [reason], untried: 0 };
}

/** Proving costs an evaluation each; in large clusters only the most promising are proven. */
export function provenAtMost(snapshot: Snapshot): number {
  return snapshot.cluster.workloads.length > 1000 ? 3 : 9;
}

export function proven(
  context: PlanContext,
  wish: Wish | undefined,
  drafts: readonly Draft[],
): readonly Candidate[] {
  return drafts.flatMap((draft) => {
    const candidate = prove(context, wish, draft);
    return typeof candidate === 'string' ? [] : [candidate];
  });
}

function whyNone(context: PlanContext, wish: Wish, drafts: readonly Draft[]): string {
  for (const draft of drafts) {
    const result = prove(context, wish, draft);
    if (typeof result === 'string') return result;
  }
  return 'no edit does what is wished';
}

/** Everything is allowed already: what is left is to write it down, and to ask about open gates (DR-3). */
function planAllowed(
  context: PlanContext,
  meant: Meant,
  wish: Wish,
  states: GateStates,
  only: readonly Candidate[],
  request: PlanRequest,
): Plan {
  if (only.length === 0) return { state: 'nothingToDo', candidates: [], reasons: [], untried: 0 };
  const closing: Draft[] = [];
  let covered = false;
  for (const side of [states.ingress, states.egress]) {
    if (side.open.length === 0) continue;
    if (isCovered(context, side)) covered = true;
    const drafts = isolations(context, meant, wish, side, request);
    closing.push(...drafts);
  }
  const isolating = proven(
    context,
    wish,
    closing.map((draft) => withWish(context, meant, wish, draft, true)),
  );
  if (isolating.length === 0) return { state: 'candidates', candidates: only, reasons: [], untried: 0 };
  return covered
    ? { state: 'candidates', candidates: [...isolating, ...only], reasons: [], untried: 0 }
    : { state: 'ask', candidates: [...only, ...isolating], reasons: [], untried: 0 };
}

/** The answers to an open gate: isolate the workload, or its whole namespace. */
function isolations(
  context: PlanContext,
  meant: Meant,
  wish: Wish,
  side: SideState,
  request: PlanRequest,
): readonly Draft[] {
  const drafts: Draft[] = [];
  const one = isolateOpen(context, meant, wish, side, request);
  if (typeof one !== 'string') drafts.push(one);
  const namespaces = new Set(
    side.open.map((index) => context.snapshot.cluster.workloads[index]?.namespace ?? ''),
  );
  const [namespace] = namespaces;
  if (namespaces.size === 1 && namespace !== undefined) {
    const all = defaultDeny(context, meant, {
      namespace,
      directions: [side.direction],
      dns: request.dns !== false,
      serve: true,
      admit: (workload, home) =>
        side.open.includes(workload) ? wishedAdmissions(context, wish, side.direction, home) : [],
    });
    if (typeof all !== 'string') drafts.push(all);
  }
  return drafts;
}

function isolateOpen(
  context: PlanContext,
  meant: Meant,
  wish: Wish,
  side: SideState,
  request: PlanRequest,
): Draft | string {
  return isolate(context, meant, {
    subjects: { kind: 'pods', workloads: side.open, wholeNamespace: undefined },
    direction: side.direction,
    admit: (home) => wishedAdmissions(context, wish, side.direction, home),
    dns: request.dns !== false,
  });
}

function wishedAdmissions(
  context: PlanContext,
  wish: Wish,
  direction: Direction,
  home: string,
): readonly Admission[] | string {
  const end = direction === 'ingress' ? wish.from : wish.to;
  const choice = peersFor(context.snapshot.cluster, end, home, context.used);
  return typeof choice === 'string' ? choice : [{ peers: choice.peers, ports: wish.ports }];
}

/** Whether `unmentioned: denied` speaks of every open gate of the side. */
function isCovered(context: PlanContext, side: SideState): boolean {
  const word = side.direction === 'ingress' ? 'Ingress' : 'Egress';
  return side.open.every((index) => {
    const namespace = context.snapshot.cluster.workloads[index]?.namespace ?? '';
    return context.expectations.some(
      ({ unmentioned, scope }) =>
        unmentioned === 'denied' && scope.directions.includes(word) && scope.namespaces.includes(namespace),
    );
  });
}

/** The best edits of one side; none where its gates are fine; a sentence where nothing can be written. */
function sideDrafts(
  context: PlanContext,
  meant: Meant,
  wish: Wish,
  side: SideState,
  request: PlanRequest,
): readonly Draft[] | string {
  if (side.subjects.length === 0) {
    if (side.open.length === 0 || !isCovered(context, side)) return [];
    const draft = isolateOpen(context, meant, wish, side, request);
    return typeof draft === 'string' ? [] : [draft];
  }
  const own = side.direction === 'ingress' ? wish.to : wish.from;
  const other = side.direction === 'ingress' ? wish.from : wish.to;
  const whole = own.kind === 'pods' && side.open.length === 0 ? own.wholeNamespace : undefined;
  const drafts = openShapes(context, {
    direction: side.direction,
    subjects: {
      kind: 'pods',
      workloads: whole === undefined || own.kind !== 'pods' ? side.subjects : own.workloads,
      wholeNamespace: whole,
    },
    peers: neededPeers(other, side),
    ports: wish.everyPort ? wish.ports : side.ports,
  });
  return typeof drafts === 'string' ? drafts : bestOfWays(drafts);
}

/** The best edit of each kind, as far as they are shown: a second one of a kind tells nothing new. */
function bestOfWays(drafts: readonly Draft[]): readonly Draft[] {
  const found = new Map<string, Draft>();
  for (const draft of [...drafts].sort(compareGuesses)) {
    if (!found.has(draft.way)) found.set(draft.way, draft);
  }
  return [...found.values()].slice(0, bestOfEach);
}

function neededPeers(end: WishEnd, side: SideState): WishEnd {
  if (end.kind === 'addresses' || end.wholeNamespace !== undefined) return end;
  const needed = new Set(side.peers);
  return { ...end, workloads: end.workloads.filter((index) => needed.has(index)) };
}

/** Both sides together, the most promising first. */
function combinations(leaving: readonly Draft[], entering: readonly Draft[]): readonly Draft[] {
  if (leaving.length === 0) return entering;
  if (entering.length === 0) return leaving;
  return entering.flatMap((second) => leaving.map((first) => combine(second, first))).sort(compareGuesses);
}

export function withWish(
  context: PlanContext,
  meant: Meant,
  wish: Wish,
  draft: Draft,
  unwanted: boolean,
): Draft {
  if (!unwanted) return draft;
  const { changes, notes } = writeWish(context, meant, wish);
  return { ...draft, changes: [...draft.changes, ...changes], notes: [...draft.notes, ...notes] };
}

function onlyExpectation(context: PlanContext, meant: Meant, wish: Wish): Draft {
  const { changes, notes } = writeWish(context, meant, wish);
  const { cluster } = context.snapshot;
  return {
    ...plainDraft,
    changes,
    way: 'only expectation',
    title: 'Only write down that it is wanted',
    sentence: `writes down that ${endName(cluster, wish.from)} may reach ${endName(cluster, wish.to)}, and changes no policy`,
    about: '',
    shape: 9,
    notes,
  };
}
