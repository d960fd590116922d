import { sortedMembers } from '../../../resources/api-server/crd-schema';
import { goJson } from '../../../resources/api-server/go-text';
import { isObject } from '../../../resources/place';
import type { Json, JsonObject } from '../../../yaml/types';
import { icmpType } from '../icmp-types';
import { fault, nilPointer } from './fault';
import type { Fault } from './fault';
import { labelSelectorShape, policyShape } from './go-shapes';
import type { GoShape } from './go-shapes';

/**
 * What the agent says when it decodes a stored policy: a wrong type is remembered, the first one told at the end; what
 * a type's own decoding refuses ends it at once. Members come in sorted order, as they are stored.
 * Upstream: Go `encoding/json/decode.go`, `pkg/policy/api/{selector,icmp}.go`, `pkg/labels/labels.go`.
 */
export function decodeFault(stored: JsonObject, kind: string): Fault | undefined {
  const state: State = { path: [], fields: [], owner: '', wrong: undefined, stop: undefined };
  visit(stored, policyShape(kind), state);
  const found = state.stop ?? state.wrong;
  return found === undefined ? undefined : fault(mismatchText(found), found.path);
}

/** A wrong type, or a text of a type's own decoding. */
type Problem = { readonly path: readonly (string | number)[] } & (
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'type';
      readonly found: string;
      readonly type: string;
      readonly owner: string;
      readonly fields: readonly string[];
    }
);

type State = {
  readonly path: (string | number)[];
  /** Members by name down to here, embedded structs between them. */
  readonly fields: string[];
  /** The struct whose member is being read. */
  owner: string;
  wrong: Problem | undefined;
  stop: Problem | undefined;
};

function mismatchText(problem: Problem): string {
  if (problem.kind === 'text') return problem.text;
  const { found, type, owner, fields } = problem;
  const place = owner === '' ? 'value' : `struct field ${owner}.${fields.join('.')}`;
  return `json: cannot unmarshal ${found} into Go ${place} of type ${type}`;
}

function visit(value: Json, shape: GoShape, state: State): void {
  if (state.stop !== undefined) return;
  if (value === null && !decodesItself(shape)) return;
  switch (shape.kind) {
    case 'selector':
      visitSelector(value, state);
      return;
    case 'label':
      visitLabel(value, state);
      return;
    case 'icmp field':
      visitIcmpField(value, state);
      return;
    case 'struct':
      if (isObject(value)) visitStruct(value, shape, state);
      else wrong(value, shape.type, state);
      return;
    case 'map':
      if (!isObject(value)) return wrong(value, shape.type, state);
      for (const [key, member] of sortedMembers(value)) {
        state.path.push(key);
        visit(member, shape.value, state);
        state.path.pop();
      }
      return;
    case 'list':
      if (!Array.isArray(value)) return wrong(value, shape.type, state);
      (value as readonly Json[]).forEach((item, index) => {
        state.path.push(index);
        visit(item, shape.item, state);
        state.path.pop();
      });
      return;
    case 'string':
      if (typeof value !== 'string') wrong(value, shape.type, state);
      return;
    case 'bool':
      if (typeof value !== 'boolean') wrong(value, 'bool', state);
      return;
    case 'integer': {
      const fits = Number.isInteger(value) && Number(value) >= shape.least && Number(value) <= shape.most;
      if (!fits) wrong(value, shape.type, state, true);
    }
  }
}

/** Null leaves all else as it is. */
function decodesItself({ kind }: GoShape): boolean {
  return kind === 'selector' || kind === 'label' || kind === 'icmp field';
}

