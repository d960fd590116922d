import { Check, PanelBottom, X } from 'lucide-react';
import { Suspense, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { PanelTab } from '../../workspace/types';
import { useCommands, useWorkspace } from '../app-context';
import { classes } from '../kit/classes';
import { IconButton } from '../kit/IconButton';
import { PanelBoundary } from '../kit/PanelBoundary';
import styles from './PanelRegion.module.css';
import { ExpectationsPanel, Inspector, ProblemsPanel, WhyPanel } from './slots';

const tabs: readonly PanelTab[] = ['why', 'problems', 'expectations', 'inspector'];
const titles: Readonly<Record<PanelTab, string>> = {
  why: 'Why',
  problems: 'Problems',
  expectations: 'Expectations',
  inspector: 'Inspector',
};

/** The panel at the foot: a strip of tabs, and below it what is chosen. Choosing the chosen one again shuts it. */
export function PanelRegion({
  isOpen,
  onToggle,
}: {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const panel = useWorkspace((state) => state.panel);
  const revision = useWorkspace((state) => state.summary?.revision);
  const { openPanel } = useCommands();
  const strip = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent) => {
    const at = tabs.indexOf(panel);
    const to = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    const next = to === undefined ? undefined : tabs[to];
    if (next === undefined) return;
    event.preventDefault();
    openPanel(next);
    strip.current?.querySelector<HTMLElement>(`[data-panel="${next}"]`)?.focus();
  };
  return (
    <div className={styles.panel}>
      <div className={styles.strip}>
        <div ref={strip} role="tablist" aria-label="Panels" className={styles.tabs} onKeyDown={step}>
          {tabs.map((tab) => (
            <button
              key={tab}
              type="button"
              role="tab"
              id={`panel-tab-${tab}`}
              data-panel={tab}
              aria-selected={tab === panel}
              aria-controls={isOpen && tab === panel ? 'panel-body' : undefined}
              tabIndex={tab === panel ? 0 : -1}
              className={classes(styles.tab, tab === panel && isOpen && styles.on)}
              onClick={() => {
                if (tab === panel && isOpen) onToggle();
                else openPanel(tab);
              }}
            >
              {titles[tab]}
              <TabCounts tab={tab} />
            </button>
          ))}
        </div>
        <span className={styles.grow} />
        <IconButton
          label={isOpen ? 'Hide the panel' : 'Show the panel'}
          keys="mod+J"
          size="s"
          icon={<PanelBottom size={14} />}
          onClick={onToggle}
        />
      </div>
      {isOpen ? (
        <div id="panel-body" role="tabpanel" aria-labelledby={`panel-tab-${panel}`} className={styles.body}>
          <PanelBoundary key={panel} name={titles[panel]} retryKey={revision}>
            <Suspense fallback={null}>{bodyOf(panel)}</Suspense>
          </PanelBoundary>
        </div>
      ) : null}
    </div>
  );
}

function bodyOf(panel: PanelTab): ReactNode {
  switch (panel) {
    case 'why':
      return <WhyPanel />;
    case 'problems':
      return <ProblemsPanel />;
    case 'expectations':
      return <ExpectationsPanel />;
    case 'inspector':
      return <Inspector />;
  }
}

function TabCounts({ tab }: { readonly tab: PanelTab }) {
  const problems = useWorkspace((state) => state.summary?.problems);
  const statements = useWorkspace((state) => state.summary?.statements);
  if (tab === 'problems') {
    const counted = problems?.filter((problem) => problem.severity !== 'info') ?? [];
    if (counted.length === 0) return null;
    const worst = counted.some((problem) => problem.severity === 'error');
    return <span className={classes(styles.count, worst ? styles.bad : styles.fair)}>{counted.length}</span>;
  }
  if (tab === 'expectations' && statements !== undefined && statements.length > 0) {
    const met = statements.filter((statement) => statement.status === 'holds').length;
    const failing = statements.filter((statement) => statement.status === 'fails').length;
    return (
      <>
        <Count tone={styles.good} icon={<Check size={12} strokeWidth={2} />} count={met} word="met" />
        {failing === 0 ? null : (
          <Count tone={styles.bad} icon={<X size={12} strokeWidth={2} />} count={failing} word="failing" />
        )}
      </>
    );
  }
  return null;
}

function Count(props: {
  readonly tone: string | undefined;
  readonly icon: ReactNode;
  readonly count: number;
  readonly word: string;
}) {
  return (
    <span className={classes(styles.count, props.tone)}>
      {props.icon}
      {props.count}
      <span className="visually-hidden">{props.word}</span>
    </span>
  );
}
