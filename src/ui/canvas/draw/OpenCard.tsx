import { ArrowRight } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import type { PlanEnd, PlanRequest, PortOffer } from '../../../authoring/types';
import type { PortSet, Protocol } from '../../../model/ports';
import { useApp } from '../../app-context';
import { Chip } from '../../kit/Chip';
import { NameCode } from '../../kit/NameCode';
import { FloatCard, type ScreenRect } from './FloatCard';
import styles from './FloatCard.module.css';
import { PlanPart } from './PlanPart';
import { usePlan } from './use-plan';

type Choice = { readonly protocol: Protocol; readonly port: number } | 'every' | 'other';

const chipsUpTo = 8;

/** What a drawn edge asks: on which port, and how it is to be written. */
export function OpenCard({
  from,
  to,
  fromName,
  toName,
  avoid,
  frame,
  onClose,
}: {
  readonly from: PlanEnd;
  readonly to: PlanEnd;
  readonly fromName: string;
  readonly toName: string;
  readonly avoid: readonly ScreenRect[];
  readonly frame: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}) {
  const { engine } = useApp();
  const [offers, setOffers] = useState<readonly PortOffer[]>();
  const [choice, setChoice] = useState<Choice>();
  const [typed, setTyped] = useState('');
  const [dns, setDns] = useState(true);
  const toKey = JSON.stringify(to);
  useEffect(() => {
    let current = true;
    const take = (found: readonly PortOffer[]) => {
      if (!current) return;
      const [first] = found;
      setOffers(found);
      setChoice(first === undefined ? 'other' : { protocol: first.protocol, port: first.port });
    };
    engine.portOffers(JSON.parse(toKey) as PlanEnd).then(take, () => take([]));
    return () => {
      current = false;
    };
  }, [engine, toKey]);
  const ports = portsOf(choice, typed);
  const request: PlanRequest | undefined =
    ports === undefined ? undefined : { kind: 'open', from, to, ports, dns };
  const key = JSON.stringify(request ?? null);
  const planned = usePlan(request === undefined ? undefined : (asked) => asked.plan(request), key);
  return (
    <FloatCard
      label={`Draw an edge from ${fromName} to ${toName}`}
      width={438}
      avoid={avoid}
      frame={frame}
      onClose={onClose}
      title={
        <>
          <NameCode>{fromName}</NameCode>
          <ArrowRight size={14} aria-label="to" />
          <NameCode>{toName}</NameCode>
        </>
      }
    >
      <div className={styles.row} role="group" aria-label="Port">
        <span aria-hidden="true">Port</span>
        {(offers ?? []).slice(0, chipsUpTo).map((offer) => (
          <Chip
            key={`${offer.protocol} ${offer.port}`}
            on={
              typeof choice === 'object' && choice.port === offer.port && choice.protocol === offer.protocol
            }
            hint={offer.name?.slice(0, 30)}
            onClick={() => setChoice({ protocol: offer.protocol, port: offer.port })}
          >
            {offer.port}
            {offer.protocol === 'TCP' ? '' : ` ${offer.protocol}`}
          </Chip>
        ))}
        <Chip on={choice === 'other'} onClick={() => setChoice('other')}>
          other
        </Chip>
        {choice === 'other' ? (
          <input
            className={styles.number}
            type="text"
            inputMode="numeric"
            aria-label="Port number, with /UDP or /SCTP if it is not TCP"
            placeholder="5432"
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        ) : null}
        <Chip on={choice === 'every'} onClick={() => setChoice('every')}>
          every port
        </Chip>
      </div>
      {request === undefined ? (
        <p className={styles.wait}>
          {typed === '' || choice !== 'other'
            ? 'Choose a port.'
            : 'A port is a number from 1 to 65535, such as 5432 or 53/UDP.'}
        </p>
      ) : (
        <PlanPart planned={planned} request="open" onDns={setDns} onDone={onClose} />
      )}
    </FloatCard>
  );
}

function portsOf(choice: Choice | undefined, typed: string): PortSet | 'every' | undefined {
  if (choice === undefined) return undefined;
  if (choice === 'every') return 'every';
  if (choice === 'other') return typedPorts(typed);
  return [{ protocol: choice.protocol, first: choice.port, last: choice.port }];
}

/** `5432`, `53/UDP`, `8000-8010`; undefined where it is none of these. */
export function typedPorts(text: string): PortSet | undefined {
  const found = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*(?:[/ ]\s*(tcp|udp|sctp))?\s*$/i.exec(text);
  if (found === null) return undefined;
  const first = Number(found[1]);
  const last = found[2] === undefined ? first : Number(found[2]);
  if (first < 1 || last > 65535 || last < first) return undefined;
  const protocol = (found[3]?.toUpperCase() ?? 'TCP') as 'TCP' | 'UDP' | 'SCTP';
  return [{ protocol, first, last }];
}
