import { FileCode, Grid3x3, Redo2, Undo2, Workflow } from 'lucide-react';
import { Suspense } from 'react';
import type { MainView } from '../../workspace/types';
import { useCommands, useWorkspace } from '../app-context';
import { IconButton } from '../kit/IconButton';
import { Mark } from '../kit/Mark';
import { PanelBoundary } from '../kit/PanelBoundary';
import { Segmented } from '../kit/Segmented';
import type { SegmentedOption } from '../kit/Segmented';
import { Toolbar } from '../kit/Toolbar';
import { CniMenu } from './CniMenu';
import { ExportMenu } from './ExportMenu';
import { CheckPath } from './slots';
import { ThemeMenu } from './ThemeMenu';
import styles from './TopBar.module.css';
import { useRoom } from './use-room';
import { WorkspaceMenu } from './WorkspaceMenu';

const views: readonly SegmentedOption<MainView>[] = [
  { value: 'graph', label: 'Graph', icon: <Workflow size={14} /> },
  { value: 'matrix', label: 'Matrix', icon: <Grid3x3 size={14} /> },
];
const viewsWithEditor: readonly SegmentedOption<MainView>[] = [
  ...views,
  { value: 'editor', label: 'Editor', icon: <FileCode size={14} /> },
];
const viewsToRead: readonly SegmentedOption<MainView>[] = viewsWithEditor.slice(1);

export function TopBar() {
  const room = useRoom();
  const { show, undo, redo } = useCommands();
  const view = useWorkspace((state) => state.view);
  const canUndo = useWorkspace((state) => state.canUndo);
  const canRedo = useWorkspace((state) => state.canRedo);
  const follows = useWorkspace((state) => state.role === 'follower');
  const isWide = room === 'wide';
  const isPhone = room === 'phone';
  const options = isWide ? views : isPhone ? viewsToRead : viewsWithEditor;
  const shown = options.some((option) => option.value === view) ? view : (options[0]?.value ?? 'graph');
  return (
    <header className={styles.bar} data-region="top">
      <span className={styles.brand}>
        <Mark />
        <h1 className={isWide ? styles.name : 'visually-hidden'}>Drawbridge</h1>
      </span>
      <Toolbar label="Workspace" className={styles.group}>
        <WorkspaceMenu />
        <span className={styles.rule} />
        <CniMenu compact={isPhone} />
      </Toolbar>
      <Segmented
        label="View"
        value={shown}
        options={options}
        onChange={show}
        iconsOnly={room === 'narrow' || isPhone}
      />
      <span className={styles.grow} />
      <span className={isWide ? styles.check : styles.checkSmall} data-slot="check-path">
        <PanelBoundary name="Check a path">
          <Suspense fallback={null}>
            <CheckPath compact={!isWide} />
          </Suspense>
        </PanelBoundary>
      </span>
      <span className={styles.grow} />
      <Toolbar label="Edit and export" className={styles.group}>
        {isPhone ? null : (
          <>
            <IconButton
              label={canUndo === undefined ? 'Undo' : `Undo: ${canUndo}`}
              keys="mod+Z"
              icon={<Undo2 size={16} />}
              disabled={canUndo === undefined || follows}
              onClick={undo}
            />
            <IconButton
              label={canRedo === undefined ? 'Redo' : `Redo: ${canRedo}`}
              keys="mod+Shift+Z"
              icon={<Redo2 size={16} />}
              disabled={canRedo === undefined || follows}
              onClick={redo}
            />
            <span className={styles.rule} />
          </>
        )}
        <ExportMenu compact={!isWide} />
        <ThemeMenu />
      </Toolbar>
    </header>
  );
}
