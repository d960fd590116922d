import { expect } from 'vitest';
import { evaluators, flowOf, worldOf } from './case-runner';
import type { RecordedCase } from './cases';

/**
 * What becomes of flows, written `red/client > red/web 8080` or with `/UDP` behind, in a case of a test's own: a verdict
 * each. Both evaluators must say the same.
 */
export function ownVerdicts(
  world: Pick<RecordedCase, 'cni' | 'resources'> & Partial<Pick<RecordedCase, 'options'>>,
  flows: readonly string[],
): readonly string[] {
  const queries = flows.map((flow) => {
    const [from = '', , to = '', port = ''] = flow.split(' ');
    const [number, protocol = 'TCP'] = port.split('/');
    return { from, to, protocol, port: Number(number), expect: '' };
  });
  const built = worldOf({ id: 'own', ...world, queries });
  const tracing = evaluators.tracing(built);
  const compiled = evaluators.compiled(built);
  return queries.map((query) => {
    const flow = flowOf(built.cluster, query);
    expect(compiled(flow)).toEqual(tracing(flow));
    return tracing(flow).expect;
  });
}
