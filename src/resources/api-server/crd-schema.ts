import { objectFields } from '../object-meta';
import type { Field, Schema } from '../../yaml/schema';
import type { Json, JsonObject } from '../../yaml/types';

/**
 * A structural schema of a CustomResourceDefinition, key by key as `openAPIV3Schema` spells it, with what hover says
 * beside it. One such schema is what validation, completion and hover of a kind come from.
 */
export type CrdSchema = {
  /** Plain sentences for hover and completion. */
  readonly doc?: string;
  readonly type?: CrdType;
  /** `x-kubernetes-int-or-string`. */
  readonly intOrString?: boolean;
  readonly nullable?: boolean;
  /** `int32` and `int64` limit integers; of strings those that `CrdFormats` knows are checked. */
  readonly format?: string;
  readonly enum?: readonly Json[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: CrdPattern;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  /** In the order in which people write them. */
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly additionalProperties?: CrdSchema;
  readonly items?: CrdSchema;
  readonly oneOf?: readonly CrdSchema[];
  readonly anyOf?: readonly CrdSchema[];
  readonly allOf?: readonly CrdSchema[];
  readonly not?: CrdSchema;
  /** `x-kubernetes-list-type`, where it is not atomic. */
  readonly listType?: 'set' | 'map';
  readonly listMapKeys?: readonly string[];
  /** `x-kubernetes-preserve-unknown-fields`. */
  readonly preserveUnknown?: boolean;
  readonly default?: Json;
  /** `x-kubernetes-validations`. */
  readonly rules?: readonly CrdRule[];
  /** What a string means, for completion: `cidr`, `port`, `label value`, … */
  readonly holds?: string;
  /** Values that completion offers where the server does not look at them. */
  readonly offers?: readonly string[];
};

export type CrdType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';

/** A regular expression as the schema spells it, and whether it finds a match in a text; in linear time. */
export type CrdPattern = { readonly text: string; readonly matches: (text: string) => boolean };

/** A rule that the CRD writes in CEL: its text for people and what it computes. */
export type CrdRule = {
  readonly message: string;
  /** Asked of values without null, with defaults, of the types that the schema says. */
  readonly holds: (value: Json) => boolean;
  readonly reason?: 'Forbidden' | 'Required' | 'Duplicate';
  /** Which field the error names, from the value that the rule stands on. */
  readonly fieldPath?: readonly string[];
};

/** Kubernetes' own label selector as CRDs repeat it: neither keys, operators nor values are checked. */
export const crdLabelSelector: CrdSchema = {
  type: 'object',
  properties: {
    matchLabels: {
      doc: 'Labels that must all be there with exactly these values.',
      type: 'object',
      additionalProperties: { type: 'string', holds: 'label value' },
    },
    matchExpressions: {
      doc: 'Requirements that must all hold, besides `matchLabels`.',
      type: 'array',
      items: {
        type: 'object',
        required: ['key', 'operator'],
        properties: {
          key: { doc: 'The label’s key.', type: 'string', holds: 'label key' },
          operator: {
            doc:
              '`In`, `NotIn`, `Exists` or `DoesNotExist`. The first two compare with `values`; a missing key passes ' +
              '`NotIn` and `DoesNotExist`.',
            type: 'string',
            holds: 'operator',
            offers: ['In', 'NotIn', 'Exists', 'DoesNotExist'],
          },
          values: {
            doc: 'Values for `In` and `NotIn`; absent for the others.',
            type: 'array',
            items: { type: 'string', holds: 'label value' },
          },
        },
      },
    },
  },
};

/** The schema of a whole object of which `spec` and further members are told. */
export function crdRoot(
  members: Readonly<Record<string, CrdSchema>>,
  required: readonly string[],
  rules: readonly CrdRule[] = [],
): CrdSchema {
  return {
    type: 'object',
    required,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object', preserveUnknown: true },
      ...members,
    },
    rules,
  };
}

/** The fields of a whole object as hover, completion and edits want them. */
export function fieldsOfCrd(root: CrdSchema, apiVersion: string, kind: string): Schema {
  const own = new Set(['apiVersion', 'kind', 'metadata']);
  const members = Object.fromEntries(Object.entries(root.properties ?? {}).filter(([key]) => !own.has(key)));
  return {
    kind: 'object',
    fields: {
      ...objectFields(apiVersion, kind),
      ...fields(members, new Set(root.required)),
    },
  };
}

function fields(
  properties: Readonly<Record<string, CrdSchema>>,
  required: ReadonlySet<string>,
): Readonly<Record<string, Field>> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]): [string, Field] => [
      name,
      {
        doc: schema.doc ?? '',
        schema: fieldSchema(schema),
        ...(required.has(name) ? { required: true } : {}),
      },
    ]),
  );
}

function fieldSchema(schema: CrdSchema): Schema {
  if (schema.intOrString === true) return scalar('intOrString', schema);
  switch (schema.type) {
    case 'object':
      if (schema.properties !== undefined) {
        return { kind: 'object', fields: fields(schema.properties, new Set(schema.required)) };
      }
      return schema.additionalProperties === undefined
        ? { kind: 'any' }
        : { kind: 'map', value: fieldSchema(schema.additionalProperties) };
    case 'array':
      return schema.items === undefined ? { kind: 'any' } : { kind: 'list', item: fieldSchema(schema.items) };
    case undefined:
      return { kind: 'any' };
    default:
      return scalar(schema.type, schema);
  }
}

function scalar(type: Exclude<CrdType, 'object' | 'array'> | 'intOrString', schema: CrdSchema): Schema {
  const values = (schema.enum ?? schema.offers ?? []).filter((value) => typeof value === 'string');
  return {
    kind: 'scalar',
    type,
    ...(values.length === 0 ? {} : { enum: values }),
    ...(schema.holds === undefined ? {} : { format: schema.holds }),
  };
}

/** A member of an object that user input names: only its own ones count. */
export function ownMember<T>(members: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return members !== undefined && Object.hasOwn(members, key) ? members[key] : undefined;
}

/** The members of an object with their keys, in sorted order. */
export function sortedMembers(value: JsonObject): readonly (readonly [string, Json])[] {
  return Object.keys(value)
    .sort()
    .map((key) => [key, value[key] ?? null]);
}