function visitStruct(value: JsonObject, shape: GoShape & { kind: 'struct' }, state: State): void {
  const { owner } = state;
  for (const [key, member] of sortedMembers(value)) {
    const field = shape.fields.get(key);
    if (field === undefined) continue;
    const depth = state.fields.length;
    state.owner = shape.type.slice(shape.type.indexOf('.') + 1);
    if (field.inside !== undefined) state.fields.push(field.inside);
    state.fields.push(key);
    state.path.push(key);
    visit(member, field.shape, state);
    state.path.pop();
    state.fields.length = depth;
    if (state.stop !== undefined) return;
  }
  state.owner = owner;
}

/** Remembers the first wrong type. Of numbers that an integer cannot hold the number is told. */
function wrong(value: Json, type: string, state: State, tellsNumber = false): void {
  state.wrong ??= typeProblem(value, type, state, tellsNumber);
}

function typeProblem(
  value: Json,
  type: string,
  { path, fields, owner }: State,
  tellsNumber: boolean,
): Problem {
  const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  const found = tellsNumber && typeof value === 'number' ? `number ${value}` : kind;
  return { kind: 'type', found, type, owner, fields: [...fields], path: [...path] };
}

function visitSelector(value: Json, state: State): void {
  const own: State = { path: [...state.path], fields: [], owner: '', wrong: undefined, stop: undefined };
  visit(value, labelSelectorShape, own);
  if (own.wrong?.kind !== 'type') return;
  // What the outer decoding adds is where the selector stands; the struct is its own too.
  state.stop = { ...own.wrong, owner: state.owner, fields: [...state.fields, ...own.wrong.fields] };
}

function visitLabel(value: Json, state: State): void {
  const tell = (text: string) => {
    state.stop = { kind: 'text', text, path: [...state.path] };
  };
  if (typeof value === 'string') {
    if (value === '') tell('invalid Label: Failed to parse "" as a string');
    return;
  }
  const members = isObject(value) ? value : {};
  const texts = ['source', 'key', 'value'].map((name) => (Object.hasOwn(members, name) ? members[name] : ''));
  if (
    (value !== null && !isObject(value)) ||
    texts.some((text) => text !== null && typeof text !== 'string')
  ) {
    const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    tell(`decode of Label as string failed: json: cannot unmarshal ${kind} into Go value of type string`);
  } else if (texts[1] === '' || texts[1] === null) {
    const sorted = value === null ? null : Object.fromEntries(sortedMembers(members));
    tell(`invalid Label: '${goJson(sorted)}' does not contain label key`);
  }
}

const icmpFieldType = String.raw`struct { Family string "json:\"family,omitempty\""; Type *intstr.IntOrString "json:\"type\"" }`;

function visitIcmpField(value: Json, state: State): void {
  const at = (name: string): State => ({
    ...state,
    path: [...state.path, name],
    fields: [...state.fields, name],
  });
  const members = isObject(value) ? value : {};
  const type = Object.hasOwn(members, 'type') ? (members['type'] ?? null) : null;
  const family = Object.hasOwn(members, 'family') ? (members['family'] ?? '') : '';
  const isInteger = Number.isInteger(type) && Number(type) >= -(2 ** 31) && Number(type) < 2 ** 31;
  if (value !== null && !isObject(value)) state.stop = typeProblem(value, icmpFieldType, state, false);
  else if (type !== null && typeof type !== 'string' && !isInteger) {
    state.stop = typeProblem(type, 'int32', at('type'), true);
  } else if (typeof family !== 'string') state.stop = typeProblem(family, 'string', at('family'), false);
  else if (type === null) {
    state.stop = { kind: 'text', ...nilPointer([...state.path]) };
  } else if (typeof type === 'string' && isName(type) && icmpType(type, family) === undefined) {
    const text = `ICMP type ${type} not found in ${family}`;
    state.stop = { kind: 'text', text, path: [...state.path, 'type'] };
  }
}

/** A text that is no number, or a number of 0 that is not spelled `0`, is looked up among the names. */
function isName(type: string): boolean {
  return type !== '0' && (!/^[-+]?[0-9]+$/.test(type) || /^[-+]?0+$/.test(type));
}
