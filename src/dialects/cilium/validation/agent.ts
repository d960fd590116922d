import { isObject } from '../../../resources/place';
import type { JsonObject } from '../../../yaml/types';
import { listOf, objectOf, textOf } from '../json';
import { decodeFault } from './decode';
import { fault, firstFault, nilPointer } from './fault';
import type { Fault } from './fault';
import { ruleFault } from './rule';
import type { Agent } from './version';

/**
 * What the agent says of a stored policy, which it then does not enforce at all: decoding first, then each rule.
 * Upstream: `pkg/k8s/apis/cilium.io/v2/{cnp,ccnp}_types.go`.
 */
export function agentFault(stored: JsonObject, kind: string, agent: Agent): Fault | undefined {
  const decoded = decodeFault(stored, kind);
  if (decoded !== undefined) return decoded;
  if (textOf(objectOf(stored['metadata'])?.['name']) === '') {
    return fault(`${kind} must have name`, ['metadata']);
  }
  const { spec, specs } = stored;
  if (!isObject(spec) && listOf(specs) === undefined) {
    return fault(`Invalid ${kind} spec(s): empty policy`, []);
  }
  const isNamespaced = kind === 'CiliumNetworkPolicy';
  const look = (rule: JsonObject, member: 'spec' | 'specs', path: readonly (string | number)[]) => {
    const found = ruleFault(rule, path, agent);
    if (found?.isPanic === true) return found;
    if (found !== undefined) return fault(`Invalid ${kind} ${member}: ${found.text}`, found.path);
    return isNamespaced && isObject(rule['nodeSelector'])
      ? fault(`Invalid ${kind} spec: rule cannot have NodeSelector`, [...path, 'nodeSelector'])
      : undefined;
  };
  return (
    (isObject(spec) ? look(spec, 'spec', ['spec']) : undefined) ??
    firstFault(listOf(specs) ?? [], (rule, index) =>
      isObject(rule) ? look(rule, 'specs', ['specs', index]) : nilPointer(['specs', index]),
    )
  );
}
