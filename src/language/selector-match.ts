import type { Origin } from '../model/origin';
import type { Snapshot } from '../snapshot/types';
import { nearestSpan } from '../yaml/places';
import { idsOf } from './matching';
import type { SelectorMatch } from './types';

/** A selector with the workloads that it matches, by their indexes; undefined where its document is gone. */
export function selectorMatch(
  snapshot: Snapshot,
  origin: Origin,
  role: SelectorMatch['role'],
  workloads: readonly number[],
  more: Partial<Pick<SelectorMatch, 'namespaces' | 'nearMisses'>> = {},
): SelectorMatch | undefined {
  const place = snapshot.documents.get(origin.file)?.[origin.document];
  if (place === undefined) return undefined;
  return {
    ...nearestSpan(place, origin.path, 'entry'),
    role,
    workloads: idsOf(workloads, snapshot.cluster),
    namespaces: [],
    nearMisses: [],
    ...more,
  };
}
