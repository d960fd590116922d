/** Labels of an object. A Map, so that no key (`__proto__`) can be anything but a key. */
export type Labels = ReadonlyMap<string, string>;

export const noLabels: Labels = new Map();

/** The label that the API server puts on every namespace. */
export const namespaceNameLabel = 'kubernetes.io/metadata.name';

/** The labels as text, sorted by key: `app=api,tier=back`. */
export function labelsText(labels: Labels): string {
  return [...labels]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
