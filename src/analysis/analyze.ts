import { allEnds } from './all-ends';
import type { Origin } from '../model/origin';
import { buildSnapshot } from '../snapshot/build';
import { now } from '../snapshot/clock';
import type { Registry } from '../snapshot/types';
import type { PlacePart, SourceFile } from '../yaml/types';
import { conditionsOf, meaningsOf, wantedPairs } from './meanings';
import { namedOutside } from './named';
import { createPlaces } from './places';
import { reachedFrom } from './reached';
import { summarize } from './summary';
import type { Analysis, PathMeaning } from './types';

/**
 * The whole story of one revision: texts become a snapshot (documents, cluster, policies in force, evaluator, statuses),
 * the snapshot becomes a summary for the screen, and the rest is answered when it is asked for. `options.cni` wins over
 * Settings.
 */
export function analyze(
  files: readonly SourceFile[],
  revision: number,
  registry: Registry,
  previous?: Analysis,
  options: { readonly cni?: string } = {},
): Analysis {
  const started = now();
  const snapshot = buildSnapshot({ files, revision, ...options }, registry, previous?.snapshot);
  const { cluster, evaluator, statements } = snapshot;
  const places = createPlaces(snapshot);
  const wanted = wantedPairs(statements);
  const named = namedOutside(snapshot, registry);
  const all = allEnds(cluster, evaluator, named);
  const summary = summarize(snapshot, registry, places, named, started);
  const ids = [...summary.workloads.map(({ id }) => id), ...summary.outside.map(({ id }) => id)];
  const ends = new Map(ids.map((id, end) => [id, end]));
  const known = new Map<number, readonly PathMeaning[]>();
  const meanings = (from: number, to: number): readonly PathMeaning[] => {
    const key = from * all.count + to;
    const found = known.get(key) ?? meaningsOf(cluster, evaluator, wanted, all, from, to);
    if (known.size > 200_000) known.clear();
    known.set(key, found);
    return found;
  };
  return {
    snapshot,
    summary,
    statements,
    ends: all.count,
    connection: all.connection,
    reaches: all.reaches,
    namedEnd: all.flowEnd,
    subjects: all.subjects,
    held: all.held,
    conditions: (from, to, ports) => conditionsOf(cluster, evaluator, all.flowEnd, from, to, ports),
    endId: (end) => ids[end] ?? '',
    endOf: (id) => ends.get(id),
    meanings,
    meaningsFrom: (from, options) => reachedFrom(cluster, all, wanted, meanings, from, options.unguarded),
    specRule: (dialect, does) => registry.dialects.find(({ name }) => name === dialect)?.specRules?.[does],
    place: (origin: Origin, part?: PlacePart) => places.ofOrigin(origin, part),
  };
}
