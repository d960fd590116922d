import { useWorkspace } from '../../app-context';

const namespaces = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Whether the selector under the caret matches something in a namespace. Ids of workloads are `kind/namespace/name`. */
export function useMatchedIn(namespace: string): boolean {
  return useWorkspace(({ matched }) => {
    let found = namespaces.get(matched);
    if (found === undefined) {
      found = new Set(matched.map((id) => id.split('/')[1] ?? ''));
      namespaces.set(matched, found);
    }
    return found.has(namespace);
  });
}
