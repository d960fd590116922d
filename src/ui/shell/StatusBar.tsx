import { Check, CircleAlert, CircleCheck, CircleSlash } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCommands, useWorkspace } from '../app-context';
import { Keys } from '../kit/Keys';
import styles from './StatusBar.module.css';
import { useRoom } from './use-room';

const grouped = new Intl.NumberFormat('en');

/** What is there, what is being worked on, where the caret is, and whether all is saved. */
export function StatusBar({ brief }: { readonly brief: boolean }) {
  const caret = useWorkspace((state) => state.caret);
  return (
    <footer className={styles.bar} data-region="status" aria-label="Status">
      <Contents brief={brief} />
      <Work />
      {brief ? null : <Enforcement />}
      <span className={styles.grow} />
      {brief ? null : caret === undefined ? (
        <span className={styles.item}>
          <Keys keys="mod+K" /> every command
        </span>
      ) : (
        <span className={styles.item}>
          Ln {caret.line}, Col {caret.column}
        </span>
      )}
      <Saved brief={brief} />
    </footer>
  );
}

function Contents({ brief }: { readonly brief: boolean }) {
  const workloads = useWorkspace((state) => state.summary?.workloads.length);
  const classes = useWorkspace((state) => state.summary?.classes);
  const policies = useWorkspace((state) => state.summary?.policies.length);
  const unused = useWorkspace((state) => state.summary?.unused);
  const files = useWorkspace((state) => state.files.length);
  if (workloads === undefined || policies === undefined) return null;
  if (workloads === 0 && policies === 0) return <span className={styles.item}>nothing here yet</span>;
  const others = (unused ?? []).reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <span className={styles.item}>
        {counted(workloads, 'workload')}
        {classes !== undefined && workloads > 100 && classes < workloads
          ? ` in ${counted(classes, 'class', 'classes')}`
          : ''}
      </span>
      <span className={styles.item}>{counted(policies, 'policy', 'policies')}</span>
      {brief ? null : <span className={styles.item}>{counted(files, 'file')}</span>}
      {brief || others === 0 ? null : (
        <span
          className={styles.item}
          title={(unused ?? []).map(({ kind, count }) => `${kind} ${count}`).join(', ')}
        >
          {counted(others, 'document')} of no use here
        </span>
      )}
    </>
  );
}

function Work() {
  const working = useWorkspace((state) => state.working);
  const failure = useWorkspace((state) => state.engineFailure);
  const milliseconds = useWorkspace((state) => state.summary?.milliseconds);
  const workloads = useWorkspace((state) => state.summary?.workloads.length ?? 0);
  const { stopWorking } = useCommands();
  if (working) {
    return (
      <span className={styles.item}>
        analyzing
        <button type="button" className={styles.act} onClick={stopWorking}>
          Cancel
        </button>
      </span>
    );
  }
  if (failure !== undefined) {
    return (
      <Item tone={styles.bad} icon={<CircleAlert size={12} strokeWidth={2} />} title={failure}>
        not analyzed: {failure.slice(0, 80)}
      </Item>
    );
  }
  if (milliseconds === undefined || workloads === 0) return null;
  return (
    <Item icon={<CircleCheck size={12} strokeWidth={2} />}>
      analyzed in {grouped.format(Math.max(1, Math.round(milliseconds)))} ms
    </Item>
  );
}

function Enforcement() {
  const count = useWorkspace((state) => state.summary?.notEnforced ?? 0);
  const enforces = useWorkspace((state) => state.summary?.enforces ?? true);
  const title = useWorkspace(
    (state) => state.summary?.cnis.find((cni) => cni.name === state.summary?.cni)?.title ?? '',
  );
  if (count === 0) return null;
  return (
    <Item tone={styles.unenforced} icon={<CircleSlash size={12} strokeWidth={2} />}>
      {counted(count, 'policy', 'policies')} not enforced{enforces ? ` by ${title}` : ''}
    </Item>
  );
}

function Saved({ brief }: { readonly brief: boolean }) {
  const save = useWorkspace((state) => state.save);
  const follows = useWorkspace((state) => state.role === 'follower');
  const isNarrow = useRoom() === 'phone';
  const { download } = useCommands();
  if (follows) {
    return <span className={styles.item}>{isNarrow ? 'to read only' : 'follows another tab'}</span>;
  }
  if (save.kind === 'failed') {
    return (
      <span className={styles.item}>
        <Item tone={styles.bad} icon={<CircleAlert size={12} strokeWidth={2} />} title={save.reason}>
          not saved
        </Item>
        <button type="button" className={styles.act} onClick={() => void download()}>
          Download a copy
        </button>
      </span>
    );
  }
  return <Item icon={<Check size={12} strokeWidth={2} />}>{brief ? 'saved' : 'saved on this device'}</Item>;
}

function Item(props: {
  readonly icon: ReactNode;
  readonly tone?: string | undefined;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={`${styles.item ?? ''} ${props.tone ?? ''}`} title={props.title}>
      {props.icon}
      <span>{props.children}</span>
    </span>
  );
}

function counted(count: number, word: string, several = `${word}s`): string {
  return `${grouped.format(count)} ${count === 1 ? word : several}`;
}
