import type { Analysis, PathRef } from '../analysis/types';
import type { Origin } from '../model/origin';
import type { Policy } from '../model/policy';
import { hasPort } from '../model/ports';
import type { PortSet, Protocol } from '../model/ports';
import type { RuleStep, SideTrace, Trace } from '../model/verdict';
import { endNames } from './explanation-ends';
import { chooseFlow, detailsText, meaningsOf, portText, protocolOf } from './explanation-flow';
import type { ChosenFlow, ExactEnds } from './explanation-flow';
import { laneOf } from './explanation-lane';
import { nearestParts } from './explanation-misses';
import { admitting, denying, isEngines, isolating } from './explanation-deciding';
import { whySentence } from './explanation-sentence';
import type { Scene } from './explanation-sentence';
import { closestRule } from './explanation-steps';
import type { LaneContext } from './explanation-steps';
import type { ExplainedEnd, ExplainedLines, Explanation, WantedBy } from './explanation-types';
import { counted, name, sentence } from './sentences';
import type { Sentence } from './sentences';
import { keyOfPolicy } from './sentences-peers';

/** Why a path is open or shut, `exactly` between the pods or addresses given; undefined where the path names something that is not there. */
export function explain(analysis: Analysis, path: PathRef, exactly: ExactEnds = {}): Explanation | undefined {
  const names = endNames(analysis);
  const from = names.end(path.from);
  const to = names.end(path.to);
  const protocol = protocolOf(path.protocol);
  const chosen = chooseFlow(analysis, path, exactly);
  if (from === undefined || to === undefined || chosen === undefined || protocol === undefined) {
    return undefined;
  }
  const trace = analysis.snapshot.evaluator.trace(chosen.flow);
  const port = `${portText(protocol, path.port)}${detailsText(path.details)}`;
  const scene: Scene = {
    trace,
    from: from.title,
    to: to.title,
    port,
    cni: analysis.snapshot.cni.title,
    dead: deadWords(analysis, trace, from.title, to.title),
  };
  const context = contextOf(analysis, scene);
  const lanes = [
    laneOf(context(chosen.from, trace.egress), trace.egress),
    laneOf(context(chosen.to, trace.ingress), trace.ingress),
  ] as const;
  const stale =
    lanes.some((lane) => lane.tiers.some((tier) => tier.steps.some((step) => step.stale))) ||
    [from, to].some((end) => names.workload(end.id)?.stale === true);
  return {
    path,
    from,
    to,
    port,
    verdict: trace.verdict.kind,
    conditions: trace.verdict.kind === 'allowed' ? trace.verdict.conditions : undefined,
    meaning: meaningsOf(analysis, chosen.from, chosen.to).find(({ ports }) =>
      hasPort(ports, protocol, chosen.flow.port),
    )?.meaning,
    sentence: whySentence(scene),
    notes: notesOf(analysis, chosen, [from, to], protocol, stale),
    wanted: wantedBy(analysis, chosen, protocol),
    lanes,
    lines: linesOf(analysis, [trace.egress, trace.ingress], trace.verdict.kind === 'denied'),
    stale,
    change: isCounted(analysis, chosen) ? changeOf(analysis, trace.verdict.kind, [from, to]) : 'none',
  };
}

function contextOf(analysis: Analysis, scene: Scene) {
  const { snapshot } = analysis;
  const policies = new Map<string, Policy>(
    snapshot.policies.map((policy) => [keyOfPolicy(policy.ref), policy]),
  );
  const stale = new Set(snapshot.stale.map(documentKey));
  return (end: number | undefined, side: SideTrace): LaneContext => ({
    analysis,
    scene,
    end,
    closest: closestRule(side),
    isStale: (origin) => stale.size > 0 && stale.has(documentKey(origin)),
    policyOf: (step) => policies.get(keyOfPolicy(step.ref)),
  });
}

/** Which end makes a flow impossible. */
function deadWords(analysis: Analysis, trace: Trace, from: string, to: string): Sentence | undefined {
  const { before } = trace.egress;
  if (before !== 'no address' && before !== 'ended') return undefined;
  const ends = [
    { end: trace.flow.from, title: from },
    { end: trace.flow.to, title: to },
  ];
  for (const { end, title } of ends) {
    const pod = end.kind === 'pod' ? analysis.snapshot.cluster.pods[end.pod] : undefined;
    if (pod?.addressing === 'ended') return sentence('the pods of ', name(title), ' have ended');
    if (pod?.addressing === 'none') return sentence(name(title), ' has no address yet');
  }
  return sentence(name(from), ' and ', name(to), ' have no address family in common');
}

function documentKey(origin: Origin): string {
  return `${origin.document} ${origin.file}`;
}

