import { CirclePlay, ClipboardPaste, Lock, Spline } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ReactNode, Ref } from 'react';
import { sample } from '../../workspace/sample';
import { useCommands, useWorkspace } from '../app-context';
import { chooseTool } from '../canvas/tool-state';
import { Keys } from '../kit/Keys';
import { DrawPicture, PastePicture, SamplePicture } from './StartPictures';
import { focusRegion } from './regions';
import styles from './StartScreen.module.css';

/** What an empty workspace shows: three ways to begin. */
export function StartScreen({ onDraw }: { readonly onDraw: () => void }) {
  const { newWorkspace, addFile, show, prefer } = useCommands();
  const blank = useWorkspace((state) => state.files[0]?.id);
  const { openFile } = useCommands();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const focused = document.activeElement;
    if (focused !== null && focused !== document.body) return;
    // Whoever has done something already may be typing: the first space would press the button.
    const active = 'userActivation' in navigator && navigator.userActivation.hasBeenActive;
    if (!active) first.current?.focus({ preventScroll: true });
    else focusRegion('editor');
  }, []);

  const ways = [
    () => void newWorkspace(sample.name, sample.files),
    () => {
      show('graph');
      onDraw();
      chooseTool('workload');
    },
    () => {
      if (blank === undefined) addFile('untitled.yaml', '');
      else openFile(blank);
      prefer({ editorOpen: true });
      if (!focusRegion('editor')) show('editor');
    },
  ];
  return (
    <div
      className={styles.screen}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const way = ways[Number(event.key) - 1];
        if (way !== undefined) {
          event.preventDefault();
          way();
        }
        // Text belongs into the file: the letter itself follows the focus.
        else if (event.key.length === 1 && event.key !== ' ') focusRegion('editor');
      }}
    >
      <div className={styles.column}>
        <h2 className={styles.title}>Who may talk to whom?</h2>
        <p className={styles.lead}>Draw it and get the policies. Paste policies and see what they do.</p>
        <div className={styles.ways}>
          <Way
            ref={first}
            number="1"
            icon={<CirclePlay size={16} />}
            title="Open the sample"
            picture={<SamplePicture />}
            onClick={ways[0]}
          >
            A small shop with one blocked path. Find out why, mend it, undo it.
          </Way>
          <Way
            number="2"
            icon={<Spline size={16} />}
            title="Draw from nothing"
            picture={<DrawPicture />}
            onClick={ways[1]}
          >
            Place two workloads and pull a line from gate to gate.
          </Way>
          <Way
            number="3"
            icon={<ClipboardPaste size={16} />}
            title="Paste or drop YAML"
            picture={<PastePicture />}
            onClick={ways[2]}
          >
            Policies, workloads, a whole folder, or output of kubectl.
          </Way>
        </div>
        <p className={styles.privacy}>
          <Lock size={14} />
          Everything stays in this browser. It works offline, and no request leaves this page.
        </p>
      </div>
    </div>
  );
}

function Way({
  ref,
  number,
  icon,
  title,
  picture,
  onClick,
  children,
}: {
  readonly ref?: Ref<HTMLButtonElement>;
  readonly number: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly picture: ReactNode;
  readonly onClick: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  return (
    <button ref={ref} type="button" className={styles.way} onClick={onClick}>
      <span className={styles.picture}>{picture}</span>
      <span className={styles.name}>
        {icon}
        <span className={styles.grow}>{title}</span>
        <Keys keys={number} />
      </span>
      <span className={styles.words}>{children}</span>
    </button>
  );
}
