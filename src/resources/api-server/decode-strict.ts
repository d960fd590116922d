import type { Schema } from '../../yaml/schema';
import type { Json, JsonObject, Path } from '../../yaml/types';
import { fieldText } from '../diagnostic';
import { isObject } from '../place';
import type { FieldError } from './field-error';
import { goQuoted } from './go-text';

/** How the text of a value is looked at, where that is more than its JSON. */
export type Written = {
  /** Visits the members in the order in which the server meets them, repeated ones marked. */
  readonly members: (value: JsonObject, visit: VisitMember) => void;
  /** A number as it stands in the text. */
  readonly numberText: (value: number, path: Path) => string;
};

export type VisitMember = (key: string, value: Json, repeated: boolean) => void;

/** As kubectl sends objects: keys sorted, numbers rewritten. */
export const sentByKubectl: Written = {
  members: (value, visitMember) => {
    for (const key of Object.keys(value).sort()) visitMember(key, value[key] ?? null, false);
  },
  numberText: (value) => String(value),
};

const asItStands: Written = {
  members: (value, visitMember) => {
    for (const key of Object.keys(value)) visitMember(key, value[key] ?? null, false);
  },
  numberText: (value) => String(value),
};

/** Go names of the objects that a schema describes, without their package. */
export type GoTypes = ReadonlyMap<Schema, string>;

/** Unknown and repeated fields beyond these are not told. Upstream: sigs.k8s.io/json. */
const mostStrictErrors = 100;

/**
 * Decodes as the API server does with strict field validation. The first wrong type is the only error; without one,
 * every unknown or repeated field is. Null fits everywhere. Upstream: sigs.k8s.io/json over Go encoding/json.
 */
export function decodeStrict(
  value: JsonObject,
  schema: Schema,
  types: GoTypes,
  written: Written = sentByKubectl,
): readonly FieldError[] {
  // Order matters only where there is something to tell, so most objects need not be sorted.
  if (written === sentByKubectl && !hasErrors(value, schema, types)) return [];
  const state = walked(value, schema, types, written);
  return state.wrong === undefined ? [...state.strict.values()] : [state.wrong];
}

function hasErrors(value: JsonObject, schema: Schema, types: GoTypes): boolean {
  const { wrong, strict } = walked(value, schema, types, asItStands);
  return wrong !== undefined || strict.size > 0;
}

function walked(value: JsonObject, schema: Schema, types: GoTypes, written: Written): State {
  const state: State = { types, written, path: [], fields: [], strict: new Map(), wrong: undefined };
  visit(value, schema, '', state);
  return state;
}

type State = {
  readonly types: GoTypes;
  readonly written: Written;
  /** Where the walk is, in the document and as Go names it: without indexes and keys of maps. */
  readonly path: (string | number)[];
  readonly fields: string[];
  readonly strict: Map<string, FieldError>;
  wrong: FieldError | undefined;
};

/** `owner` is the Go object whose field is being read. */
function visit(value: Json, schema: Schema, owner: string, state: State): void {
  if (value === null || state.wrong !== undefined) return;
  switch (schema.kind) {
    case 'any':
      return;
    case 'object':
      if (isObject(value)) visitObject(value, schema, state);
      else mismatch(value, schema, owner, state);
      return;
    case 'map':
      if (!isObject(value)) {
        mismatch(value, schema, owner, state);
        return;
      }
      state.written.members(value, (key, member, repeated) => {
        state.path.push(key);
        if (repeated) strictError('duplicate', state);
        visit(member, schema.value, owner, state);
        state.path.pop();
      });
      return;
    case 'list':
      if (!Array.isArray(value)) {
        mismatch(value, schema, owner, state);
        return;
      }
      (value as readonly Json[]).forEach((item, index) => {
        state.path.push(index);
        visit(item, schema.item, owner, state);
        state.path.pop();
      });
      return;
    case 'scalar':
      visitScalar(value, schema, owner, state);
  }
}

