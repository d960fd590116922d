import type { Analysis, Meaning, PathMeaning } from '../../analysis/types';
import type { Direction } from '../../model/policy';
import { unionPorts, type PortSet } from '../../model/ports';
import { isQuiet } from '../outside-kinds';
import type { Units } from './cards';

/** One line between two things that are drawn by themselves. */
export type Line = {
  readonly from: number;
  readonly to: number;
  readonly meaning: Meaning;
  readonly ports: PortSet;
  readonly at: readonly Direction[];
  readonly condition: string;
  readonly conditional?: PortSet;
};

/** A line that a candidate would open or close. */
export type PreviewLine = Omit<Line, 'meaning'> & { readonly meaning: 'opens' | 'closes' };

/** How many lines of each meaning run between two drawn things, one of them a collapsed namespace. */
export type BundleCount = {
  /** Numbers of drawn things: units, then collapsed namespaces. */
  readonly from: number;
  readonly to: number;
  readonly counts: Map<Meaning, number>;
};

export type Net = {
  readonly lines: readonly Line[];
  readonly bundles: readonly BundleCount[];
  /** Of all lines, drawn or in bundles; unguarded ones only if they were asked for. */
  readonly counts: ReadonlyMap<Meaning, number>;
  /** Lines by which a proxy lets only some of what is asked through, drawn or in bundles. */
  readonly limited: number;
  /** Blocked and unwanted lines, also within bundles, by units; at most 200. */
  readonly mismatches: readonly Line[];
  /** Units that have a line at all. */
  readonly linked: Uint8Array;
};

/**
 * Gathers the lines between all units. `boxOf` gives, per unit, the number of the collapsed namespace that it is drawn
 * in, or -1. Folded cards are asked once, by their first workload: equal workloads have equal lines.
 */
export function netOf(analysis: Analysis, units: Units, boxOf: Int32Array, unguarded: boolean): Net {
  const lines: Line[] = [];
  const mismatches: Line[] = [];
  const bundles = new Map<number, BundleCount>();
  const counts = new Map<Meaning, number>();
  const all = units.ends.length;
  const linked = new Uint8Array(all);
  let boxes = 0;
  let limited = 0;
  for (const box of boxOf) boxes = Math.max(boxes, box + 1);
  const drawn = all + boxes;
  const note = (from: number, to: number, said: PathMeaning) => {
    counts.set(said.meaning, (counts.get(said.meaning) ?? 0) + 1);
    if (said.conditional !== undefined) limited++;
    linked[from] = 1;
    linked[to] = 1;
    const line = { from, to, ...said };
    if ((said.meaning === 'blocked' || said.meaning === 'unwanted') && mismatches.length < 200) {
      mismatches.push(line);
    }
    const fromBox = boxOf[from] ?? -1;
    const toBox = boxOf[to] ?? -1;
    if (fromBox < 0 && toBox < 0) {
      lines.push(line);
      return;
    }
    if (fromBox === toBox) return;
    const a = fromBox < 0 ? from : all + fromBox;
    const b = toBox < 0 ? to : all + toBox;
    const key = a * drawn + b;
    let bundle = bundles.get(key);
    if (bundle === undefined) bundles.set(key, (bundle = { from: a, to: b, counts: new Map() }));
    bundle.counts.set(said.meaning, (bundle.counts.get(said.meaning) ?? 0) + 1);
  };
  units.ends.forEach((end, from) => {
    // A pill at the right only receives.
    if (units.sender[end] !== from) return;
    for (const { to: toEnd, meanings } of analysis.meaningsFrom(end, { unguarded })) {
      const to = units.receiver[toEnd] ?? -1;
      if (to < 0 || to === from || units.speaks[toEnd] !== 1) continue;
      for (const said of meanings) if (!isQuiet(analysis, toEnd, said.meaning)) note(from, to, said);
    }
  });
  return { lines: merged(lines), bundles: [...bundles.values()], counts, limited, mismatches, linked };
}

/** One line per pair and meaning, whatever the analysis splits. */
function merged(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  let last: Line | undefined;
  for (const line of lines) {
    if (last?.from === line.from && last.to === line.to && last.meaning === line.meaning) {
      const conditional = unionPorts(last.conditional ?? [], line.conditional ?? []);
      last = {
        ...last,
        ports: unionPorts(last.ports, line.ports),
        ...(conditional.length > 0 && { conditional }),
      };
      result[result.length - 1] = last;
    } else {
      last = line;
      result.push(line);
    }
  }
  return result;
}
