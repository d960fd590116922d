import {
  ArrowUpDown,
  ChevronDown,
  ChevronUp,
  FoldVertical,
  ListFilter,
  Plug,
  SquareStack,
} from 'lucide-react';
import type { MatrixView } from '../../views/matrix-types';
import { Button } from '../kit/Button';
import { classes } from '../kit/classes';
import { IconButton } from '../kit/IconButton';
import { Menu } from '../kit/Menu';
import { MenuChoice, MenuItem, MenuSeparator } from '../kit/MenuItems';
import styles from './MatrixBar.module.css';
import { isWrongPort, sorts } from './matrix-options';
import type { MatrixOptions } from './matrix-options';
import { Tile } from './Tile';

/** The strip above the matrix: grouping, order, folding, filters, and what is not as wanted. */
export function MatrixBar({
  options,
  onChange,
  view,
  onJump,
}: {
  readonly options: MatrixOptions;
  readonly onChange: (options: MatrixOptions) => void;
  readonly view: MatrixView | undefined;
  readonly onJump: (step: 1 | -1) => void;
}) {
  const sort = sorts.find(({ value }) => value === options.sort);
  const namespaces = [
    ...new Set(
      [...(view?.rowGroups ?? []), ...(view?.columnGroups ?? [])].flatMap(({ namespace }) => namespace ?? []),
    ),
  ];
  return (
    <div className={styles.bar}>
      <Menu
        trigger={
          <Button variant="line" size="s" icon={<SquareStack size={14} />}>
            {options.grouped ? 'By namespace' : 'One list'}
            <ChevronDown size={12} />
          </Button>
        }
      >
        <MenuChoice checked={options.grouped} onSelect={() => onChange({ ...options, grouped: true })}>
          By namespace
        </MenuChoice>
        <MenuChoice
          checked={!options.grouped}
          onSelect={() => onChange({ ...options, grouped: false, folded: [] })}
        >
          One list
        </MenuChoice>
        {options.grouped && namespaces.length > 0 ? (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => onChange({ ...options, folded: namespaces })}>
              Fold every namespace
            </MenuItem>
            <MenuItem
              disabled={options.folded.length === 0}
              onSelect={() => onChange({ ...options, folded: [] })}
            >
              Unfold every namespace
            </MenuItem>
          </>
        ) : null}
      </Menu>
      <Menu
        trigger={
          <Button variant="line" size="s" icon={<ArrowUpDown size={14} />}>
            {sort?.label}
            <ChevronDown size={12} />
          </Button>
        }
      >
        {sorts.map(({ value, label }) => (
          <MenuChoice
            key={value}
            checked={options.sort === value}
            onSelect={() => onChange({ ...options, sort: value })}
          >
            {label}
          </MenuChoice>
        ))}
      </Menu>
      <Button
        variant="line"
        size="s"
        icon={<FoldVertical size={14} />}
        aria-pressed={options.foldAlike}
        onClick={() => onChange({ ...options, foldAlike: !options.foldAlike })}
      >
        Fold alike
      </Button>
      <label
        className={classes(styles.field, 'nokey')}
        title="Words narrow both; from:batch only rows, to:api only columns"
      >
        <ListFilter size={14} aria-hidden="true" />
        <input
          className={styles.input}
          value={options.filter}
          placeholder="Filter names, labels"
          aria-label="Filter names and labels"
          spellCheck={false}
          onChange={(event) => onChange({ ...options, filter: event.target.value })}
        />
      </label>
      <label className={classes(styles.field, styles.port, 'nokey')}>
        <Plug size={14} aria-hidden="true" />
        <input
          className={styles.input}
          value={options.port}
          placeholder="Port"
          aria-label="Only this port"
          aria-invalid={isWrongPort(options.port)}
          spellCheck={false}
          onChange={(event) => onChange({ ...options, port: event.target.value })}
        />
      </label>
      <span className={styles.grow} />
      {view === undefined ? null : <Mismatches view={view} onJump={onJump} />}
    </div>
  );
}

function Mismatches({
  view,
  onJump,
}: {
  readonly view: MatrixView;
  readonly onJump: (step: 1 | -1) => void;
}) {
  const { blocked, unwanted } = view.counts;
  if (blocked + unwanted === 0) {
    return <span className={styles.counts}>{view.pairs} pairs, none against a wish</span>;
  }
  return (
    <span className={styles.counts}>
      {blocked === 0 ? null : (
        <span className={styles.count}>
          <Tile meaning="blocked" />
          <b>{blocked}</b>
          <span className="visually-hidden">blocked</span>
        </span>
      )}
      {unwanted === 0 ? null : (
        <span className={styles.count}>
          <Tile meaning="unwanted" />
          <b>{unwanted}</b>
          <span className="visually-hidden">not wanted</span>
        </span>
      )}
      <span className={styles.of}>of {view.pairs} pairs are not as wanted</span>
      <IconButton
        size="s"
        label="Previous mismatch"
        keys="["
        icon={<ChevronUp size={14} />}
        onClick={() => onJump(-1)}
      />
      <IconButton
        size="s"
        label="Next mismatch"
        keys="]"
        icon={<ChevronDown size={14} />}
        onClick={() => onJump(1)}
      />
    </span>
  );
}