function visitObject(value: JsonObject, schema: Schema & { kind: 'object' }, state: State): void {
  const owner = state.types.get(schema) ?? '';
  state.written.members(value, (key, member, repeated) => {
    state.path.push(key);
    const field = Object.hasOwn(schema.fields, key) ? schema.fields[key] : undefined;
    if (field === undefined) strictError('unknown', state);
    else {
      if (repeated) strictError('duplicate', state);
      state.fields.push(key);
      visit(member, field.schema, owner, state);
      state.fields.pop();
    }
    state.path.pop();
  });
}

function strictError(problem: 'unknown' | 'duplicate', state: State): void {
  const field = fieldText(state.path);
  const message = `${problem} field "${field}"`;
  if (state.strict.size < mostStrictErrors && !state.strict.has(message)) {
    state.strict.set(message, { field, message, path: [...state.path], part: 'key' });
  }
}

function visitScalar(
  value: Exclude<Json, null>,
  schema: Schema & { kind: 'scalar' },
  owner: string,
  state: State,
): void {
  switch (schema.type) {
    case 'string':
      if (typeof value !== 'string') mismatch(value, schema, owner, state);
      else if (schema.format === 'time') checkTime(value, state);
      return;
    case 'boolean':
      if (typeof value !== 'boolean') mismatch(value, schema, owner, state);
      return;
    case 'intOrString':
      if (typeof value !== 'string') checkInteger(value, schema, owner, state);
      return;
    case 'integer':
      checkInteger(value, schema, owner, state);
      return;
    case 'number':
      if (typeof value !== 'number') mismatch(value, schema, owner, state);
  }
}

function checkInteger(
  value: Exclude<Json, null>,
  schema: Schema & { kind: 'scalar' },
  owner: string,
  state: State,
): void {
  if (typeof value !== 'number') {
    mismatch(value, schema, owner, state);
    return;
  }
  const text = state.written.numberText(value, state.path);
  const limit = schema.format === 'int64' ? 2 ** 63 : 2 ** 31;
  const fits = /^-?\d+$/.test(text) && value >= -limit && value < limit;
  if (!fits) tellWrong(`number ${text}`, schema, owner, state);
}

function mismatch(value: Exclude<Json, null>, schema: Schema, owner: string, state: State): void {
  tellWrong(goKind(value), schema, owner, state);
}

function tellWrong(found: string, schema: Schema, owner: string, state: State): void {
  const field = state.fields.join('.');
  state.wrong = {
    field,
    message: `json: cannot unmarshal ${found} into Go struct field ${owner}.${field} of type ${goType(schema, state.types)}`,
    path: [...state.path],
    part: 'value',
  };
}

/** The server's times are RFC 3339 and nothing else. */
function checkTime(text: string, state: State): void {
  if (/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[-+]\d\d:\d\d)$/.test(text)) return;
  const quoted = goQuoted(text);
  state.wrong = {
    field: state.fields.join('.'),
    message: `parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoted} as "2006"`,
    path: [...state.path],
    part: 'value',
  };
}

function goKind(value: Exclude<Json, null>): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

const namedScalars: ReadonlyMap<string, string> = new Map([
  ['int64', 'int64'],
  ['uid', 'types.UID'],
  ['operator', 'v1.LabelSelectorOperator'],
  ['operation', 'v1.ManagedFieldsOperationType'],
  ['protocol', 'v1.Protocol'],
  ['policy type', 'v1.PolicyType'],
]);

function goType(schema: Schema, types: GoTypes): string {
  switch (schema.kind) {
    case 'object':
      return `v1.${types.get(schema) ?? ''}`;
    case 'list':
      return `[]${goType(schema.item, types)}`;
    case 'map':
      return `map[string]${goType(schema.value, types)}`;
    case 'any':
      return 'v1.FieldsV1';
    case 'scalar': {
      const named = schema.format === undefined ? undefined : namedScalars.get(schema.format);
      if (named !== undefined) return named;
      if (schema.type === 'boolean') return 'bool';
      return schema.type === 'string' ? 'string' : 'int32';
    }
  }
}
