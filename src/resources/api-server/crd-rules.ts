import type { Json, Path } from '../../yaml/types';
import { isObject } from '../place';
import { crdError } from './crd-error';
import type { CrdError } from './crd-error';
import { ownMember } from './crd-schema';
import type { CrdRule, CrdSchema } from './crd-schema';
import { goJson } from './go-text';

/**
 * The rules of a CRD that a stored value breaks. Null is not asked. Upstream: apiextensions-apiserver
 * `pkg/apiserver/schema/cel`.
 */
export function ruleErrors(value: Json, schema: CrdSchema, path: Path): readonly CrdError[] {
  const errors: CrdError[] = [];
  const visit = (at: Json, own: CrdSchema, place: Path): void => {
    if (at === null || !hasRules(own)) return;
    for (const rule of own.rules ?? []) {
      if (!rule.holds(at)) errors.push(broken(rule, at, place));
    }
    for (const part of own.allOf ?? []) visit(at, part, place);
    visitParts(at, own, place, visit);
  };
  visit(value, schema, path);
  return errors;
}

function broken({ message, reason, fieldPath }: CrdRule, value: Json, path: Path): CrdError {
  const place = [...path, ...(fieldPath ?? [])];
  switch (reason) {
    case 'Forbidden':
      return crdError({ kind: 'forbidden', detail: message }, place);
    case 'Required':
      return crdError({ kind: 'required', detail: message }, place);
    case 'Duplicate':
      return crdError({ kind: 'duplicate', value }, place);
    default:
      return crdError({ kind: 'rule', value, text: message }, place);
  }
}

/** Items of lists that must differ: sets by the whole item, maps by their keys. Upstream: the same, `listtype`. */
export function listErrors(value: Json, schema: CrdSchema, path: Path): readonly CrdError[] {
  const errors: CrdError[] = [];
  const visit = (at: Json, own: CrdSchema, place: Path): void => {
    if (Array.isArray(at)) errors.push(...repeatedItems(at as readonly Json[], own, place));
    visitParts(at, own, place, visit);
  };
  visit(value, schema, path);
  return errors;
}

function repeatedItems(list: readonly Json[], schema: CrdSchema, path: Path): readonly CrdError[] {
  if (schema.listType === undefined) return [];
  const keys = schema.listMapKeys ?? [];
  const times = new Map<string, number>();
  return list.flatMap((item, index) => {
    const own: Json =
      schema.listType === 'set' || !isObject(item)
        ? item
        : Object.fromEntries(
            keys.flatMap((key) => (Object.hasOwn(item, key) ? [[key, item[key] ?? null]] : [])),
          );
    const text = goJson(own);
    const before = times.get(text) ?? 0;
    times.set(text, before + 1);
    // However often it comes, it is told once.
    return before === 1 ? [crdError({ kind: 'duplicate', value: own }, [...path, index])] : [];
  });
}

function visitParts(
  value: Json,
  schema: CrdSchema,
  path: Path,
  visit: (value: Json, schema: CrdSchema, path: Path) => void,
): void {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return;
    (value as readonly Json[]).forEach((item, index) => visit(item, items, [...path, index]));
    return;
  }
  if (!isObject(value)) return;
  for (const key of Object.keys(value)) {
    const known = ownMember(schema.properties, key) ?? schema.additionalProperties;
    if (known !== undefined) visit(value[key] ?? null, known, [...path, key]);
  }
}

const withRules = new WeakMap<CrdSchema, boolean>();

/** Whether a rule stands anywhere in the schema: most of it has none. */
function hasRules(schema: CrdSchema): boolean {
  const known = withRules.get(schema);
  if (known !== undefined) return known;
  const parts = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.allOf ?? []),
    ...(schema.items === undefined ? [] : [schema.items]),
    ...(schema.additionalProperties === undefined ? [] : [schema.additionalProperties]),
  ];
  const found = (schema.rules ?? []).length > 0 || parts.some(hasRules);
  withRules.set(schema, found);
  return found;
}
