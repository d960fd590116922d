import type { ResourceDiagnostic } from '../diagnostic';
import { clusterKind, namespaceOf } from '../kinds';
import type { ClusterKind } from '../kinds';
import { isObject, placeOf } from '../place';
import type { Place, Report } from '../place';
import type { Resource } from '../resource';

/** A resource of the cluster with the name under which it counts. */
export type Named = {
  readonly resource: Resource;
  readonly place: Place;
  /** Empty for kinds without namespace. */
  readonly namespace: string;
  readonly name: string;
};

export type SortedResources = {
  readonly byKind: ReadonlyMap<ClusterKind, readonly Named[]>;
  readonly unused: readonly { readonly kind: string; readonly count: number }[];
};

/**
 * Sorts resources by kind. Of several with one name the last counts, as the last to be applied would. `elsewhere` says
 * which other kinds somebody else reads; the rest is counted as unused.
 */
export function sortResources(
  resources: readonly Resource[],
  elsewhere: (apiVersion: string, kind: string) => boolean,
  report: Report,
): SortedResources {
  const byKind = new Map<ClusterKind, Map<string, Named>>();
  const unused = new Map<string, number>();
  for (const resource of resources) {
    const kind = clusterKind(resource.apiVersion, resource.kind);
    if (kind === undefined) {
      if (!elsewhere(resource.apiVersion, resource.kind)) {
        unused.set(resource.kind, (unused.get(resource.kind) ?? 0) + 1);
      }
      continue;
    }
    const name = resource.name === '' ? generatedName(resource) : resource.name;
    if (name === '' && kind !== 'Settings') {
      report(about(resource, 'RES-NAME', 'error', `This ${kind} has no name, so it is left out.`));
      continue;
    }
    const namespace = namespaceOf(resource);
    const named = { resource, place: placeOf(resource, report), namespace, name };
    let known = byKind.get(kind);
    if (known === undefined) byKind.set(kind, (known = new Map<string, Named>()));
    // There is one world, so the Settings are one, whatever their names.
    const key = kind === 'Settings' ? '' : `${namespace}/${name}`;
    const earlier = known.get(key);
    if (earlier !== undefined) {
      report(about(earlier.resource, 'RES-DUPLICATE', 'warning', shadowed(kind, name)));
    }
    known.set(key, named);
  }
  return {
    byKind: new Map([...byKind].map(([kind, found]) => [kind, [...found.values()]])),
    unused: [...unused]
      .map(([kind, count]) => ({ kind, count }))
      .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
  };
}

function shadowed(kind: ClusterKind, name: string): string {
  if (kind === 'Settings') return 'Later Settings replace these.';
  return `A later ${kind} is also named \`${name}\`; this one does not count.`;
}

function about(
  resource: Resource,
  code: string,
  severity: ResourceDiagnostic['severity'],
  message: string,
): ResourceDiagnostic {
  const origin = { ...resource.origin, path: [...resource.origin.path, 'metadata', 'name'] };
  return { code, severity, message, origin, part: 'value', field: 'metadata.name' };
}

/** Of an object whose name the server would make: its beginning. */
function generatedName(resource: Resource): string {
  const metadata = resource.value['metadata'];
  const beginning = isObject(metadata) ? metadata['generateName'] : undefined;
  return typeof beginning === 'string' ? beginning.replace(/-+$/, '') : '';
}
