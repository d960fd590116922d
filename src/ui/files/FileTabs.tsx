import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useCommands, useWorkspace } from '../app-context';
import { classes } from '../kit/classes';
import { IconButton } from '../kit/IconButton';
import { FileMenu } from './FileMenu';
import styles from './FileTabs.module.css';
import { problemCounts } from './problem-counts';

/** The files of the workspace as tabs: choose, add, and reorder by dragging. */
export function FileTabs() {
  const files = useWorkspace((state) => state.files);
  const active = useWorkspace((state) => state.activeFile);
  const problems = useWorkspace((state) => state.summary?.problems);
  const follows = useWorkspace((state) => state.role === 'follower');
  const counts = useMemo(() => problemCounts(problems ?? []), [problems]);
  const { openFile, addFile, moveFile } = useCommands();
  const activeCount = active === undefined ? undefined : counts.get(active);
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const strip = useRef<HTMLDivElement>(null);

  useEffect(() => {
    strip.current
      ?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, activeCount]);

  const step = (event: KeyboardEvent) => {
    const at = files.findIndex((file) => file.id === active);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: files.length - 1 }[event.key];
    const next = to === undefined ? undefined : files[to];
    if (next === undefined) return;
    event.preventDefault();
    openFile(next.id);
    strip.current?.querySelectorAll<HTMLElement>('[role="tab"]')[files.indexOf(next)]?.focus();
  };
  const drop = (onto: string) => {
    if (dragged !== undefined && dragged !== onto) {
      moveFile(
        dragged,
        files.findIndex((file) => file.id === onto),
      );
    }
    setDragged(undefined);
    setOver(undefined);
  };

  return (
    <div className={styles.strip}>
      <div ref={strip} role="tablist" aria-label="Files" className={styles.tabs} onKeyDown={step}>
        {files.map((file) => {
          const count = counts.get(file.id);
          return (
            <button
              key={file.id}
              type="button"
              role="tab"
              id={`file-${file.id}`}
              aria-selected={file.id === active}
              tabIndex={file.id === active ? 0 : -1}
              title={file.name}
              draggable={!follows}
              className={classes(
                styles.tab,
                file.id === active && styles.on,
                file.id === over && styles.over,
              )}
              onClick={() => openFile(file.id)}
              onDragStart={(event) => {
                event.dataTransfer.setData('text/x-drawbridge-file', file.id);
                event.dataTransfer.effectAllowed = 'move';
                setDragged(file.id);
              }}
              onDragOver={(event) => {
                if (dragged === undefined) return;
                event.preventDefault();
                setOver(file.id);
              }}
              onDragEnd={() => drop(dragged ?? '')}
              onDrop={(event) => {
                if (dragged === undefined) return;
                event.preventDefault();
                event.stopPropagation();
                drop(file.id);
              }}
            >
              <span className={styles.name}>{file.name}</span>
              {count === undefined ? null : (
                <span className={classes(styles.count, count.errors > 0 ? styles.error : styles.warning)}>
                  {count.errors > 0 ? count.errors : count.warnings}
                  <span className="visually-hidden">{count.errors > 0 ? ' errors' : ' warnings'}</span>
                </span>
              )}
            </button>
          );
        })}
      </div>
      {follows ? null : (
        <IconButton
          label="New file"
          size="s"
          className={styles.add}
          icon={<Plus size={14} />}
          onClick={() => addFile('untitled.yaml', '')}
        />
      )}
      <span className={styles.grow} />
      <FileMenu />
    </div>
  );
}
