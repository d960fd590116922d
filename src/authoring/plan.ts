import type { Registry, Snapshot } from '../snapshot/types';
import { allowDns, defaultDeny } from './default-deny';
import { contextOf } from './plan-context';
import { planClose } from './plan-close';
import { planOpen, proven } from './plan-open';
import { prove } from './prove';
import type { Plan, PlanRequest, TemplateRequest } from './types';
import { meantBy } from './wish-statement';

/** What can be written so that a path is open, or closed: proven candidates, best first. */
export function planEdge(snapshot: Snapshot, registry: Registry, request: PlanRequest): Plan {
  return request.kind === 'open'
    ? planOpen(snapshot, registry, request)
    : planClose(snapshot, registry, request);
}

/** A ready-made set of policies for a namespace, with all that it changes. */
export function planTemplate(snapshot: Snapshot, registry: Registry, request: TemplateRequest): Plan {
  const context = contextOf(snapshot, registry);
  const reasons = context.unenforced === undefined ? [] : [context.unenforced];
  if (request.kind === 'default deny' && request.directions.length === 0) {
    return { state: 'refused', candidates: [], reasons: ['no direction is chosen'], untried: 0 };
  }
  const draft =
    request.kind === 'allow dns'
      ? allowDns(context, request.namespace)
      : defaultDeny(context, meantBy(context), {
          namespace: request.namespace,
          directions: request.directions,
          dns: request.dns !== false,
          serve: false,
        });
  if (typeof draft === 'string') return { state: 'refused', candidates: [], reasons: [draft], untried: 0 };
  const candidates = proven(context, undefined, [draft]);
  if (candidates.length > 0) return { state: 'candidates', candidates, reasons, untried: 0 };
  const reason = prove(context, undefined, draft);
  return {
    state: 'refused',
    candidates: [],
    reasons: [...reasons, typeof reason === 'string' ? reason : 'the policies cannot be written'],
    untried: 0,
  };
}
