import type { PeerSketch } from '../dialects/dialect';
import { fewestCidrs, subtractAddresses, cidrRange } from '../model/address-set';
import { containsCidr, formatCidr } from '../model/address';
import { namespaceNameLabel } from '../model/labels';
import type { Direction } from '../model/policy';
import { everyPort, intersectPorts, subtractPorts, unionPorts } from '../model/ports';
import { insideCidrs, outermost } from '../expectations/spread';
import type { Registry, Snapshot } from '../snapshot/types';
import { closeShapes } from './close-shapes';
import { compareGuesses, type Draft } from './draft';
import { isolate } from './isolate';
import { addressPeers, byNamespace, peersFor } from './peers';
import { contextOf, type PlanContext } from './plan-context';
import { proven, provenAtMost } from './plan-open';
import { notMet, prove } from './prove';
import { ranked } from './rank';
import { separatingLabel } from './selectors';
import type { Admission } from './served-rules';
import type { Candidate, Plan, PlanRequest } from './types';
import { everyCidr, pairsOf, wishOf, type Wish, type WishEnd } from './wish';
import { meantBy, takeWishOut, type Meant, type StatementEdit } from './wish-statement';

const mostShown = 4;

/** Plans the deletion of an edge: the edits that deny every given flow, best first (DEL-1 to DEL-6, DEL-9, DEL-10). */
export function planClose(snapshot: Snapshot, registry: Registry, request: PlanRequest): Plan {
  const context = contextOf(snapshot, registry);
  const wish = wishOf(snapshot, { ...request, kind: 'close' });
  if (typeof wish === 'string') return { state: 'refused', candidates: [], reasons: [wish], untried: 0 };
  const meant = meantBy(context);
  const out: StatementEdit =
    request.expectation === false
      ? { changes: [], notes: [], sentence: '' }
      : takeWishOut(context, meant, wish);
  const only = out.changes.length === 0 ? [] : proven(context, wish, [onlyStatement(out)]);
  if (context.unenforced !== undefined) {
    return {
      state: only.length === 0 ? 'refused' : 'candidates',
      candidates: only,
      reasons: [context.unenforced],
      untried: 0,
    };
  }
  if (isClosed(snapshot, wish)) {
    return {
      state: only.length === 0 ? 'nothingToDo' : 'candidates',
      candidates: only,
      reasons: [],
      untried: 0,
    };
  }
  const reasons = new Set<string>();
  const drafts: Draft[] = [];
  for (const direction of ['ingress', 'egress'] as const) {
    const found = sideDrafts(context, meant, wish, direction, request);
    if (typeof found === 'string') reasons.add(found);
    else drafts.push(...found);
  }
  const chosen = [...drafts].sort(compareGuesses).slice(0, provenAtMost(snapshot));
  const written = chosen.map((draft): Draft => {
    const sentence = out.sentence === '' ? draft.sentence : `${draft.sentence}, and ${out.sentence}`;
    return {
      ...draft,
      sentence,
      changes: [...draft.changes, ...out.changes],
      notes: [...draft.notes, ...out.notes],
    };
  });
  const candidates: Candidate[] = [];
  for (const draft of written) {
    const result = prove(context, wish, draft);
    if (typeof result === 'string') reasons.add(result);
    else candidates.push(result);
  }
  if (candidates.length === 0) {
    const told = [...unknownReasons(snapshot, wish), ...[...reasons].filter((one) => one !== notMet).sort()];
    if (told.length === 0) told.push(whyNever(snapshot, wish));
    return { state: 'refused', candidates: only, reasons: [...new Set(told)], untried: 0 };
  }
  return {
    state: 'candidates',
    candidates: [...ranked(candidates).slice(0, mostShown), ...only],
    reasons: [],
    untried: drafts.length - chosen.length,
  };
}

function isClosed(snapshot: Snapshot, wish: Wish): boolean {
  return pairsOf(snapshot, wish).every(({ from, to }) => {
    const { allowed, partial, undetermined } = snapshot.evaluator.connection(from, to);
    return intersectPorts(wish.ports, unionPorts(allowed, partial, undetermined)).length === 0;
  });
}

