import type { PathRef } from '../../analysis/types';
import { subtractPorts } from '../../model/ports';
import type { EdgeTone, GraphEdge } from '../graph-types';
import type { Field } from '../layout/field';
import { route, type Lanes } from '../layout/route';
import { arrivesAt, leavesAt, markAt, type Port } from './anchors';
import type { Line, PreviewLine } from './net';
import type { Limits } from '../limits';
import type { ToldPorts } from '../told-ports';
import { lineWords, portLabel } from './words';

/** What lies lower is drawn first. */
const order: readonly GraphEdge['meaning'][] = [
  'unguarded',
  'admitted',
  'unwanted',
  'works',
  'depends',
  'blocked',
  'closes',
  'opens',
];

export type EdgeSource = {
  readonly port: (unit: number) => Port;
  readonly id: (unit: number) => string;
  readonly title: (unit: number) => string;
  readonly path: (line: Line | PreviewLine) => PathRef;
  readonly tone: (line: Line) => EdgeTone;
  readonly limits: (line: Line) => Limits | undefined;
  readonly told: ToldPorts;
};

/** An edge that has no label yet. */
export type BareEdge = Omit<GraphEdge, 'labelAt'>;

/** The lines of open cards as edges, routed, in drawing order. */
export function edgesOf(
  lines: readonly (Line | PreviewLine)[],
  source: EdgeSource,
  field: Field,
  lanes: Lanes,
): BareEdge[] {
  const beside = new Map<string, number>();
  const pairKey = (line: Line | PreviewLine) => `${line.from} ${line.to}`;
  for (const line of lines) beside.set(pairKey(line), (beside.get(pairKey(line)) ?? 0) + 1);
  const used = new Map<string, number>();
  const turns = new Map<number, number>();
  const previews = lines.filter(isPreview).length;
  const edges = lines.map((line): BareEdge => {
    const siblings = beside.get(pairKey(line)) ?? 1;
    const nth = used.get(pairKey(line)) ?? 0;
    used.set(pairKey(line), nth + 1);
    const shift = (nth - (siblings - 1) / 2) * 6;
    const turn = turns.get(line.from) ?? line.from;
    turns.set(line.from, turn + 1);
    const to = arrivesAt(source.port(line.to), shift);
    const from = leavesAt(source.port(line.from), shift);
    const shut = line.meaning === 'blocked';
    const start =
      shut && line.at.includes('egress') ? markAt(source.port(line.from), 'egress', to.y - from.y) : from;
    const end =
      shut && (line.at.includes('ingress') || line.at.length === 0)
        ? markAt(source.port(line.to), 'ingress', from.y - to.y)
        : to;
    const quiet = isPreview(line) && previews > 4;
    const { curve, around } = route(start, end, field, lanes, turn);
    const limits = isPreview(line) ? undefined : source.limits(line);
    const words = limits === undefined ? '' : `, ${limits.told}`;
    const told = { ...line, ports: source.told(line.ports) };
    return {
      id: `${source.id(line.from)} ${source.id(line.to)} ${line.meaning}`,
      from: source.id(line.from),
      to: source.id(line.to),
      meaning: line.meaning,
      ...labelOf(told, quiet, limits?.words),
      at: line.at,
      tone: isPreview(line) ? 'shown' : source.tone(line),
      curve,
      around,
      path: source.path(line),
      description: isPreview(told)
        ? `${source.title(line.from)} to ${source.title(line.to)}, ${told.meaning === 'opens' ? 'also opens' : 'also closes'}`
        : lineWords(source.title(line.from), source.title(line.to), told) + words,
    };
  });
  const rank = (edge: BareEdge) => order.indexOf(edge.meaning) + (edge.tone === 'shown' ? order.length : 0);
  return edges
    .map((edge, index) => ({ edge, index, rank: rank(edge) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ edge }) => edge);
}

function isPreview(line: Line | PreviewLine): line is PreviewLine {
  return line.meaning === 'opens' || line.meaning === 'closes';
}

/** The label, with the ports first by which only some of what is asked gets through. */
function labelOf(
  line: Line | PreviewLine,
  quiet: boolean,
  words: string | undefined,
): Pick<GraphEdge, 'label' | 'limits'> {
  const { ports, conditional } = line;
  if (words === undefined || conditional === undefined || quiet) {
    return { label: quiet ? '' : portsOf(line) };
  }
  const rest = subtractPorts(ports, conditional);
  const first = rest.length === 0 ? portsOf(line) : portLabel(conditional);
  const label = rest.length === 0 ? first : `${first} ${portLabel(rest)}`;
  return { label, limits: { words, letters: first.length } };
}

function portsOf(line: Line | PreviewLine): string {
  if (isPreview(line)) return line.meaning === 'opens' ? 'also opens' : 'also closes';
  const ports = portLabel(line.ports);
  if (line.meaning === 'unguarded') return '';
  if (line.meaning === 'depends') return line.ports.length === 0 ? 'cannot tell' : `${ports}?`;
  return ports;
}
