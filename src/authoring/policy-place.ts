import type { Origin } from '../model/origin';
import type { Snapshot } from '../snapshot/types';
import { documentAt, freeFileName } from './write';

/** Where a new policy of a namespace goes: after its last one, else into a new file (DR-4, shape 2). */
export function policyPlace(
  snapshot: Snapshot,
  namespace: string,
): { readonly after: Origin | undefined; readonly fileName: string } {
  const order = new Map(snapshot.files.map((file, index) => [file.id, index]));
  let after: Origin | undefined;
  for (const { ref, origin, state } of snapshot.policyDocuments) {
    if ((ref.namespace ?? 'default') !== namespace || state === 'refused' || state === 'stale') continue;
    if (documentAt(snapshot, origin)?.problem !== undefined) continue;
    if (after === undefined || isLater(origin, after, order)) after = origin;
  }
  return { after, fileName: freeFileName(snapshot, 'policies.yaml', `policies-${namespace}.yaml`) };
}

function isLater(a: Origin, b: Origin, order: ReadonlyMap<string, number>): boolean {
  const files = (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0);
  return files > 0 || (files === 0 && a.document > b.document);
}
