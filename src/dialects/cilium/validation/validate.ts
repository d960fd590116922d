import { storedObject } from '../../../resources/api-server/crd-stored';
import type { FieldError } from '../../../resources/api-server/field-error';
import type { JsonObject } from '../../../yaml/types';
import type { Surroundings } from '../../dialect';
import { agentFault } from './agent';
import { metadataErrorsOf, serverErrors } from './api-server';
import { cidrGroupSchema, policySchema } from './schema';
import { agentOf } from './version';

/**
 * What the API server (`schema: …`, every error) and the agent (`agent: …`, its first) say of an object. What the server
 * refuses never exists; what the agent refuses is stored and not enforced at all. Of 1.19 where that is the CNI, else
 * of 1.20.
 */
export function validateCilium(object: JsonObject, around: Surroundings): readonly FieldError[] {
  const { kind } = object;
  const agent = agentOf(around);
  const isPolicy = kind === 'CiliumNetworkPolicy' || kind === 'CiliumClusterwideNetworkPolicy';
  if (!isPolicy && kind !== 'CiliumCIDRGroup') return [];
  const schema = isPolicy ? policySchema(agent.is120) : cidrGroupSchema;
  const stored = storedObject(object, schema);
  const errors = [
    ...metadataErrorsOf(object, kind !== 'CiliumNetworkPolicy'),
    ...serverErrors(stored, schema, { is120: agent.is120, isPolicy }),
  ];
  // The agent skips what it cannot read of a group of blocks.
  const fault = isPolicy ? agentFault(stored, kind, agent) : undefined;
  if (fault === undefined) return errors;
  return [...errors, { field: '', message: `agent: ${fault.text}`, path: fault.path, part: 'value' }];
}
