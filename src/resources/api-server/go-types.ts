import {
  labelSelectorSchema,
  managedFieldsSchema,
  objectMetaSchema,
  ownerReferenceSchema,
  requirementSchema,
} from '../object-meta';
import type { GoTypes } from './decode-strict';

/** Go names of what every object shares. */
export const sharedGoTypes: GoTypes = new Map([
  [objectMetaSchema, 'ObjectMeta'],
  [ownerReferenceSchema, 'OwnerReference'],
  [managedFieldsSchema, 'ManagedFieldsEntry'],
  [labelSelectorSchema, 'LabelSelector'],
  [requirementSchema, 'LabelSelectorRequirement'],
]);
