import { CircleX, Info, TriangleAlert } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Problem } from '../../analysis/types';
import type { Severity } from '../../yaml/types';
import { useAnswer, useCommands, useWorkspace } from '../app-context';
import { Blank } from '../kit/Blank';
import { classes } from '../kit/classes';
import { Menu } from '../kit/Menu';
import { MenuItem } from '../kit/MenuItems';
import { PlaceLink } from '../kit/PlaceLink';
import { Sentence } from '../kit/NameCode';
import styles from './ProblemsPanel.module.css';
import { useRowKeys } from './use-row-keys';

const rowHeight = 32;
const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
const noProblems: readonly Problem[] = [];

/** Everything that is off in the texts, the gravest first. */
export function ProblemsPanel() {
  const problems = useWorkspace((state) => state.summary?.problems) ?? noProblems;
  const sorted = useMemo(
    () => [...problems].sort((a, b) => order[a.severity] - order[b.severity]),
    [problems],
  );
  if (sorted.length === 0) return <Blank>Every document can be read and is valid.</Blank>;
  return <ProblemList problems={sorted} />;
}

function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const { revealPlace } = useCommands();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: problems.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const keys = useRowKeys(problems.length, (row) => rows.scrollToIndex(row), scroller);
  return (
    <div ref={scroller} className={styles.scroller} {...keys.container}>
      <ul className={styles.list} style={{ height: rows.getTotalSize() }} aria-label="Problems">
        {rows.getVirtualItems().map(({ index, start }) => {
          const problem = problems[index];
          if (problem === undefined) return null;
          return (
            <li key={index} className={styles.row} style={{ transform: `translateY(${start}px)` }}>
              <button
                type="button"
                className={styles.main}
                data-row={index}
                tabIndex={keys.current === index ? 0 : -1}
                onFocus={() => keys.focused(index)}
                onClick={() => revealPlace(problem.place)}
              >
                <SeverityIcon severity={problem.severity} />
                <span className={styles.words} title={problem.message}>
                  <Sentence text={problem.message} />
                </span>
              </button>
              <FixMenu problem={problem} />
              <PlaceLink place={problem.place} tabIndex={-1} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const severities = {
  error: { icon: CircleX, label: 'Error', tone: styles.error },
  warning: { icon: TriangleAlert, label: 'Warning', tone: styles.warning },
  info: { icon: Info, label: 'Note', tone: styles.info },
} as const;

function SeverityIcon({ severity }: { readonly severity: Severity }) {
  const { icon: Icon, label, tone } = severities[severity];
  return <Icon size={14} role="img" aria-label={label} className={classes(styles.icon, tone)} />;
}

/** `Fix`, or `Fixes 2`: what the editor offers at the place. */
function FixMenu({ problem }: { readonly problem: Problem }) {
  const { file, start, end } = problem.place;
  const follows = useWorkspace((state) => state.role === 'follower');
  const revision = useWorkspace((state) => state.summary?.revision);
  const { change } = useCommands();
  const { value } = useAnswer(
    (engine) => engine.quickFixes(file, start, end),
    [file, start, end, problem.code],
  );
  const fixes = value?.filter((fix) => fix.code === undefined || fix.code === problem.code) ?? [];
  const [first] = fixes;
  if (first === undefined || follows) return null;
  const apply = ({ title, edits }: typeof first) =>
    change({ label: title, edits, ...(revision === undefined ? {} : { revision }) });
  if (fixes.length === 1) {
    return (
      <button type="button" className={styles.fix} title={first.title} onClick={() => apply(first)}>
        Fix
      </button>
    );
  }
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={styles.fix}>
          Fixes {fixes.length}
        </button>
      }
    >
      {fixes.map((fix, index) => (
        <MenuItem key={index} onSelect={() => apply(fix)}>
          {fix.title}
        </MenuItem>
      ))}
    </Menu>
  );
}
