import { ArrowRight } from 'lucide-react';
import { useState, type RefObject } from 'react';
import type { PlanEnd, PlanRequest } from '../../../authoring/types';
import type { PortSet, Protocol } from '../../../model/ports';
import { NameCode } from '../../kit/NameCode';
import { FloatCard } from './FloatCard';
import type { ScreenRect } from './place';
import { PlanPart } from './PlanPart';
import { usePlan } from './use-plan';

/** What deleting a line asks: how the path is to be closed, and what else that closes. */
export function CloseCard({
  from,
  to,
  fromName,
  toName,
  protocol,
  port,
  avoid,
  frame,
  onClose,
}: {
  readonly from: PlanEnd;
  readonly to: PlanEnd;
  readonly fromName: string;
  readonly toName: string;
  readonly protocol: string;
  readonly port: number;
  readonly avoid: readonly ScreenRect[];
  readonly frame: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}) {
  const [dns, setDns] = useState(true);
  const ports: PortSet = [{ protocol: protocol as Protocol, first: port, last: port }];
  const request: PlanRequest = { kind: 'close', from, to, ports, dns };
  const planned = usePlan((engine) => engine.plan(request), JSON.stringify(request));
  return (
    <FloatCard
      label={`Close the path from ${fromName} to ${toName}`}
      width={438}
      avoid={avoid}
      frame={frame}
      onClose={onClose}
      title={
        <>
          Close
          <NameCode>{fromName}</NameCode>
          <ArrowRight size={14} aria-label="to" />
          <NameCode>{toName}</NameCode>
        </>
      }
    >
      <PlanPart planned={planned} request="close" cancelWord="Keep it open" onDns={setDns} onDone={onClose} />
    </FloatCard>
  );
}
