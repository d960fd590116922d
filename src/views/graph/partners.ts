import type { Analysis, Meaning, PathRef } from '../../analysis/types';
import type { GraphRequest } from '../graph-types';
import { isQuiet } from '../outside-kinds';
import type { Units } from './cards';
import type { Line, PreviewLine } from './net';

/** A selected card's unguarded lines are drawn up to so many, though the legend has them off. */
const drawUpTo = 40;
const askUpTo = 1000;
/** More lines of a preview than these would hide what they are about; the card counts all of them. */
const previewUpTo = 24;

/** Units that one unit reaches or is reached by only because nothing isolates, with the line. */
function unguardedAround(analysis: Analysis, units: Units, unit: number): readonly Line[] {
  const end = units.ends[unit];
  if (end === undefined || units.ends.length > askUpTo) return [];
  const lines: Line[] = [];
  const sends = units.sender[end] === unit;
  const receives = units.receiver[end] === unit;
  for (const { to: toEnd, meanings } of sends ? analysis.meaningsFrom(end, { unguarded: true }) : []) {
    const to = units.receiver[toEnd] ?? -1;
    if (to < 0 || to === unit || units.speaks[toEnd] !== 1) continue;
    for (const said of meanings) if (said.meaning === 'unguarded') lines.push({ from: unit, to, ...said });
  }
  units.ends.forEach((fromEnd, from) => {
    if (from === unit || !receives || units.sender[fromEnd] !== from) return;
    for (const said of analysis.meanings(fromEnd, end)) {
      if (said.meaning === 'unguarded') lines.push({ from, to: unit, ...said });
    }
  });
  return lines;
}

function selectedUnits(analysis: Analysis, units: Units, request: GraphRequest): readonly number[] {
  const { selection } = request;
  if (selection.kind !== 'workload' && selection.kind !== 'outside') return [];
  const end = analysis.endOf(selection.id) ?? -1;
  return [...new Set([units.sender[end] ?? -1, units.receiver[end] ?? -1])].filter((unit) => unit >= 0);
}

/** Unguarded lines of the selected card, and the one of a selected path: what is chosen is always shown. */
export function partnerLines(
  analysis: Analysis,
  units: Units,
  boxOf: Int32Array,
  request: GraphRequest,
  shows: (meaning: Meaning) => boolean,
): readonly Line[] {
  const visible = (line: Line) => (boxOf[line.from] ?? -1) < 0 && (boxOf[line.to] ?? -1) < 0;
  if (request.selection.kind === 'path') {
    return pathLines(analysis, units, request.selection.path, shows).filter(visible);
  }
  if (shows('unguarded')) return [];
  const lines = selectedUnits(analysis, units, request)
    .flatMap((unit) => unguardedAround(analysis, units, unit))
    .filter(visible);
  return lines.length <= drawUpTo ? lines : [];
}

/** Lines between the ends of a chosen path whose meaning is not shown otherwise. */
function pathLines(
  analysis: Analysis,
  units: Units,
  path: PathRef,
  shows: (meaning: Meaning) => boolean,
): readonly Line[] {
  const [fromEnd, toEnd] = [analysis.endOf(path.from), analysis.endOf(path.to)];
  if (fromEnd === undefined || toEnd === undefined) return [];
  const [from, to] = [units.sender[fromEnd] ?? -1, units.receiver[toEnd] ?? -1];
  if (from < 0 || to < 0 || from === to) return [];
  return analysis
    .meanings(fromEnd, toEnd)
    .filter(({ meaning }) => !shows(meaning) || isQuiet(analysis, toEnd, meaning))
    .map((said) => ({ from, to, ...said }));
}

/** Drawn things that a selected card is joined to because nothing isolates: they do not fade. */
export function openPartners(
  analysis: Analysis,
  units: Units,
  boxOf: Int32Array,
  unit: number,
): readonly number[] {
  if (unit >= units.ends.length) return [];
  const all = units.ends.length;
  return unguardedAround(analysis, units, unit).map((line) => {
    const other = line.from === unit ? line.to : line.from;
    const box = boxOf[other] ?? -1;
    return box < 0 ? other : all + box;
  });
}

/** Lines of a candidate's preview. */
export function previewLines(
  analysis: Analysis,
  units: Units,
  boxOf: Int32Array,
  preview: GraphRequest['preview'],
): readonly PreviewLine[] {
  const lines: PreviewLine[] = [];
  const seen = new Set<string>();
  const add = (path: PathRef, kind: 'opens' | 'closes') => {
    const [fromEnd, toEnd] = [analysis.endOf(path.from), analysis.endOf(path.to)];
    if (fromEnd === undefined || toEnd === undefined) return;
    const [from, to] = [units.sender[fromEnd] ?? -1, units.receiver[toEnd] ?? -1];
    if (from < 0 || to < 0 || from === to || (boxOf[from] ?? -1) >= 0 || (boxOf[to] ?? -1) >= 0) return;
    const key = `${from} ${to} ${kind}`;
    if (seen.has(key) || seen.size >= previewUpTo) return;
    seen.add(key);
    const protocol =
      path.protocol === 'UDP' || path.protocol === 'SCTP' || path.protocol === 'other'
        ? path.protocol
        : 'TCP';
    const ports = [{ protocol, first: path.port, last: path.port } as const];
    lines.push({ from, to, meaning: kind, ports, at: [], condition: '' });
  };
  for (const path of preview?.opened ?? []) add(path, 'opens');
  for (const path of preview?.closed ?? []) add(path, 'closes');
  return lines;
}
