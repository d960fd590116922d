import { numberText } from './crd-error';
import { describe, expect, it } from 'vitest';
import { fieldAt, keyOrderAt } from '../../yaml/schema';
import type { Json, JsonObject } from '../../yaml/types';
import { validateCustomResource } from './crd';
import { ruleErrors, listErrors } from './crd-rules';
import { crdLabelSelector, crdRoot, fieldsOfCrd } from './crd-schema';
import type { CrdSchema } from './crd-schema';
import { storedObject, unknownFields } from './crd-stored';
import { valueErrors } from './crd-values';
import { kindError } from './kind-errors';

const told = (value: Json, schema: CrdSchema, formats = {}) =>
  valueErrors(value, schema, ['x'], formats).map(({ message }) => message);

describe('values against a schema, in the server’s words', () => {
  it.each<[string, CrdSchema, Json, readonly string[]]>([
    [
      'a type',
      { type: 'integer' },
      'a',
      ['x: Invalid value: "string": x in body must be of type integer: "string"'],
    ],
    [
      'a list',
      { type: 'object' },
      [],
      ['x: Invalid value: "array": x in body must be of type object: "array"'],
    ],
    [
      'null',
      { type: 'string' },
      null,
      ['x: Invalid value: "null": x in body must be of type string: "null"'],
    ],
    ['null that may be', { type: 'string', nullable: true }, null, []],
    [
      'a format’s type',
      { type: 'integer', format: 'int32' },
      true,
      ['x: Invalid value: "": x in body must be of type int32: ""'],
    ],
    [
      'a fraction',
      { type: 'integer', format: 'int64' },
      1.5,
      [
        'x: Invalid value: "float64": x in body must be of type int64: "float64"',
        '<nil>: Invalid value: "": Checked value must be of type integer with format int64 in x',
      ],
    ],
    ['a whole number for any', { type: 'number' }, 3, []],
    [
      'either',
      { intOrString: true },
      true,
      ['x: Invalid value: "boolean": x in body must be of type integer,string: "boolean"'],
    ],
    [
      'a minimum',
      { type: 'integer', minimum: 1 },
      0,
      ['x: Invalid value: 0: x in body should be greater than or equal to 1'],
    ],
    [
      'an enum',
      { type: 'string', enum: ['a', 'b'] },
      'c',
      ['x: Unsupported value: "c": supported values: "a", "b"'],
    ],
    ['a length', { type: 'string', maxLength: 2 }, '🙂🙂🙂', ['x: Too long: may not be more than 2 bytes']],
    ['a length in characters', { type: 'string', maxLength: 2 }, '🙂🙂', []],
    [
      'a least length',
      { type: 'string', minLength: 1 },
      '',
      ['x: Invalid value: "": x in body should be at least 1 chars long'],
    ],
    [
      'few items',
      { type: 'array', minItems: 1 },
      [],
      ['x: Invalid value: 0: x in body should have at least 1 items'],
    ],
    ['many items', { type: 'array', maxItems: 0 }, [1], ['x: Too many: 1: must have at most 0 items']],
    [
      'many members',
      { type: 'object', maxProperties: 1 },
      { a: 1, b: 1 },
      ['x: Too many: 2: must have at most 1 item'],
    ],
    ['a missing member', { type: 'object', required: ['a'] }, {}, ['x.a: Required value']],
  ])('%s', (_, schema, value, expected) => {
    expect(told(value, schema)).toEqual(expected);
  });

  it('looks at formats and patterns that it is given', () => {
    const cidr: CrdSchema = { type: 'string', format: 'cidr' };
    expect(told('x', cidr, { cidr: () => false })).toEqual([
      'x: Invalid value: "x": x in body must be of type cidr: "x"',
    ]);
    expect(told('x', cidr)).toEqual([]);
    expect(
      told('b', { type: 'string', pattern: { text: '^a', matches: (text) => text.startsWith('a') } }),
    ).toEqual([`x: Invalid value: "b": x in body should match '^a'`]);
  });

  it('tells of alternatives that fail the likeliest, of equals the first', () => {
    const either: CrdSchema = { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }] };
    expect(told({}, either)).toEqual([
      '<nil>: Invalid value: "": "x" must validate one and only one schema (oneOf). Found none valid',
      'x.a: Required value',
    ]);
    expect(told({ a: 1, b: 1 }, either)).toEqual([
      '<nil>: Invalid value: "": "x" must validate one and only one schema (oneOf). Found 2 valid alternatives',
    ]);
    expect(told({ b: 1 }, either)).toEqual([]);
    const any: CrdSchema = {
      anyOf: [{ type: 'string' }, { type: 'object', required: ['a'], properties: { b: {} } }],
    };
    expect(told({ b: 1 }, any)).toEqual([
      '<nil>: Invalid value: "": "x" must validate at least one schema (anyOf)',
      'x.a: Required value',
    ]);
    expect(told(1, { allOf: [{ type: 'integer' }, { maximum: 0 }] })).toEqual([
      'x: Invalid value: 1: x in body should be less than or equal to 0',
      '<nil>: Invalid value: "": "x" must validate all the schemas (allOf)',
    ]);
    expect(told({ a: 1 }, { not: { required: ['a'] } })).toEqual([
      '<nil>: Invalid value: "": "x" must not validate the schema (not)',
    ]);
  });
});

