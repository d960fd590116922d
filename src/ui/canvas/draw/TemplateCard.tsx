import { useState, type RefObject } from 'react';
import type { TemplateRequest } from '../../../authoring/types';
import { NameCode } from '../../kit/NameCode';
import { FloatCard } from './FloatCard';
import type { ScreenRect } from './place';
import { PlanPart } from './PlanPart';
import { usePlan } from './use-plan';

/** A ready-made policy for a namespace: what it writes and what it changes, before it is written. */
export function TemplateCard({
  request,
  avoid,
  frame,
  onClose,
}: {
  readonly request: TemplateRequest;
  readonly avoid: readonly ScreenRect[];
  readonly frame: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}) {
  const [dns, setDns] = useState(true);
  const asked: TemplateRequest = request.kind === 'default deny' ? { ...request, dns } : request;
  const planned = usePlan((engine) => engine.template(asked), JSON.stringify(asked));
  const opens = request.kind === 'allow dns';
  return (
    <FloatCard
      label={`${titleOf(request)} ${request.namespace}`}
      width={438}
      avoid={avoid}
      frame={frame}
      onClose={onClose}
      title={
        <>
          {titleOf(request)}
          <NameCode>{request.namespace}</NameCode>
        </>
      }
    >
      <PlanPart
        planned={planned}
        request={opens ? 'open' : 'close'}
        {...(opens ? {} : { onDns: setDns })}
        onDone={onClose}
      />
    </FloatCard>
  );
}

function titleOf(request: TemplateRequest): string {
  if (request.kind === 'allow dns') return 'Allow DNS in';
  if (request.directions.length === 2) return 'Deny both ways in';
  return request.directions[0] === 'egress' ? 'Deny all egress in' : 'Deny all ingress in';
}
