import { ArrowRight, Network, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CniChange, CniPair } from '../../analysis/cni-change';
import { useApp, useCommands, useWorkspace } from '../app-context';
import { announce } from '../kit/announce';
import { Badge } from '../kit/Badge';
import { IconButton } from '../kit/IconButton';
import { NameCode, Sentence } from '../kit/NameCode';
import { asideOf, enforcementOf, isSilent, pairWords, reasonsOf, titleOf } from './change-words';
import styles from './CniNote.module.css';

/** What the choice of another CNI changed, until it is dismissed or the texts change again. */
export function CniNote() {
  const [change, dismiss] = useCniChange();
  if (change === undefined) return null;
  return <Note change={change} onDismiss={dismiss} />;
}

function useCniChange(): readonly [CniChange | undefined, () => void] {
  const { engine, commands } = useApp();
  const id = useWorkspace((state) => state.id);
  const cni = useWorkspace((state) => state.summary?.cni);
  const revision = useWorkspace((state) => state.summary?.revision);
  const last = useRef({ id, cni });
  const [shown, setShown] = useState<{ readonly revision: number; readonly change: CniChange }>();
  useEffect(() => {
    const before = last.current;
    last.current = { id, cni };
    if (before.id !== id || before.cni === undefined || revision === undefined || before.cni === cni) return;
    engine.cniChange().then(
      (change) => {
        if (change === undefined) return;
        if (isSilent(change)) commands.say(`No verdict differs under ${change.to.title}`);
        else {
          announce(`${titleOf(change)}.`);
          setShown({ revision, change });
        }
      },
      // Verdicts stand without the note; why the engine failed is told elsewhere.
      () => undefined,
    );
  }, [engine, commands, id, cni, revision]);
  const isCurrent = shown !== undefined && shown.revision === revision;
  return [isCurrent ? shown.change : undefined, () => setShown(undefined)];
}

function Note({ change, onDismiss }: { readonly change: CniChange; readonly onDismiss: () => void }) {
  const sentences = [...reasonsOf(change), ...enforcementOf(change)];
  const aside = asideOf(change);
  const more = change.pairs - change.examples.length;
  return (
    <section
      aria-label="What the CNI changed"
      className={`nokey ${styles.note ?? ''}`}
      style={placeBelowMenu()}
    >
      <header className={styles.head}>
        <Network size={16} strokeWidth={1.75} className={styles.icon} />
        <h2 className={styles.title}>{titleOf(change)}</h2>
        <IconButton label="Dismiss" size="s" icon={<X size={14} />} onClick={onDismiss} />
      </header>
      <div className={styles.body}>
        {sentences.map((text) => (
          <p key={text} className={styles.reason}>
            <Sentence text={text} />
          </p>
        ))}
        {change.examples.length === 0 ? null : (
          <ul className={styles.pairs} aria-label="Pairs that differ">
            {change.examples.map((pair) => (
              <li key={`${pair.from} ${pair.to} ${pair.toTitle}`}>
                <PairButton pair={pair} />
              </li>
            ))}
          </ul>
        )}
        {more > 0 ? <p className={styles.quiet}>and {more.toLocaleString('en')} more</p> : null}
        {aside === undefined ? null : <p className={styles.quiet}>{aside}</p>}
        {change.isComplete ? null : (
          <p className={styles.quiet}>There are too many workloads to compare them all at once.</p>
        )}
      </div>
    </section>
  );
}

function PairButton({ pair }: { readonly pair: CniPair }) {
  const { select, openPanel } = useCommands();
  return (
    <button
      type="button"
      className={styles.pair}
      onClick={() => {
        select({ kind: 'path', path: pair.path });
        openPanel('why');
      }}
    >
      <span className={styles.ends}>
        <NameCode>{pair.fromTitle}</NameCode>
        <ArrowRight size={12} className={styles.arrow} aria-label="to" />
        <NameCode>{pair.toTitle}</NameCode>
      </span>
      {pairWords(pair).map(({ tone, text }) => (
        <Badge key={text} tone={tone} className={styles.ports}>
          {text}
        </Badge>
      ))}
    </button>
  );
}

/** Under the menu in which the CNI was chosen, as far as the window has room. */
function placeBelowMenu(): React.CSSProperties {
  const menu = document.querySelector<HTMLElement>('[data-anchor="cni"]');
  const wished = menu?.getBoundingClientRect().left ?? 12;
  return { left: `max(12px, min(${Math.round(wished)}px, calc(100vw - 392px)))` };
}
