/** Labels of an object. A Map, so that no key (`__proto__`) can be anything but a key. */
export type Labels = ReadonlyMap<string, string>;

export const noLabels: Labels = new Map();

/** The label that the API server puts on every namespace. */
export const namespaceNameLabel = 'kubernetes.io/metadata.name';
