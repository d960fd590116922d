import type { Labels } from '../../model/labels';
import { selects } from '../../model/selector';
import type { Requirement, Selector } from '../../model/selector';

/** As many values of one `In` as get a representative each. */
const manyValues = 5;

/**
 * Label sets that meet the selector, in a fixed order: one, or one for each value where a requirement lists several.
 * Empty where nothing can meet it.
 */
export function labelsMeeting(selector: Selector): readonly Labels[] {
  const choices = new Map<string, readonly string[]>();
  for (const requirement of selector.requirements) {
    const known = choices.get(requirement.key);
    if (requirement.operator === 'In') {
      choices.set(
        requirement.key,
        known === undefined
          ? requirement.values
          : known.filter((value) => requirement.values.includes(value)),
      );
    } else if (requirement.operator === 'Exists' && known === undefined) {
      choices.set(requirement.key, [lastPart(requirement.key), 'yes', '']);
    }
  }
  for (const requirement of selector.requirements) {
    const known = choices.get(requirement.key);
    if (requirement.operator === 'NotIn' && known !== undefined) {
      choices.set(
        requirement.key,
        known.filter((value) => !requirement.values.includes(value)),
      );
    }
  }
  const listed = new Set(
    selector.requirements.flatMap(({ operator, key }) => (operator === 'In' ? [key] : [])),
  );
  let several: string | undefined;
  for (const key of listed) {
    if ((choices.get(key)?.length ?? 0) > 1) several ??= key;
  }
  const first = new Map<string, string>();
  for (const [key, values] of choices) {
    const value = values[0];
    if (value === undefined) return [];
    first.set(key, value);
  }
  const sets =
    several === undefined
      ? [first]
      : (choices.get(several) ?? [])
          .slice(0, manyValues)
          .map((value) => new Map([...first, [several, value]]));
  return sets.filter((labels) => selects(selector, labels));
}

/** Labels that the selector does not meet; undefined where it meets everything. */
export function labelsMissing(selector: Selector): Labels | undefined {
  for (const requirement of selector.requirements) {
    const labels = missing(requirement);
    if (!selects(selector, labels)) return labels;
  }
  return undefined;
}

function missing(requirement: Requirement): Labels {
  const { key, operator, values } = requirement;
  const other = new Map([['app', 'other']]);
  switch (operator) {
    case 'In':
      return new Map([...other, [key, values.includes('other') ? 'another' : 'other']]);
    case 'NotIn':
      return new Map([...other, [key, values[0] ?? '']]);
    case 'DoesNotExist':
      return new Map([...other, [key, 'other']]);
    case 'Exists':
      other.delete(key);
      return other;
  }
}

const namingKeys: readonly string[] = [
  'app.kubernetes.io/name',
  'k8s-app',
  'app',
  'name',
  'app.kubernetes.io/component',
  'component',
  'role',
  'tier',
];

/** A name that reads like the labels: `app: api` is `api`. Empty where they say nothing. */
export function nameFrom(labels: Labels, skip: string | undefined): string {
  const keys = [...labels.keys()].filter((key) => key !== skip).sort();
  const key = namingKeys.find((candidate) => labels.has(candidate)) ?? keys[0];
  if (key === undefined) return '';
  const value = labels.get(key) ?? '';
  return plainName(value === '' || value === 'true' || value === 'yes' ? lastPart(key) : value);
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** The text as a name that Kubernetes would take. */
function plainName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
}

/** The name, or with the first number that makes it new. */
export function unusedName(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  for (let number = 2; ; number += 1) {
    if (!taken(`${name}-${number}`)) return `${name}-${number}`;
  }
}
