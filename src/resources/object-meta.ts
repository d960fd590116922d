import type { Field, Schema } from '../yaml/schema';
import { anything, field, listOf, mapOf, object, oneOf, scalar } from './schema-parts';

const text = scalar('string');
const labelValue = scalar('string', 'label value');

/** An owner of an object. Upstream: apimachinery `pkg/apis/meta/v1/types.go` OwnerReference. */
export const ownerReferenceSchema = object({
  apiVersion: field('API version of the owner.', text, true),
  kind: field('Kind of the owner, for example `ReplicaSet`.', text, true),
  name: field('Name of the owner; it is in the same namespace or has none.', text, true),
  uid: field('The owner’s unique id in the cluster.', scalar('string', 'uid'), true),
  controller: field(
    'Whether this owner is the one that manages the object. At most one is.',
    scalar('boolean'),
  ),
  blockOwnerDeletion: field(
    'Whether deleting the owner in the foreground waits for this object.',
    scalar('boolean'),
  ),
});

/** Who wrote which fields. Upstream: the same file, ManagedFieldsEntry. */
export const managedFieldsSchema = object({
  manager: field('The program that wrote the fields.', text),
  operation: field('How it wrote them: `Apply` or `Update`.', scalar('string', 'operation')),
  apiVersion: field('The version in which it wrote them.', text),
  time: field('When it last wrote them.', scalar('string', 'time')),
  fieldsType: field('How `fieldsV1` is to be read; always `FieldsV1`.', text),
  fieldsV1: field('The fields, as a tree of their names.', anything),
  subresource: field('The subresource that was written, for example `status`.', text),
});

export const timeSchema = scalar('string', 'time');
export const uidSchema = scalar('string', 'uid');
export const int64Schema = scalar('integer', 'int64');

/** `metadata` of every object. Upstream: the same file, ObjectMeta. */
export const objectMetaSchema: Schema = object({
  name: field(
    'Name of the object, unique among objects of its kind in its namespace.',
    scalar('string', 'name'),
    true,
  ),
  namespace: field('The namespace it belongs to; `default` where absent.', scalar('string', 'namespace')),
  labels: field('Labels: what selectors look at. Keys and values are short text.', mapOf(labelValue)),
  annotations: field('Notes for programs and people. Selectors never look at them.', mapOf(text)),
  generateName: field('A beginning from which the server makes a unique name where `name` is absent.', text),
  finalizers: field('What must be done before the object may go.', listOf(text)),
  ownerReferences: field('The objects that own this one.', listOf(ownerReferenceSchema)),
  creationTimestamp: field('When it was created. Set by the server.', timeSchema),
  deletionTimestamp: field('When it is to be gone. Set by the server.', timeSchema),
  deletionGracePeriodSeconds: field(
    'Seconds it has left to end in good order. Set by the server.',
    int64Schema,
  ),
  generation: field('Counts the changes of what is wanted. Set by the server.', int64Schema),
  managedFields: field('Who wrote which fields. Set by the server.', listOf(managedFieldsSchema)),
  resourceVersion: field('Changes whenever the object does. Set by the server.', text),
  selfLink: field('No longer used.', text),
  uid: field('Its unique id in the cluster. Set by the server.', uidSchema),
});

/** The fields that every object begins with. */
export function objectFields(
  apiVersion: string,
  kind: string,
): Readonly<Record<'apiVersion' | 'kind' | 'metadata', Field>> {
  return {
    apiVersion: field('Group and version of the kind.', oneOf(apiVersion), true),
    kind: field('What the object is.', oneOf(kind), true),
    metadata: field('Name, namespace, labels and what else every object carries.', objectMetaSchema, true),
  };
}

/** A selector of labels. Upstream: apimachinery `pkg/apis/meta/v1/types.go` LabelSelector. */
export const requirementSchema = object({
  key: field('The label’s key.', scalar('string', 'label key'), true),
  operator: field(
    '`In` and `NotIn` compare with `values`; `Exists` and `DoesNotExist` ask only for the key. ' +
      'A missing key passes `NotIn` and `DoesNotExist`.',
    { kind: 'scalar', type: 'string', format: 'operator', enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] },
    true,
  ),
  values: field(
    'Values for `In` and `NotIn`; absent for the others.',
    listOf(scalar('string', 'label value')),
  ),
});

export const labelSelectorSchema = object({
  matchLabels: field('Labels that must all be there with exactly these values.', mapOf(labelValue)),
  matchExpressions: field(
    'Requirements that must all hold, besides `matchLabels`.',
    listOf(requirementSchema),
  ),
});