describe('lists and rules', () => {
  it('tells each repeated item once', () => {
    const set: CrdSchema = { type: 'array', listType: 'set', items: { type: 'string' } };
    expect(listErrors(['a', 'b', 'a', 'a'], set, ['x']).map(({ message }) => message)).toEqual([
      'x[2]: Duplicate value: "a"',
    ]);
    const map: CrdSchema = {
      type: 'array',
      listType: 'map',
      listMapKeys: ['type'],
      items: { type: 'object' },
    };
    expect(
      listErrors([{ type: 'a', b: 1 }, { type: 'a' }], map, ['x']).map(({ message }) => message),
    ).toEqual(['x[1]: Duplicate value: {"type":"a"}']);
  });

  it('asks rules wherever they stand, never of null', () => {
    const no = { message: 'no', holds: () => false };
    const schema: CrdSchema = {
      type: 'object',
      rules: [no, { ...no, reason: 'Forbidden', fieldPath: ['b'] }],
      properties: { a: { type: 'string', rules: [no] }, b: { nullable: true, rules: [no] } },
      additionalProperties: { allOf: [{ rules: [{ ...no, reason: 'Required' }] }] },
    };
    expect(ruleErrors({ a: 'v', b: null, c: 1 }, schema, ['x']).map(({ message }) => message)).toEqual([
      'x: Invalid value: no',
      'x.b: Forbidden: no',
      'x.a: Invalid value: "v": no',
      'x.c: Required value: no',
    ]);
  });
});

const spec: CrdSchema = {
  type: 'object',
  doc: 'What is wanted.',
  required: ['size'],
  properties: {
    size: { type: 'integer', doc: 'How much.', default: 3 },
    free: { type: 'object', preserveUnknown: true, properties: { known: { type: 'object' } } },
    list: { type: 'array', items: { type: 'string' } },
    pods: crdLabelSelector,
  },
  rules: [{ message: 'too big', holds: (value) => (value as { size: number }).size < 10 }],
};
const root = crdRoot({ spec, status: { type: 'object' } }, ['metadata', 'spec']);
const object = (more: JsonObject): JsonObject => ({
  apiVersion: 'g/v1',
  kind: 'Thing',
  metadata: { name: 'a' },
  ...more,
});
const validate = (value: JsonObject) =>
  validateCustomResource(value, root, { clusterScoped: false, statusSubresource: true });

