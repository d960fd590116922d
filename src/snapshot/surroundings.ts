import type { Surroundings } from '../dialects/dialect';
import { defaultSettings, readSettings } from '../resources/cluster/settings';
import { clusterKind } from '../resources/kinds';
import { placeOf } from '../resources/place';
import { readResources } from '../resources/read';
import type { DocumentCache } from '../yaml/document-cache';
import { readFile } from '../yaml/read-file';
import type { SourceFile } from '../yaml/types';

/**
 * What decides how policies are read: it must be known before any of them is. As in the cluster, the last Settings
 * document counts; `cni`, where given, wins over it.
 */
export function surroundingsOf(
  files: readonly SourceFile[],
  cni: string | undefined,
  cache: DocumentCache,
): Surroundings {
  const settings = lastSettings(files, cache) ?? defaultSettings;
  return { cni: cni ?? settings.cni, options: settings.options };
}

/** Equal for surroundings under which every document is read alike. */
export function surroundingsKey({ cni, options, crd }: Surroundings): string {
  return JSON.stringify([cni, crd ?? '', [...options].sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function lastSettings(files: readonly SourceFile[], cache: DocumentCache) {
  for (const file of files.toReversed()) {
    // Most files hold none, and are not to be read twice.
    if (!file.text.includes('drawbridge.internal')) continue;
    for (const { value, file: id, index } of readFile(file, cache).documents.toReversed()) {
      const { resources } = readResources(value, { file: id, document: index, path: [] });
      const last = resources.findLast(
        ({ apiVersion, kind }) => kind === 'Settings' && clusterKind(apiVersion, kind) !== undefined,
      );
      if (last !== undefined)
        return readSettings(
          placeOf(last, () => undefined),
          undefined,
        );
    }
  }
  return undefined;
}
