import type { Json, JsonObject, Path } from '../../yaml/types';
import { isObject } from '../place';
import { invalid, required, shownJson, shownText, tooLong } from './field-error';
import type { FieldError } from './field-error';
import { byteLength } from './go-text';
import { labelKeyProblems, labelNameProblems, subdomainProblems } from './names';
import { labelsErrors, textOf } from './selector';

/** All annotations of an object together may not be longer, in bytes. */
const mostAnnotationBytes = 256 * 1024;

/** The ending that the server would make up is not known; this one stands for it. */
const madeUpEnding = 'x7k2p';

/**
 * What the server says of the metadata of a namespaced object that is to be created and whose name is a DNS subdomain.
 * `metadata` has been decoded. A missing namespace is kubectl's current one. Fields that the server sets itself are
 * not looked at. Upstream: apimachinery `pkg/api/validation/objectmeta.go`, `pkg/apis/core/validation`.
 */
export function metadataErrors(metadata: JsonObject): readonly FieldError[] {
  const at = (key: string): Path => ['metadata', key];
  const errors: FieldError[] = [];
  const generateName = textOf(metadata['generateName']);
  const name = textOf(metadata['name']) || madeName(generateName);
  if (generateName !== '') {
    for (const problem of subdomainProblems(maskedEnd(generateName))) {
      errors.push(invalid(at('generateName'), shownText(generateName), problem));
    }
  }
  if (name === '') errors.push(required(at('name'), 'name or generateName is required'));
  for (const problem of name === '' ? [] : subdomainProblems(name)) {
    errors.push(invalid(at('name'), shownText(name), problem));
  }
  const namespace = textOf(metadata['namespace']);
  for (const problem of namespace === '' ? [] : labelNameProblems(namespace)) {
    errors.push(invalid(at('namespace'), shownText(namespace), problem));
  }
  errors.push(
    ...labelsErrors(metadata['labels'], at('labels')),
    ...annotationErrors(metadata['annotations'], at('annotations')),
    ...ownerErrors(metadata['ownerReferences'], at('ownerReferences')),
    ...finalizerErrors(metadata['finalizers'], at('finalizers')),
  );
  return errors;
}

function madeName(generateName: string): string {
  return generateName === '' ? '' : generateName.slice(0, 58) + madeUpEnding;
}

/** A beginning of a name may end with a dash. Upstream: `pkg/api/validation/generic.go` maskTrailingDash. */
function maskedEnd(beginning: string): string {
  return beginning.length > 1 && beginning.endsWith('-') ? `${beginning.slice(0, -2)}a` : beginning;
}

function annotationErrors(annotations: Json | undefined, path: Path): readonly FieldError[] {
  if (!isObject(annotations)) return [];
  const errors: FieldError[] = [];
  let bytes = 0;
  for (const key of Object.keys(annotations).sort()) {
    for (const problem of labelKeyProblems(key.toLowerCase())) {
      errors.push(invalid(path, shownText(key), problem, { path: [...path, key], part: 'key' }));
    }
    bytes += byteLength(key) + byteLength(textOf(annotations[key]));
  }
  if (bytes > mostAnnotationBytes) errors.push(tooLong(path, mostAnnotationBytes));
  return errors;
}

function ownerErrors(owners: Json | undefined, path: Path): readonly FieldError[] {
  if (!Array.isArray(owners)) return [];
  const errors: FieldError[] = [];
  let controller: string | undefined;
  (owners as readonly Json[]).forEach((item, index) => {
    const owner = isObject(item) ? item : {};
    const place = { path: [...path, index], part: 'value' } as const;
    const version = textOf(owner['apiVersion']);
    if (!/^([^/]*\/)?[^/]+$/.test(version)) {
      errors.push(invalid([...path, 'apiVersion'], shownText(version), 'version must not be empty', place));
    }
    for (const key of ['kind', 'name', 'uid']) {
      if (textOf(owner[key]) === '') {
        errors.push(invalid([...path, key], shownText(''), 'must not be empty', place));
      }
    }
    if (version === 'v1' && owner['kind'] === 'Event') {
      const text = '/v1, Kind=Event is disallowed from being an owner';
      errors.push(invalid(path, shownJson(ownerJson(owner)), text, place));
    }
    if (owner['controller'] !== true) return;
    const name = `${textOf(owner['kind'])}/${textOf(owner['name'])}`;
    if (controller === undefined) controller = name;
    else {
      const all = (owners as readonly Json[]).map((one) => ownerJson(isObject(one) ? one : {}));
      errors.push(
        invalid(
          path,
          shownJson(all),
          'Only one reference can have Controller set to true. ' +
            `Found "true" in references for ${controller} and ${name}`,
        ),
      );
    }
  });
  return errors;
}

/** An owner as Go prints it: its fields in their order, absent flags left out. */
function ownerJson(owner: JsonObject): JsonObject {
  const { controller, blockOwnerDeletion } = owner;
  return {
    apiVersion: textOf(owner['apiVersion']),
    kind: textOf(owner['kind']),
    name: textOf(owner['name']),
    uid: textOf(owner['uid']),
    ...(typeof controller === 'boolean' ? { controller } : {}),
    ...(typeof blockOwnerDeletion === 'boolean' ? { blockOwnerDeletion } : {}),
  };
}

const standardFinalizers: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

function finalizerErrors(finalizers: Json | undefined, path: Path): readonly FieldError[] {
  if (!Array.isArray(finalizers)) return [];
  const names = (finalizers as readonly Json[]).map(textOf);
  const errors = names.flatMap((name, index) =>
    labelKeyProblems(name).map((problem) =>
      invalid(path, shownText(name), problem, { path: [...path, index], part: 'value' }),
    ),
  );
  if (names.includes('orphan') && names.includes('foregroundDeletion')) {
    const text = 'finalizer orphan and foregroundDeletion cannot be both set';
    errors.push(invalid(path, shownJson(names), text));
  }
  names.forEach((name, index) => {
    if (name.includes('/') || standardFinalizers.has(name)) return;
    const text = 'name is neither a standard finalizer name nor is it fully qualified';
    errors.push(invalid([...path, index], shownText(name), text));
  });
  return errors;
}