/** Why the verdict of some flow that shall be closed cannot be known. */
function unknownReasons(snapshot: Snapshot, wish: Wish): string[] {
  return pairsOf(snapshot, wish).flatMap(({ from, to }) => {
    const { undetermined, reasons } = snapshot.evaluator.connection(from, to);
    return intersectPorts(wish.ports, undetermined).length > 0 ? reasons : [];
  });
}

/** DEL-10: what no policy closes. */
function whyNever(snapshot: Snapshot, wish: Wish): string {
  for (const end of [wish.to, wish.from]) {
    if (end.kind !== 'pods') continue;
    for (const index of end.workloads) {
      const workload = snapshot.cluster.workloads[index];
      if (workload?.pods.some((pod) => snapshot.cluster.pods[pod]?.hostNetwork === true) === true) {
        return `\`${workload.name}\` uses the network of its node, so policies of pods do not apply to it`;
      }
    }
  }
  return 'no edit of a policy closes this path';
}

function onlyStatement(out: StatementEdit): Draft {
  return {
    changes: out.changes,
    way: 'only expectation',
    title: 'Only take the expectation back',
    sentence: `${out.sentence}, and changes no policy`,
    about: '',
    shape: 9,
    width: 0,
    evidence: 1,
    locality: 0,
    notes: out.notes,
    guess: 0,
    made: [],
    dns: 'not needed',
  };
}

/** The edits at one gate: none where the other side has no gate; a sentence where they cannot be written. */
function sideDrafts(
  context: PlanContext,
  meant: Meant,
  wish: Wish,
  direction: Direction,
  request: PlanRequest,
): readonly Draft[] | string {
  const { snapshot } = context;
  const own = direction === 'ingress' ? wish.to : wish.from;
  const other = direction === 'ingress' ? wish.from : wish.to;
  if (own.kind !== 'pods') return [];
  const states = own.workloads.map((index) => snapshot.evaluator.gate(index, direction).state);
  if (states.includes('not enforced')) return whyNever(snapshot, wish);
  // On equal cost the owner of the destination decides (DEL-1).
  const locality = direction === 'ingress' ? 0 : 1;
  const placed = (draft: Draft): Draft => ({ ...draft, locality: Math.max(draft.locality, locality) });
  if (!states.includes('open')) {
    const found = closeShapes(context, {
      direction,
      subjects: own.workloads,
      peers: other,
      ports: wish.ports,
    });
    return typeof found === 'string' ? found : found.map(placed);
  }
  const open = own.workloads.filter((_, at) => states[at] === 'open');
  const guarded = own.workloads.filter((_, at) => states[at] !== 'open');
  const rest =
    guarded.length === 0
      ? []
      : closeShapes(context, { direction, subjects: guarded, peers: other, ports: wish.ports });
  if (typeof rest === 'string') return rest;
  const also = rest[0]?.changes ?? [];
  const drafts: Draft[] = [];
  const problems: string[] = [];
  const ways = [
    { bare: true, admit: (home: string) => everybodyElse(context, wish, direction, home) },
    { bare: false, admit: () => [] },
  ];
  for (const { bare, admit } of ways) {
    const draft = isolate(context, meantWithout(meant, wish, snapshot), {
      subjects: { kind: 'pods', workloads: open, wholeNamespace: own.wholeNamespace },
      direction,
      admit,
      dns: request.dns !== false,
      bare,
    });
    if (typeof draft === 'string') problems.push(draft);
    else {
      drafts.push(
        placed({
          ...draft,
          changes: [...draft.changes, ...also],
          title: bare ? `${draft.title}, and admit everybody else` : draft.title,
          sentence: bare
            ? draft.sentence.replace('admits what is expected', 'admits everybody else')
            : draft.sentence,
          guess: bare ? 900 : 1000,
        }),
      );
    }
  }
  return drafts.length === 0 ? (problems[0] ?? []) : drafts;
}

