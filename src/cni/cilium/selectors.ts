import { intersectAddresses, everyAddress, subtractAddresses, unionAddresses } from '../../model/address-set';
import type { AddressSet } from '../../model/address-set';
import type { Requirement } from '../../model/selector';
import { namespaceKey } from './labels';
import type { IdentityLabels } from './labels';

/** A requirement with the source that its key names; `any` looks at every source. */
export type SourcedRequirement = {
  readonly source: string;
  readonly key: string;
  readonly operator: Requirement['operator'];
  readonly values: readonly string[];
};

/** Splits `source:key`. Upstream: `pkg/labels/labels.go` ParseSelectLabel. */
export function sourced(requirement: Requirement): SourcedRequirement {
  const { key, operator, values } = requirement;
  const colon = key.indexOf(':');
  if (colon <= 0) return { source: 'any', key: key.slice(colon + 1), operator, values };
  return { source: key.slice(0, colon), key: key.slice(colon + 1), operator, values };
}

export function exists(source: string, key: string): SourcedRequirement {
  return { source, key, operator: 'Exists', values: [] };
}

export function equals(source: string, key: string, value: string): SourcedRequirement {
  return { source, key, operator: 'In', values: [value] };
}

/** Equal texts select the same. */
export function requirementsKey(requirements: readonly SourcedRequirement[]): string {
  return requirements
    .map(({ source, key, operator, values }) => JSON.stringify([source, key, operator, ...values]))
    .sort()
    .join(' ');
}

/** What is required, in kubectl's notation. */
export function requirementsWords(requirements: readonly SourcedRequirement[]): string {
  return requirements
    .map(({ source, key, operator, values }) => {
      const name = source === 'any' || source === 'k8s' ? key : `${source}:${key}`;
      switch (operator) {
        case 'Exists':
          return name;
        case 'DoesNotExist':
          return `!${name}`;
        case 'In':
          if (source === 'reserved') return name;
          return values.length === 1 ? `${name}=${values[0]}` : `${name} in (${values.join(',')})`;
        case 'NotIn':
          return `${name} notin (${values.join(',')})`;
      }
    })
    .join(',');
}

/** Whether labels fulfil requirements. */
export type LabelTest = (labels: IdentityLabels) => boolean;

/**
 * The test of requirements; the one that fails most pods, on their namespace, is asked first. A missing key fulfils
 * NotIn and DoesNotExist. Upstream: `pkg/policy/types/requirements.go`.
 */
export function labelTest(requirements: readonly SourcedRequirement[]): LabelTest {
  const first = requirements.filter(({ key }) => key === namespaceKey);
  const tests = [...first, ...requirements.filter(({ key }) => key !== namespaceKey)].map(testOf);
  return (labels) => {
    for (const test of tests) if (!test(labels)) return false;
    return true;
  };
}

function testOf({ source, key, operator, values }: SourcedRequirement): LabelTest {
  const name = `${source}:${key}`;
  const read: (labels: IdentityLabels) => string | undefined =
    source === 'any' ? ({ byKey }) => byKey.get(key) : ({ bySource }) => bySource.get(name);
  const wanted: ReadonlySet<string> = new Set(values);
  switch (operator) {
    case 'In':
      return (labels) => {
        const value = read(labels);
        return value !== undefined && wanted.has(value);
      };
    case 'NotIn':
      return (labels) => {
        const value = read(labels);
        return value === undefined || !wanted.has(value);
      };
    case 'Exists':
      return (labels) => read(labels) !== undefined;
    case 'DoesNotExist':
      return (labels) => read(labels) === undefined;
  }
}

export function fulfils(requirements: readonly SourcedRequirement[], labels: IdentityLabels): boolean {
  return labelTest(requirements)(labels);
}

/** A label that some addresses outside carry. */
export type OutsideLabel = {
  readonly source: string;
  readonly key: string;
  readonly value: string;
  readonly addresses: AddressSet;
};

const everywhere: AddressSet = [...everyAddress(4), ...everyAddress(6)];

/** The addresses outside whose labels fulfil the requirements, each by itself. */
export function outsideAddresses(
  requirements: readonly SourcedRequirement[],
  labels: readonly OutsideLabel[],
): AddressSet {
  let found = everywhere;
  for (const { source, key, operator, values } of requirements) {
    let carrying: AddressSet = [];
    for (const label of labels) {
      if (label.key !== key || (source !== 'any' && source !== label.source)) continue;
      if ((operator === 'In' || operator === 'NotIn') && !values.includes(label.value)) continue;
      carrying = unionAddresses(carrying, label.addresses);
    }
    const negative = operator === 'NotIn' || operator === 'DoesNotExist';
    found = negative ? subtractAddresses(found, carrying) : intersectAddresses(found, carrying);
    if (found.length === 0) return found;
  }
  return found;
}
