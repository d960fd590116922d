import { Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useCommands, useWorkspace } from '../app-context';
import { IconButton } from '../kit/IconButton';
import { Popover } from '../kit/Popover';
import { classes } from '../kit/classes';
import { defaultPreferences } from '../../workspace/preferences';
import { EditorRegion, EditorStrip } from './EditorRegion';
import styles from './Frame.module.css';
import { MainRegion } from './MainRegion';
import { PanelRegion } from './PanelRegion';
import { Rail } from './Rail';
import { Splitter } from './Splitter';
import { StatusBar } from './StatusBar';
import { TopBar } from './TopBar';
import { useRoom, useWindowSize } from './use-room';

const leastEditor = 360;
const leastPanel = 160;

/** The frame: where everything stands, and how it gives way when there is less room. */
export function Frame() {
  const room = useRoom();
  const size = useWindowSize();
  const frame = useRef<HTMLDivElement>(null);
  const { prefer, show } = useCommands();
  const { editorOpen, panelOpen, editorWidth, panelHeight } = useWorkspace((state) => state.preferences);
  const wished = useWorkspace((state) => state.view);
  const reveal = useWorkspace((state) => state.reveal?.nonce);
  const isWide = room === 'wide';
  const isPhone = room === 'phone';
  const hasRail = isWide || room === 'medium';
  const isSheet = room === 'narrow' || isPhone;

  const lastReveal = useRef(reveal);
  useEffect(() => {
    if (reveal === undefined || reveal === lastReveal.current) return;
    lastReveal.current = reveal;
    if (!isWide) show('editor');
  }, [reveal, isWide, show]);

  const view = isWide && wished === 'editor' ? 'graph' : isPhone && wished === 'graph' ? 'matrix' : wished;
  const mostEditor = Math.round(size.width * 0.6);
  const mostPanel = Math.round(size.height * 0.6);
  const width = Math.min(Math.max(editorWidth, leastEditor), mostEditor);
  const height = Math.min(Math.max(panelHeight, leastPanel), mostPanel);
  const dragEditor = (size: number) => frame.current?.style.setProperty('--editor-now', `${size}px`);
  const dragPanel = (size: number) => frame.current?.style.setProperty('--panel-now', `${size}px`);
  const sizes = { '--editor-now': `${width}px`, '--panel-now': `${height}px` } as React.CSSProperties;

  return (
    <div
      ref={frame}
      style={sizes}
      className={classes(
        styles.frame,
        !hasRail && styles.noRail,
        !isWide && styles.noSide,
        isWide && !editorOpen && styles.sideShut,
        !panelOpen && styles.panelShut,
        isSheet && styles.sheet,
      )}
    >
      <TopBar />
      {hasRail ? <Rail /> : null}
      <MainRegion view={view} />
      {room === 'narrow' && view === 'graph' ? <FloatingRail /> : null}
      {isWide ? (
        <section className={styles.side} data-region="editor" aria-label="Editor">
          {editorOpen ? (
            <>
              <Splitter
                label="Width of the editor"
                direction="columns"
                size={width}
                least={leastEditor}
                most={mostEditor}
                usual={defaultPreferences.editorWidth}
                onDrag={dragEditor}
                onChange={(wished) => prefer({ editorWidth: wished })}
              />
              <EditorRegion />
            </>
          ) : (
            <EditorStrip />
          )}
        </section>
      ) : null}
      <section className={styles.foot} data-region="panel" aria-label="Panel">
        {panelOpen ? (
          <Splitter
            label="Height of the panel"
            direction="rows"
            size={height}
            least={leastPanel}
            most={mostPanel}
            usual={defaultPreferences.panelHeight}
            onDrag={dragPanel}
            onChange={(wished) => prefer({ panelHeight: wished })}
          />
        ) : null}
        <PanelRegion isOpen={panelOpen} onToggle={() => prefer({ panelOpen: !panelOpen })} />
      </section>
      <StatusBar brief={isSheet} />
    </div>
  );
}

/** The rail where there is no room for it: behind a button over the canvas. */
function FloatingRail() {
  return (
    <div className={styles.floating}>
      <Popover
        label="Tools"
        side="bottom"
        trigger={<IconButton label="Tools" size="l" variant="line" icon={<Plus size={18} />} />}
      >
        <Rail floating />
      </Popover>
    </div>
  );
}
