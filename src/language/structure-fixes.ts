import type { Registry, Snapshot } from '../snapshot/types';
import { editDocument } from '../yaml/edit';
import { isMap, ownValue } from '../yaml/json-value';
import { pathAt, spanAt } from '../yaml/places';
import { keyOrderAt, schemaAt, type Schema } from '../yaml/schema';
import type { Diagnostic, Json, Path, YamlDocument, YamlOperation } from '../yaml/types';
import { documentAt, objectAt, policyOf, resourceAt, schemaOf, type WrittenObject } from './objects';
import type { QuickFix } from './types';

/** Objects of the root in which a key of the root may have been meant to stand. */
const homes = ['metadata', 'spec'] as const;

/**
 * A key of the root that belongs into `metadata` or `spec`: moves it there, with what is below it. Only where that
 * place does not have the key yet.
 */
export function misplacedKeyFix(
  snapshot: Snapshot,
  document: YamlDocument,
  object: WrittenObject,
  schema: Schema,
  diagnostic: Diagnostic,
): readonly QuickFix[] {
  const [key] = object.path;
  if (object.path.length !== 1 || typeof key !== 'string') return [];
  const value = ownValue(object.value, key);
  if (value === undefined) return [];
  return homes.flatMap((home): readonly QuickFix[] => {
    const target = schemaAt(schema, [home]);
    if (target?.kind !== 'object' || !Object.hasOwn(target.fields, key)) return [];
    const held = ownValue(object.value, home);
    if (held !== undefined && held !== null && !(isMap(held) && ownValue(held, key) === undefined)) return [];
    const edits = operate(snapshot, document, [
      { kind: 'removeKey', path: object.base, key },
      isMap(held)
        ? { kind: 'setKey', path: [...object.base, home], key, value, order: keyOrderAt(schema, [home]) }
        : {
            kind: 'setKey',
            path: object.base,
            key: home,
            value: { [key]: value },
            order: keyOrderAt(schema, []),
          },
    ]);
    return edits === undefined
      ? []
      : [{ ...diagnostic.span, title: `Move under ${home}`, edits, code: diagnostic.code, preferred: true }];
  });
}

/**
 * On `egress` of a policy that has egress rules only and no `policyTypes`: by default such a policy isolates for
 * ingress too, which is seldom meant (FIX-4).
 */
export function policyTypesFix(
  snapshot: Snapshot,
  registry: Registry,
  file: string,
  offset: number,
): readonly QuickFix[] {
  const document = documentAt(snapshot, file, offset);
  const at = document && pathAt(document, offset);
  if (document === undefined || at === undefined) return [];
  const object = objectAt(document, at.path);
  const resource = resourceAt(snapshot, document, at.path);
  if (object === undefined || resource === undefined || !isOn(object.path, ['spec', 'egress'])) return [];
  const policy = policyOf(snapshot, registry, resource);
  const spec = ownValue(object.value, 'spec');
  if (policy === undefined || !isMap(spec)) return [];
  const written = (key: string): Json | undefined => ownValue(spec, key) ?? undefined;
  const egressOnly = written('policyTypes') === undefined && written('ingress') === undefined;
  if (!egressOnly || !policy.ingress.applies || policy.egress.rules.length === 0) return [];
  const schema = schemaOf(registry, object.apiVersion, object.kind);
  const edits = operate(snapshot, document, [
    {
      kind: 'setKey',
      path: [...object.base, 'spec'],
      key: 'policyTypes',
      value: ['Egress'],
      order: schema === undefined ? [] : keyOrderAt(schema, ['spec']),
    },
  ]);
  const span = spanAt(document, [...object.base, 'spec', 'egress'], 'key');
  if (edits === undefined || span === undefined) return [];
  return [
    { ...span, title: 'Isolate for egress only: write policyTypes: [Egress]', edits, preferred: false },
  ];
}

function isOn(path: Path, wanted: Path): boolean {
  return path.length === wanted.length && path.every((step, i) => step === wanted[i]);
}

function operate(snapshot: Snapshot, document: YamlDocument, operations: readonly YamlOperation[]) {
  const file = snapshot.files.find((one) => one.id === document.file);
  const result = file && editDocument(file, document, operations);
  return result?.ok === true ? result.edits : undefined;
}
