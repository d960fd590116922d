import { isExpectations } from '../expectations/decode';
import type { Origin } from '../model/origin';
import type { Resource } from '../resources/resource';
import type { Snapshot } from '../snapshot/types';
import { documentAt, freeFileName } from './write';

/** Where a new document of a namespace goes: into the first file that holds the namespace, else `cluster.yaml`. */
export function clusterPlace(
  snapshot: Snapshot,
  namespace: string,
): { readonly after: Origin | undefined; readonly fileName: string } {
  const policies = new Set(snapshot.policyDocuments.map(({ origin }) => placeOf(origin)));
  const holds = (resource: Resource) =>
    !policies.has(placeOf(resource.origin)) &&
    !isOurs(resource) &&
    (resource.kind === 'Namespace' ? resource.name === namespace : resource.namespace === namespace);
  for (const file of snapshot.files) {
    const last = snapshot.resources.filter((one) => one.origin.file === file.id && holds(one)).at(-1);
    if (last !== undefined && isReadable(snapshot, last.origin)) {
      return { after: last.origin, fileName: file.name };
    }
  }
  return endOfFile(snapshot, 'cluster.yaml');
}

/** Behind the last document of a file, or the file's name where it has to be made. */
export function endOfFile(
  snapshot: Snapshot,
  name: string,
): { readonly after: Origin | undefined; readonly fileName: string } {
  const file = snapshot.files.find((one) => one.name === name);
  const last = snapshot.documents.get(file?.id ?? '')?.at(-1);
  if (file === undefined) return { after: undefined, fileName: name };
  if (last === undefined || last.problem !== undefined) {
    return { after: undefined, fileName: freeFileName(snapshot, name) };
  }
  return { after: { file: file.id, document: last.index, path: [] }, fileName: name };
}

function placeOf({ file, document, path }: Origin): string {
  return [file, document, ...path].join('\0');
}

function isOurs(resource: Resource): boolean {
  return isExpectations(resource) || resource.kind === 'Settings';
}

function isReadable(snapshot: Snapshot, origin: Origin): boolean {
  const document = documentAt(snapshot, origin);
  return document !== undefined && document.problem === undefined;
}