/** The statements without the closed ports where they want the closed path: no rule is written for those. */
function meantWithout(meant: Meant, wish: Wish, snapshot: Snapshot): Meant {
  const closed = new Set(pairsOf(snapshot, wish).map(({ from, to }) => `${from} ${to}`));
  const { atoms } = meant.world;
  return {
    ...meant,
    statements: meant.statements.map((statement) => {
      const own = statement.wish;
      if (own.verdict !== 'allowed' || own.somewhere !== undefined) return statement;
      const meets = own.blocks.some((block) =>
        block.from.toArray().some((from) =>
          block.to.toArray().some((to) => {
            const pair = `${atoms.list[from]?.end ?? from} ${atoms.list[to]?.end ?? to}`;
            return closed.has(pair) && intersectPorts(own.ports(to), wish.ports).length > 0;
          }),
        ),
      );
      if (!meets) return statement;
      const left = own.samePorts === undefined ? undefined : subtractPorts(own.samePorts, wish.ports);
      const ports = (to: number) => subtractPorts(own.ports(to), wish.ports);
      return { ...statement, wish: { ...own, samePorts: left, ports } };
    }),
  };
}

/**
 * Everybody but the closed end, on every port; and the closed end on the other ports (DEL-7 c): what the open gate lets
 * through today, as far as rules can say it.
 */
function everybodyElse(
  context: PlanContext,
  wish: Wish,
  direction: Direction,
  home: string,
): readonly Admission[] | string {
  const { snapshot } = context;
  const { cluster } = snapshot;
  const end = direction === 'ingress' ? wish.from : wish.to;
  const admissions: Admission[] = [];
  const outside = addressPeers(cluster, { cidrs: everyCidr(snapshot), internet: true }).peers;
  const everyPod: PeerSketch = { kind: 'pods', namespaces: {} };
  if (end.kind === 'addresses') {
    const left = outsideWithout(context, end);
    admissions.push({ peers: [everyPod, ...left], ports: everyPort });
  } else {
    const peers: PeerSketch[] = [];
    const groups = byNamespace(cluster, end.workloads);
    for (const [namespace, closed] of groups) {
      if (end.wholeNamespace === namespace) continue;
      const rest = cluster.workloads
        .filter((workload) => workload.namespace === namespace && !closed.includes(workload.index))
        .map((workload) => workload.index);
      const label = separatingLabel(cluster, closed, rest, context.used);
      if (label === undefined) return 'labels do not tell these pods from others of their namespace';
      const pods = { matchExpressions: [{ ...label, operator: 'NotIn' }] };
      peers.push(
        namespace === home
          ? { kind: 'pods', pods }
          : { kind: 'pods', namespaces: { matchLabels: { [namespaceNameLabel]: namespace } }, pods },
      );
    }
    peers.push({
      kind: 'pods',
      namespaces: {
        matchExpressions: [{ key: namespaceNameLabel, operator: 'NotIn', values: [...groups.keys()].sort() }],
      },
    });
    admissions.push({ peers: [...peers, ...outside], ports: everyPort });
  }
  const left = subtractPorts(everyPort, wish.ports);
  if (left.length > 0) {
    const choice = peersFor(cluster, end, home, context.used);
    if (typeof choice === 'string') return choice;
    admissions.push({ peers: choice.peers, ports: left });
  }
  return admissions;
}

/** All outside addresses but the closed ones, as address rules. */
function outsideWithout(
  { snapshot }: PlanContext,
  end: WishEnd & { readonly kind: 'addresses' },
): readonly PeerSketch[] {
  if (end.internet) return [];
  const inside = insideCidrs(snapshot.cluster);
  return everyCidr(snapshot).flatMap((all): PeerSketch[] => {
    const closed = end.cidrs.filter((cidr) => cidr.family === all.family);
    if (closed.some((cidr) => cidr.prefix === 0)) return [];
    const holes = outermost([...inside, ...closed])
      .filter((hole) => hole.prefix > 0 && containsCidr(all, hole))
      .map(formatCidr);
    const nothingLeft = fewestCidrs(subtractAddresses([cidrRange(all)], end.addresses)).length === 0;
    if (nothingLeft) return [];
    return [{ kind: 'addresses', cidr: formatCidr(all), ...(holes.length === 0 ? {} : { except: holes }) }];
  });
}
