import { ArrowRight } from 'lucide-react';
import { useEffect, useRef, useState, type MouseEvent, type RefObject } from 'react';
import type { PlanEnd, PlanRequest, PortOffer } from '../../../authoring/types';
import type { PortSet, Protocol } from '../../../model/ports';
import { portLabel } from '../../../views/graph/words';
import { useApp } from '../../app-context';
import { Chip } from '../../kit/Chip';
import { NameCode } from '../../kit/NameCode';
import { FloatCard } from './FloatCard';
import styles from './FloatCard.module.css';
import type { ScreenRect } from './place';
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
  onPort,
}: {
  readonly from: PlanEnd;
  readonly to: PlanEnd;
  readonly fromName: string;
  readonly toName: string;
  readonly avoid: readonly ScreenRect[];
  readonly frame: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  /** The chosen port in words, for the line. */
  readonly onPort: (label: string) => void;
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
  const [toWays, setToWays] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const ports = portsOf(choice, typed);
  const request: PlanRequest | undefined =
    ports === undefined ? undefined : { kind: 'open', from, to, ports, dns };
  const key = JSON.stringify(request ?? null);
  const planned = usePlan(request === undefined ? undefined : (asked) => asked.plan(request), key);
  const label = ports === undefined ? '' : ports === 'every' ? 'every port' : portLabel(ports);
  const tell = useRef(onPort);
  useEffect(() => {
    tell.current = onPort;
  });
  useEffect(() => tell.current(label), [label]);
  // By keyboard: the first port has the focus, Enter goes on to the ways, and Enter there writes.
  useEffect(() => {
    const chip = body.current?.querySelector<HTMLElement>('button');
    if (offers !== undefined && offers.length > 0 && !(document.activeElement instanceof HTMLInputElement)) {
      chip?.focus();
    }
  }, [offers]);
  useEffect(() => {
    if (!toWays || planned.plan === undefined) return;
    body.current?.querySelector<HTMLElement>('input[type="radio"]:checked')?.focus();
  }, [toWays, planned.plan]);
  const choose = (next: Choice) => (event: MouseEvent) => {
    setChoice(next);
    setToWays(event.detail === 0 && next !== 'other');
  };
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
      <div ref={body}>
        <div className={styles.row} role="group" aria-label="Port">
          <span aria-hidden="true">Port</span>
          {(offers ?? []).slice(0, chipsUpTo).map((offer) => (
            <Chip
              key={`${offer.protocol} ${offer.port}`}
              on={
                typeof choice === 'object' && choice.port === offer.port && choice.protocol === offer.protocol
              }
              hint={offer.name?.slice(0, 30)}
              onClick={choose({ protocol: offer.protocol, port: offer.port })}
            >
              {offer.port}
              {offer.protocol === 'TCP' ? '' : ` ${offer.protocol}`}
            </Chip>
          ))}
          <Chip on={choice === 'other'} onClick={choose('other')}>
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
              onChange={(event) => {
                setTyped(event.target.value);
                setToWays(false);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter') setToWays(true);
              }}
            />
          ) : null}
          <Chip on={choice === 'every'} onClick={choose('every')}>
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
      </div>
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
