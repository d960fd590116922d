import type { Analysis, Meaning, PathMeaning } from '../analysis/types';
import { portSetText } from '../model/ports';
import { endNames } from './explanation-ends';
import type { PartnerLine, PartnerLines } from './detail-types';
import { someNames } from './detail-rules';
import { limitsOf } from './limits';
import { pathOf } from './matrix-cells';
import { toldPorts } from './told-ports';

const linesShown = 200;
const rank: Readonly<Record<Meaning, number>> = {
  blocked: 0,
  depends: 1,
  unwanted: 2,
  works: 3,
  admitted: 4,
  unguarded: 5,
};

/** Whom an end reaches (`egress`), or who reaches it: worst first, and those that nothing holds back apart. */
export function partners(analysis: Analysis, end: number, direction: 'egress' | 'ingress'): PartnerLines {
  const others = direction === 'egress' ? reachedFrom(analysis, end) : reachedTo(analysis, end);
  const lines: PartnerLine[] = [];
  const unguarded: number[] = [];
  for (const { other, meanings } of others) {
    if (other === end) continue;
    const told = meanings.filter(({ meaning }) => meaning !== 'unguarded');
    if (told.length === 0) unguarded.push(other);
    for (const meaning of told) lines.push(lineOf(analysis, end, other, direction, meaning));
  }
  lines.sort((a, b) => rank[a.meaning] - rank[b.meaning]);
  return {
    items: lines.slice(0, linesShown),
    total: lines.length,
    unguarded: someNames(analysis, unguarded),
  };
}

type Other = { readonly other: number; readonly meanings: readonly PathMeaning[] };

function reachedFrom(analysis: Analysis, end: number): readonly Other[] {
  return analysis.meaningsFrom(end, { unguarded: true }).map(({ to, meanings }) => ({ other: to, meanings }));
}

/** Asks only ends that have something to say: what they reach holds this end, or a statement speaks of the two. */
function reachedTo(analysis: Analysis, end: number): readonly Other[] {
  const others = new Set<number>();
  for (let from = 0; from < analysis.ends; from++) {
    if (analysis.reaches(from).some(({ to }) => to.has(end))) others.add(from);
  }
  for (const { pairs } of analysis.statements) {
    for (const pair of pairs) if (pair.to === end) others.add(pair.from);
  }
  return [...others]
    .sort((a, b) => a - b)
    .map((other) => ({ other, meanings: analysis.meanings(other, end) }))
    .filter(({ meanings }) => meanings.length > 0);
}

function lineOf(
  analysis: Analysis,
  end: number,
  other: number,
  direction: 'egress' | 'ingress',
  meaning: PathMeaning,
): PartnerLine {
  const [from, to] = direction === 'egress' ? [end, other] : [other, end];
  return {
    end: endNames(analysis).nameOf(analysis.endId(other)),
    meaning: meaning.meaning,
    ports: portSetText(toldPorts(analysis)(meaning.ports)),
    note: noteOf(analysis, from, to, meaning),
    limited: meaning.conditional !== undefined,
    path: pathOf(analysis, from, to, meaning.conditional ?? meaning.ports, undefined),
  };
}

function noteOf(analysis: Analysis, from: number, to: number, meaning: PathMeaning): string {
  if (meaning.meaning === 'depends') return meaning.condition;
  if (meaning.conditional !== undefined) return limitsOf(analysis, from, to, meaning)?.told ?? '';
  if (meaning.at.length === 0) return '';
  const names = endNames(analysis);
  const gates = meaning.at.map((direction) => {
    const whose = direction === 'egress' ? from : to;
    return `the ${direction} gate of ${names.titleOf(analysis.endId(whose))}`;
  });
  return `stopped at ${gates.join(' and ')}`;
}
