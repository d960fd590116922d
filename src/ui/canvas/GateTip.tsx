import { useEffect, useState, type RefObject } from 'react';
import type { GateDetail, WorkloadDetail } from '../../views/detail-types';
import { useApp } from '../app-context';
import { GateGlyph } from '../kit/GateGlyph';
import { NameCode } from '../kit/NameCode';
import { drawState } from './draw/draw-state';
import styles from './GateTip.module.css';

const delay = 300;

type Tip = {
  readonly detail: WorkloadDetail;
  readonly gate: GateDetail;
  readonly left: number;
  readonly top: number;
};

/** What the pointer resting on a gate tells: who isolates it, and who is admitted on which ports. */
export function GateTip({ frame }: { readonly frame: RefObject<HTMLElement | null> }) {
  const { engine } = useApp();
  const [tip, setTip] = useState<Tip>();
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let turn = 0;
    const hide = () => {
      clearTimeout(timer);
      turn++;
      setTip(undefined);
    };
    const over = (event: PointerEvent) => {
      const gate = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-gate]') : null;
      hide();
      const { gate: direction, gateNode: id } = gate?.dataset ?? {};
      if (gate === null || id === undefined || id.startsWith('namespace/') || id.startsWith('outside/')) {
        return;
      }
      const mine = turn;
      timer = setTimeout(() => {
        void engine.workload(id).then((detail) => {
          const found = detail?.gates.find((one) => one.direction === direction);
          if (mine !== turn || detail === undefined || found === undefined || drawState().kind !== 'idle') {
            return;
          }
          const box = gate.getBoundingClientRect();
          const home = element.getBoundingClientRect();
          setTip({
            detail,
            gate: found,
            left: Math.max(8, Math.min(home.width - 328, box.left - home.left - 20)),
            top:
              box.bottom - home.top + 240 > home.height
                ? -(home.height - (box.top - home.top) + 4)
                : box.bottom - home.top,
          });
        });
      }, delay);
    };
    element.addEventListener('pointerover', over);
    element.addEventListener('pointerdown', hide, true);
    element.addEventListener('pointerleave', hide);
    element.addEventListener('wheel', hide, true);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('pointerover', over);
      element.removeEventListener('pointerdown', hide, true);
      element.removeEventListener('pointerleave', hide);
      element.removeEventListener('wheel', hide, true);
    };
  }, [engine, frame]);
  if (tip === undefined) return null;
  const { gate, detail } = tip;
  const place = tip.top >= 0 ? { top: tip.top } : { bottom: -tip.top };
  return (
    <div className={styles.tip} style={{ left: tip.left, ...place }} aria-hidden="true">
      <header>
        <GateGlyph state={gate.gate.state} rules={gate.gate.rules} />
        <b>
          {gate.direction === 'ingress' ? 'Entering ' : 'Leaving '}
          {detail.name.slice(0, 60)}
        </b>
        <span>{gate.gate.state}</span>
      </header>
      {gate.policies.length === 0 ? (
        <p>Nothing isolates it.</p>
      ) : (
        <p>
          isolated by{' '}
          {gate.policies.slice(0, 5).map((policy) => (
            <NameCode key={policy.key}>{policy.name}</NameCode>
          ))}
          {gate.policies.length > 5 ? ` and ${gate.policies.length - 5} more` : ''}
        </p>
      )}
      <ul>
        {gate.policies
          .flatMap((policy) => policy.rules.map((rule) => ({ policy, rule })))
          .slice(0, 8)
          .map(({ policy, rule }) => (
            <li key={`${policy.key} ${rule.number}`}>
              <span>
                {policy.name.slice(0, 40)} rule {rule.number}
              </span>
              <span className={styles.who}>{whoOf(rule.admits)}</span>
              <code>{rule.ports}</code>
            </li>
          ))}
      </ul>
    </div>
  );
}

function whoOf(admits: {
  readonly items: readonly { readonly title: string }[];
  readonly total: number;
}): string {
  const named = admits.items.slice(0, 3).map(({ title }) => title.slice(0, 40));
  const more = admits.total - named.length;
  if (named.length === 0) return 'nobody here';
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}
