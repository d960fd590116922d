import type { Analysis } from '../../analysis/types';
import type { Direction } from '../../model/policy';
import { hasPort } from '../../model/ports';
import { policyIndex } from '../detail-rules';
import type { EdgeTone, GraphSelection, Tone } from '../graph-types';
import type { Units } from './cards';
import type { Line } from './net';

/** What a selection shows and what it leaves flat. Everything is by drawn thing: a unit or a collapsed namespace. */
export type Shown = {
  readonly any: boolean;
  readonly toneOf: (drawn: number) => Tone;
  readonly lineTone: (line: Line) => EdgeTone;
  readonly bundleTone: (from: number, to: number) => EdgeTone;
  readonly selected: (drawn: number) => boolean;
  /** The chosen policy selects it, or some of it. */
  readonly lit: (drawn: number) => boolean;
};

const everything: Shown = {
  any: false,
  toneOf: () => 'normal',
  lineTone: () => 'normal',
  bundleTone: () => 'normal',
  selected: () => false,
  lit: () => false,
};

/** Number of the drawn thing that stands for an end where a line begins or arrives; -1 where it is not shown. */
function drawnOf(
  analysis: Analysis,
  units: Units,
  boxOf: Int32Array,
  id: string,
  role: 'sender' | 'receiver',
): number {
  const end = analysis.endOf(id);
  const unit = end === undefined ? -1 : (units[role][end] ?? -1);
  if (unit < 0) return -1;
  const box = boxOf[unit] ?? -1;
  return box < 0 ? unit : units.ends.length + box;
}

/** `pairs`: all pairs of drawn things that a line joins. */
export function shownBy(
  selection: GraphSelection,
  analysis: Analysis,
  units: Units,
  boxOf: Int32Array,
  pairs: readonly (readonly [number, number])[],
  openPartners: (unit: number) => readonly number[],
): Shown {
  switch (selection.kind) {
    case 'none':
      return everything;
    case 'workload':
    case 'outside': {
      const own = new Set([
        drawnOf(analysis, units, boxOf, selection.id, 'sender'),
        drawnOf(analysis, units, boxOf, selection.id, 'receiver'),
      ]);
      own.delete(-1);
      if (own.size === 0) return everything;
      return {
        ...around(own, pairs, [...own].flatMap(openPartners), undefined),
        selected: (one) => own.has(one),
      };
    }
    case 'namespace': {
      const own = new Set<number>();
      units.cards.forEach((card, unit) => {
        if (card.namespace !== selection.name) return;
        const box = boxOf[unit] ?? -1;
        own.add(box < 0 ? unit : units.ends.length + box);
      });
      return own.size === 0 ? everything : around(own, pairs, [], undefined);
    }
    case 'policy': {
      const policy = analysis.summary.policies.find(({ key }) => key === selection.key);
      const index = policyIndex(analysis, selection.key);
      const ids =
        index === undefined
          ? (policy?.selects ?? [])
          : analysis.subjects(index).map((end) => analysis.endId(end));
      const own = new Set(
        ids.flatMap((id) => [
          drawnOf(analysis, units, boxOf, id, 'sender'),
          drawnOf(analysis, units, boxOf, id, 'receiver'),
        ]),
      );
      own.delete(-1);
      if (policy === undefined || own.size === 0) return everything;
      const direction = policy.isolates.length === 1 ? policy.isolates[0] : undefined;
      return { ...around(own, pairs, [], direction), lit: (one) => own.has(one) };
    }
    case 'path': {
      const { path } = selection;
      const from = drawnOf(analysis, units, boxOf, path.from, 'sender');
      const to = drawnOf(analysis, units, boxOf, path.to, 'receiver');
      if (from < 0 || to < 0) return everything;
      const port = (line: Line) =>
        line.ports.some(
          ({ protocol, first, last }) =>
            protocol === path.protocol && first <= path.port && path.port <= last,
        ) ||
        (path.protocol === 'other' && hasPort(line.ports, 'other', 0));
      return {
        any: true,
        toneOf: (drawn) => (drawn === from || drawn === to ? 'end' : 'faded'),
        lineTone: (line) => (line.from === from && line.to === to && port(line) ? 'shown' : 'faded'),
        bundleTone: (a, b) => (a === from && b === to ? 'shown' : 'faded'),
        selected: () => false,
        lit: () => false,
      };
    }
  }
}

/** The ends of lines that a preview adds do not fade. */
export function withPreview(
  shown: Shown,
  lines: readonly { readonly from: number; readonly to: number }[],
): Shown {
  if (lines.length === 0) return shown;
  const lit = new Set(lines.flatMap(({ from, to }) => [from, to]));
  return {
    ...shown,
    any: true,
    toneOf: (drawn) => {
      const tone = shown.toneOf(drawn);
      return tone === 'faded' && lit.has(drawn) ? 'normal' : tone;
    },
  };
}

/** The lines of some things and whoever they join them to; of a policy only those in its one direction. */
function around(
  own: ReadonlySet<number>,
  pairs: readonly (readonly [number, number])[],
  partners: readonly number[],
  direction: Direction | undefined,
): Shown {
  const counts = (from: number, to: number) =>
    (direction !== 'ingress' && own.has(from)) || (direction !== 'egress' && own.has(to));
  const lit = new Set([...own, ...partners]);
  for (const [from, to] of pairs) {
    if (!counts(from, to)) continue;
    lit.add(from);
    lit.add(to);
  }
  const tone = (from: number, to: number): EdgeTone => (counts(from, to) ? 'shown' : 'faded');
  return {
    any: true,
    toneOf: (drawn) => (lit.has(drawn) ? 'normal' : 'faded'),
    lineTone: (line) => tone(line.from, line.to),
    bundleTone: tone,
    selected: () => false,
    lit: () => false,
  };
}