/** Statements that speak of this pair and port: what fails first, then allowed before denied; at most four. */
function wantedBy(analysis: Analysis, chosen: ChosenFlow, protocol: Protocol): readonly WantedBy[] {
  const { from, to, flow } = chosen;
  const covers = (ports: PortSet) => hasPort(ports, protocol, flow.port);
  const found: WantedBy[] = [];
  for (const statement of analysis.statements) {
    const pair = statement.pairs.find((one) => one.from === from && one.to === to && covers(one.ports));
    if (pair === undefined) continue;
    const holds = !covers(pair.failing) && !covers(pair.undetermined);
    const place = analysis.place(statement.origin);
    found.push({ verdict: pair.wanted, holds, because: statement.because, place });
  }
  const rank = (one: WantedBy) => (one.holds ? 2 : 0) + (one.verdict === 'denied' ? 1 : 0);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, 4);
}

function notesOf(
  analysis: Analysis,
  chosen: ChosenFlow,
  ends: readonly [ExplainedEnd, ExplainedEnd],
  protocol: Protocol,
  stale: boolean,
): readonly Sentence[] {
  const notes: Sentence[] = [];
  const names = endNames(analysis);
  const [, to] = ends;
  if (chosen.note !== undefined) notes.push(chosen.note);
  const declared = names.workload(to.id)?.ports;
  const declares = declared?.some((one) => one.protocol === protocol && one.port === chosen.flow.port);
  if (declares === false && protocol !== 'other' && names.workload(to.id)?.inferred === false) {
    notes.push(sentence('No container of ', name(to.title), ` declares ${protocol} ${chosen.flow.port}.`));
  }
  for (const end of to.id === ends[0].id ? [to] : ends) {
    const ignored = names.workload(end.id)?.notEnforced ?? 0;
    if (ignored === 0) continue;
    const which = `${counted(ignored, 'policy', 'policies')} for `;
    const verb = ignored === 1 ? ' is' : ' are';
    notes.push(sentence(which, name(end.title), `${verb} not enforced by ${analysis.snapshot.cni.title}.`));
  }
  if (stale) notes.push(sentence('Part of this is from before your last edit, which cannot be read yet.'));
  return notes;
}

/** The passages to light: of a denied path what the shut gates looked at, of others the rules that admit. */
function linesOf(
  analysis: Analysis,
  sides: readonly SideTrace[],
  denied: boolean,
): readonly ExplainedLines[] {
  const lines: ExplainedLines[] = [];
  for (const side of sides) {
    if (denied && side.verdict.kind !== 'denied') continue;
    const decided = side.verdict.kind === 'denied' ? denying(side) : admitting(side);
    for (const { rule } of decided.filter(({ policy }) => !isEngines(policy)).slice(0, 8)) {
      const tone = rule.action === 'deny' ? 'closest' : 'decided';
      lines.push({ place: analysis.place(rule.origin), tone });
    }
    const closest = side.verdict.kind === 'allowed' ? undefined : closestRule(side);
    if (closest !== undefined) lines.push(...closestLines(analysis, closest));
    else if (side.verdict.kind === 'denied' && decided.length === 0) {
      for (const policy of isolating(side)
        .filter((one) => !isEngines(one))
        .slice(0, 4)) {
        lines.push({ place: analysis.place(policy.origin), tone: 'closest' });
      }
    }
  }
  return lines;
}

function closestLines(analysis: Analysis, rule: RuleStep): readonly ExplainedLines[] {
  const misses = [rule.peers, rule.ports].flatMap((parts) => {
    const matched = parts !== 'any' && parts.some((part) => part.matched === 'yes');
    return matched ? [] : nearestParts(parts).flatMap((part) => part.misses);
  });
  const missed = misses
    .slice(0, 12)
    .map((miss) => ({ place: analysis.place(miss.origin), tone: 'missed' }) as const);
  return [{ place: analysis.place(rule.origin), tone: 'closest' }, ...missed];
}

/** Only a plain flow between workloads and addresses of the picture can be changed by drawing. */
function isCounted(analysis: Analysis, { from, to, flow }: ChosenFlow): boolean {
  const plain = flow.http === undefined && flow.dns === undefined && flow.sni === undefined;
  const isDrawn = (end: number | undefined) => end !== undefined && analysis.namedEnd(end) === undefined;
  return plain && isDrawn(from) && isDrawn(to) && (flow.protocol !== 'other' || flow.port === 0);
}

/** A change needs a gate in the cluster and a CNI that enforces something. */
function changeOf(
  analysis: Analysis,
  verdict: Explanation['verdict'],
  ends: readonly ExplainedEnd[],
): Explanation['change'] {
  if (!analysis.summary.enforces || ends.every((end) => end.kind === 'outside')) return 'none';
  if (verdict === 'denied') return 'open';
  return verdict === 'allowed' ? 'close' : 'none';
}
