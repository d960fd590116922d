import type { Surroundings } from '../dialects/dialect';
import { defaultSettings, readSettings } from '../resources/cluster/settings';
import { clusterKind } from '../resources/kinds';
import { placeOf } from '../resources/place';
import { readResources } from '../resources/read';
import type { FileDocuments } from '../yaml/read-file';
import type { Json, JsonObject, SourceFile } from '../yaml/types';

/** A file with what its text says. */
export type ReadText = { readonly file: SourceFile; readonly texts: FileDocuments };

/**
 * What decides how policies are read: it must be known before any of them is. As in the cluster, the last Settings
 * document counts; `cni`, where given, wins over it.
 */
export function surroundingsOf(files: readonly ReadText[], cni: string | undefined): Surroundings {
  const settings = lastSettings(files) ?? defaultSettings;
  return { cni: cni ?? settings.cni, options: settings.options };
}

/** Equal for surroundings under which every document is read alike. */
export function surroundingsKey({ cni, options, crd }: Surroundings): string {
  return JSON.stringify([cni, crd ?? '', [...options].sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function lastSettings(files: readonly ReadText[]) {
  for (const { file, texts } of files.toReversed()) {
    const { documents } = texts;
    for (let index = documents.length - 1; index >= 0; index -= 1) {
      const value = documents[index]?.value;
      if (value === undefined || !mayHoldSettings(value)) continue;
      const { resources } = readResources(value, { file: file.id, document: index, path: [] });
      const last = resources.findLast(
        ({ apiVersion, kind }) => kind === 'Settings' && clusterKind(apiVersion, kind) !== undefined,
      );
      if (last === undefined) continue;
      const place = placeOf(last, () => undefined);
      return readSettings(place, undefined);
    }
  }
  return undefined;
}

/** Most documents are neither Settings nor a List, and are not to be read twice. */
function mayHoldSettings(value: Json): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { kind, items } = value as JsonObject;
  return kind === 'Settings' || items !== undefined;
}
