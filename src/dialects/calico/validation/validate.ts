import type { JsonObject } from '../../../yaml/types';
import type { Surroundings } from '../../dialect';
import { walkSchema } from './crd';
import { walkCrdRules } from './crd-rules';
import { decodeCalico } from './decode-go';
import type { DecodedObject } from './decoded';
import { withDefaults } from './defaults';
import { plainError } from './errors';
import type { CalicoError, Findings } from './errors';
import { isCalicoKind } from './schema-go';
import { tieredNameProblem } from './tiered-name';
import { walkObject } from './walk-object';

/**
 * What Calico's API says to an object of one of its kinds: all errors, in its order and words. Decoding and, in 3.31, the
 * name are single errors that end everything; 3.32 adds what its CRDs say. Nothing is said of other kinds.
 * Where labels or annotations have several errors, and the CRD about several members, Calico's order is random.
 */
export function validateCalico(object: JsonObject, around: Surroundings): readonly CalicoError[] {
  const { kind } = object;
  if (!isCalicoKind(kind)) return [];
  const reading = decodeCalico(object, kind);
  if ('error' in reading) return [reading.error];
  const completed = withDefaults(reading.object);
  const findings: Findings = { version: around.cni === 'calico-3.31' ? '3.31' : '3.32', errors: [] };
  if (findings.version === '3.31') {
    const problem = nameProblem(completed);
    if (problem !== undefined) return [plainError(problem, ['metadata', 'name'])];
  }
  walkObject(findings, completed);
  if (findings.version === '3.32') {
    walkSchema(findings, completed);
    walkCrdRules(findings, completed);
  }
  return findings.errors;
}

function nameProblem(object: DecodedObject): string | undefined {
  switch (object.kind) {
    case 'NetworkPolicy':
    case 'GlobalNetworkPolicy':
    case 'StagedNetworkPolicy':
    case 'StagedGlobalNetworkPolicy':
      return tieredNameProblem(object.metadata.name, object.spec.tier);
    case 'StagedKubernetesNetworkPolicy':
    case 'Tier':
    case 'NetworkSet':
    case 'GlobalNetworkSet':
    case 'HostEndpoint':
    case 'Profile':
      return undefined;
  }
}