describe('whole objects', () => {
  it('tells unknown fields, also of what has another type than the schema says', () => {
    const value = object({
      zz: 1,
      spec: { free: { a: { b: 1 }, known: { c: 1 } }, list: { d: 1 }, size: { e: 1 } },
    });
    expect(unknownFields(value, root).map(({ message }) => message)).toEqual([
      'unknown field "spec.free.known.c"',
      'unknown field "spec.list.d"',
      'unknown field "spec.size.e"',
      'unknown field "zz"',
    ]);
  });

  it('stores defaults in place of nulls, and drops the others', () => {
    expect(
      storedObject(object({ spec: { size: null, pods: { matchLabels: { a: null } } } }), root)['spec'],
    ).toEqual({
      size: 3,
      pods: { matchLabels: {} },
    });
  });

  it('looks at rules only if nothing of another kind is wrong', () => {
    expect(validate(object({ spec: { size: 12 } })).errors.map(({ message }) => message)).toEqual([
      'spec: Invalid value: too big',
    ]);
    const both = validate(object({ metadata: {}, spec: { size: 12 } })).errors.map(({ message }) => message);
    expect(both).toEqual([
      'metadata.name: Required value: name or generateName is required',
      '<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the ' +
        'existing errors to complete validation',
    ]);
  });

  it('takes metadata that is null for empty, and tells where there is none', () => {
    const told = (value: JsonObject) => validate(value).errors.map(({ field }) => field);
    expect(told(object({ spec: {}, metadata: null }))).toEqual(['metadata.name', '<nil>']);
    expect(told({ apiVersion: 'g/v1', kind: 'Thing', spec: {} })).toEqual([
      'metadata.name',
      'metadata',
      '<nil>',
    ]);
  });

  it('drops status, and decodes metadata as Kubernetes’ own kinds do', () => {
    expect(validate(object({ spec: {}, status: 'x' })).errors).toEqual([]);
    expect(
      validate(object({ spec: {}, metadata: { name: 1 } })).errors.map(({ message }) => message),
    ).toEqual(['json: cannot unmarshal number into Go struct field ObjectMeta.name of type string']);
    expect(validate(object({ spec: {}, metadata: { name: 'a', owner: 1 } })).errors).toMatchObject([
      { field: 'metadata.owner', message: 'unknown field "metadata.owner"' },
    ]);
    expect(validate(object({ spec: {}, metadata: 'a' })).errors).toMatchObject([{ field: 'metadata' }]);
  });

  it('gives up on what is nested too deep', () => {
    let deep: Json = [];
    for (let at = 0; at < 20_000; at += 1) deep = [deep];
    expect(validate(object({ spec: { list: [deep] } })).errors.map(({ message }) => message)).toEqual([
      'This document is nested too deep to be read.',
    ]);
  });

  it('takes keys for nothing but keys', () => {
    const value = JSON.parse(
      '{"spec": {"__proto__": {"size": 1}, "pods": {"matchLabels": {"__proto__": "x"}}}}',
    ) as JsonObject;
    expect(validate(object(value)).errors.map(({ message }) => message)).toEqual([
      'unknown field "spec.__proto__"',
    ]);
  });

  it('lists the fields for the editor', () => {
    const fields = fieldsOfCrd(root, 'g/v1', 'Thing');
    expect(keyOrderAt(fields, [])).toEqual(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
    expect(fieldAt(fields, ['spec', 'size'])).toMatchObject({ doc: 'How much.', required: true });
    expect(keyOrderAt(fields, ['spec', 'pods', 'matchExpressions', 0])).toEqual([
      'key',
      'operator',
      'values',
    ]);
  });
});

describe('kinds', () => {
  const serves = (apiVersion: string, kind: string) => apiVersion === 'g/v1' && kind === 'Thing';

  it.each<[JsonObject, string | undefined]>([
    [{ apiVersion: 'g/v1', kind: 'Thing' }, undefined],
    [{ kind: 'Thing' }, 'apiVersion not set'],
    [{ apiVersion: 'g/v1' }, 'kind not set'],
    [{ apiVersion: 'g/v2', kind: 'Thing' }, 'no matches for kind "Thing" in version "g/v2"'],
    [{ apiVersion: 'a/b/c', kind: 'Thing' }, 'unexpected GroupVersion string: a/b/c'],
  ])('%j', (value, message) => {
    expect(kindError(value, serves)?.message).toBe(message);
  });
});

describe('numbers', () => {
  it.each([
    [1.5, '1.5'],
    [1_234_567, '1234567'],
    [1_234_567.5, '1.2345675e+06'],
    [123_456.5, '123456.5'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [2 ** 62, '4611686018427387904'],
    [2 ** 63, '9.223372036854776e+18'],
    [-1e22, '-1e+22'],
  ])('%d is told as Go prints it', (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});
