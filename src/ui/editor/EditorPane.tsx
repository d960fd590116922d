import { useEffect, useRef, useState } from 'react';
import { useApp, useWorkspace } from '../app-context';
import { Blank } from '../kit/Blank';
import { classes } from '../kit/classes';
import type { CaretSelector } from './caret';
import styles from './EditorPane.module.css';
import { NearMisses } from './NearMisses';
import { openEditor, type OpenEditor } from './open-editor';
import { ShapesColumn } from './ShapesColumn';
import type { Sheet } from './sheets';

/** Narrower editors show shapes as glyphs in the margin. In px. */
const roomForColumn = 400;

/** The text of the active file. */
export function EditorPane() {
  const app = useApp();
  const host = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<OpenEditor>();
  const [sheet, setSheet] = useState<Sheet>();
  const [large, setLarge] = useState(false);
  const [found, setFound] = useState<CaretSelector>();
  const [answered, setAnswered] = useState(0);
  const name = useWorkspace((state) => state.files.find((file) => file.id === state.activeFile)?.name);

  useEffect(() => {
    if (host.current === null) return;
    const editor = openEditor(app, host.current, {
      onShow: (shown) => {
        setSheet(shown);
        setLarge(shown?.isLarge() === true);
      },
      onAnswer: () => setAnswered((count) => count + 1),
      onSelector: setFound,
    });
    setOpened(editor);
    return () => {
      setOpened(undefined);
      editor.dispose();
    };
  }, [app]);

  useEffect(() => {
    opened?.view.updateOptions({ ariaLabel: `Text of ${name ?? 'no file'}` });
  }, [opened, name]);

  const wide = useWidth(host) >= roomForColumn;

  useEffect(() => {
    opened?.glyphs.update(!wide);
  }, [opened, wide, answered]);

  return (
    <div className={styles.pane}>
      <div
        ref={host}
        // `monaco-component`: the colors of its menus, which stand outside the editor's own element.
        className={classes(styles.host, 'monaco-component', 'nokey')}
        data-region-focus
        tabIndex={-1}
        hidden={sheet === undefined}
        onFocus={(event) => {
          if (event.target === event.currentTarget) opened?.view.focus();
        }}
      />
      {opened !== undefined && sheet !== undefined && wide ? (
        <ShapesColumn view={opened.view} tracker={opened.shapes} answered={answered} />
      ) : null}
      {opened === undefined ? null : <NearMisses view={opened.view} found={found} />}
      {large ? (
        <p className={styles.note}>This file is large: colors, folding, lenses and shapes are off.</p>
      ) : null}
      {opened !== undefined && sheet === undefined ? <Blank>No file is open.</Blank> : null}
    </div>
  );
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(roomForColumn);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver((entries) => {
      const last = entries.at(-1)?.contentRect.width ?? 0;
      if (last > 0) setWidth(last);
    });
    observer.observe(element.current);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return width;
}
