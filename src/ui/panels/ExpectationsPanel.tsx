import { useVirtualizer } from '@tanstack/react-virtual';
import {
  ArrowRight,
  Check,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleX,
  CornerDownLeft,
  X,
} from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { StatementSummary } from '../../analysis/types';
import type { StatementStatus } from '../../expectations/types';
import { useCommands, useWorkspace } from '../app-context';
import { chooseTool } from '../canvas/tool-state';
import { Blank } from '../kit/Blank';
import { Button } from '../kit/Button';
import { classes } from '../kit/classes';
import { Keys } from '../kit/Keys';
import { NameCode, Sentence } from '../kit/NameCode';
import { PlaceLink } from '../kit/PlaceLink';
import styles from './ExpectationsPanel.module.css';
import { useRowKeys } from './use-row-keys';

const rowHeight = 28;
const order: Readonly<Record<StatementStatus, number>> = { fails: 0, cannotTell: 1, vacuous: 2, holds: 3 };
const noStatements: readonly StatementSummary[] = [];
type Filter = 'all' | 'failing' | 'met';

/** What is wanted, and whether it is so: what fails first. A click shows the path. */
export function ExpectationsPanel() {
  const statements = useWorkspace((state) => state.summary?.statements) ?? noStatements;
  const { show } = useCommands();
  const [filter, setFilter] = useState<Filter>('all');
  const sorted = useMemo(
    () => [...statements].sort((a, b) => order[a.status] - order[b.status]),
    [statements],
  );
  const failing = sorted.filter((statement) => statement.status !== 'holds');
  const met = sorted.filter((statement) => statement.status === 'holds');
  if (statements.length === 0) {
    return (
      <Blank
        action={
          <Button
            variant="line"
            onClick={() => {
              show('graph');
              chooseTool('draw');
            }}
          >
            Draw a line
            <Keys keys="E" />
          </Button>
        }
      >
        Nothing is wanted yet. Draw a line from gate to gate, and it is written down here.
      </Blank>
    );
  }
  const shown = { all: sorted, failing, met }[filter];
  const options = [
    { value: 'all', label: 'All', count: sorted.length, icon: null },
    { value: 'failing', label: 'Failing', count: failing.length, icon: <X size={14} aria-hidden="true" /> },
    { value: 'met', label: 'Met', count: met.length, icon: <Check size={14} aria-hidden="true" /> },
  ] as const;
  return (
    <div className={styles.panel}>
      <div className={styles.bar} role="group" aria-label="Show">
        {options.map(({ value, label, count, icon }) => (
          <Button
            key={value}
            size="s"
            icon={icon}
            aria-pressed={filter === value}
            onClick={() => setFilter(value)}
          >
            {label} {count}
          </Button>
        ))}
      </div>
      {shown.length === 0 ? (
        <Blank>{filter === 'failing' ? 'Everything that is wanted is so.' : 'None of them holds yet.'}</Blank>
      ) : (
        <StatementList statements={shown} />
      )}
    </div>
  );
}

function StatementList({ statements }: { readonly statements: readonly StatementSummary[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: statements.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const keys = useRowKeys(statements.length, (row) => rows.scrollToIndex(row), scroller);
  return (
    <div ref={scroller} className={styles.scroller} {...keys.container}>
      <ul className={styles.list} style={{ height: rows.getTotalSize() }} aria-label="Expectations">
        {rows.getVirtualItems().map(({ index, start }) => {
          const statement = statements[index];
          if (statement === undefined) return null;
          return (
            <li key={statement.id} className={styles.row} style={{ transform: `translateY(${start}px)` }}>
              <StatementRow
                statement={statement}
                row={index}
                tabIndex={keys.current === index ? 0 : -1}
                onFocus={() => keys.focused(index)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function StatementRow({
  statement,
  row,
  tabIndex,
  onFocus,
}: {
  readonly statement: StatementSummary;
  readonly row: number;
  readonly tabIndex: number;
  readonly onFocus: () => void;
}) {
  const { select, openPanel, revealPlace } = useCommands();
  const selection = useWorkspace((state) => state.selection);
  const { example, place } = statement;
  const isShown =
    selection.kind === 'path' &&
    example !== undefined &&
    selection.path.from === example.from &&
    selection.path.to === example.to &&
    selection.path.port === example.port &&
    selection.path.protocol === example.protocol;
  const show = () => {
    if (example === undefined) {
      revealPlace(place);
    } else {
      select({ kind: 'path', path: example });
      if (isShown) openPanel('why');
    }
  };
  return (
    <div className={classes(styles.cells, isShown && styles.on)}>
      <button
        type="button"
        className={styles.main}
        data-row={row}
        tabIndex={tabIndex}
        aria-current={isShown || undefined}
        onFocus={onFocus}
        onClick={show}
      >
        <StatusIcon status={statement.status} />
        <span className={styles.who}>
          <NameCode>{statement.from}</NameCode>
          <ArrowRight size={14} role="img" aria-label="to" className={styles.arrow} />
          <NameCode>{statement.to}</NameCode>
          <span className={styles.port}>{statement.ports}</span>
        </span>
        <span className={styles.wanted}>wanted: {statement.verdict}</span>
        <span className={styles.happens} title={statement.reason ?? statement.because}>
          <Happens statement={statement} />
        </span>
        {isShown ? (
          <span className={styles.again}>
            why <CornerDownLeft size={12} aria-hidden="true" />
          </span>
        ) : null}
      </button>
      <PlaceLink place={place} tabIndex={-1} />
    </div>
  );
}

function Happens({ statement }: { readonly statement: StatementSummary }) {
  const { status, reason, because, pairs, failingPairs, verdict } = statement;
  if (reason !== undefined) return <Sentence text={reason} />;
  switch (status) {
    case 'holds':
      return <>{because ?? (pairs > 1 ? `${verdict} on all ${pairs} pairs` : verdict)}</>;
    case 'fails':
      return <>{pairs > 1 ? `${failingPairs} of ${pairs} pairs are not` : `it is not ${verdict}`}</>;
    case 'cannotTell':
      return <>it cannot be told</>;
    case 'vacuous':
      return <>it speaks of nothing that is here</>;
  }
}

const statuses = {
  holds: { icon: CircleCheck, label: 'Holds', tone: styles.holds },
  fails: { icon: CircleX, label: 'Fails', tone: styles.fails },
  cannotTell: { icon: CircleDot, label: 'Cannot be told', tone: styles.unknown },
  vacuous: { icon: CircleDashed, label: 'Speaks of nothing', tone: styles.vacuous },
} as const;

function StatusIcon({ status }: { readonly status: StatementStatus }) {
  const { icon: Icon, label, tone } = statuses[status];
  return <Icon size={14} role="img" aria-label={label} className={classes(styles.icon, tone)} />;
}
