import { useState, type FormEvent, type ReactNode, type RefObject } from 'react';
import type { ClusterEdit } from '../../../authoring/types';
import type { WorkloadKind } from '../../../model/cluster';
import { useApp, useWorkspace } from '../../app-context';
import { Button } from '../../kit/Button';
import { applyStep } from '../../patch/apply-candidate';
import { FloatCard } from './FloatCard';
import styles from './FloatCard.module.css';
import { readCidrs, readLabels, readPorts } from './form-words';
import type { OpenForm } from './form-state';

const kinds: readonly WorkloadKind[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'];

/** Adding a namespace, a workload or an outside address: a few fields, written as YAML. */
export function AddForm({
  form,
  frame,
  onDone,
}: {
  readonly form: NonNullable<OpenForm>;
  readonly frame: RefObject<HTMLElement | null>;
  /** The id of the node that was added, or undefined. */
  readonly onDone: (added: string | undefined) => void;
}) {
  const { engine, commands } = useApp();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const box = frame.current?.getBoundingClientRect();
  const at = { x: form.x - (box?.left ?? 0), y: form.y - (box?.top ?? 0), width: 1, height: 1 };
  const write = (edit: ClusterEdit | string, id: string) => {
    if (typeof edit === 'string') {
      setProblem(edit);
      return;
    }
    setBusy(true);
    engine.clusterEdit(edit).then(
      (result) => {
        setBusy(false);
        if (!result.ok) setProblem(result.reason.replaceAll('`', ''));
        else if (applyStep(commands, result)) onDone(id);
      },
      (error: unknown) => {
        setBusy(false);
        setProblem(error instanceof Error ? error.message : String(error));
      },
    );
  };
  const foot = (
    <>
      {problem === undefined ? null : (
        <p className={styles.error} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.foot}>
        <Button variant="primary" type="submit" disabled={busy}>
          Add
        </Button>
        <Button onClick={() => onDone(undefined)}>Cancel</Button>
      </div>
    </>
  );
  const title =
    form.kind === 'namespace'
      ? 'New namespace'
      : form.kind === 'workload'
        ? 'New workload'
        : 'New outside address';
  return (
    <FloatCard
      label={title}
      title={title}
      width={320}
      avoid={[at]}
      frame={frame}
      onClose={() => onDone(undefined)}
    >
      {form.kind === 'namespace' ? <NamespaceFields onWrite={write} foot={foot} /> : null}
      {form.kind === 'workload' ? (
        <WorkloadFields start={form.namespace} onWrite={write} foot={foot} />
      ) : null}
      {form.kind === 'outside' ? <OutsideFields onWrite={write} foot={foot} /> : null}
    </FloatCard>
  );
}

type Fields = {
  /** An edit and the id of what it adds, or what is wrong. */
  readonly onWrite: (edit: ClusterEdit | string, id: string) => void;
  readonly foot: ReactNode;
};

function Field({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      {children}
      {hint === undefined ? null : <small>{hint}</small>}
    </label>
  );
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

function submit(event: FormEvent<HTMLFormElement>, read: (form: FormData) => void): void {
  event.preventDefault();
  read(new FormData(event.currentTarget));
}

function NamespaceFields({ onWrite, foot }: Fields) {
  const read = (form: FormData) => {
    const name = text(form, 'name');
    const labels = readLabels(text(form, 'labels'));
    if (name === '') onWrite('A namespace needs a name.', '');
    else if (typeof labels === 'string') onWrite(labels, '');
    else onWrite({ kind: 'add namespace', name, labels }, `namespace/${name}`);
  };
  return (
    <form className={styles.form} onSubmit={(event) => submit(event, read)}>
      <Field label="Name">
        <input name="name" autoFocus autoComplete="off" maxLength={253} />
      </Field>
      <Field label="Labels" hint="As key=value, separated by spaces; may stay empty.">
        <input name="labels" className={styles.code} autoComplete="off" placeholder="team=platform" />
      </Field>
      {foot}
    </form>
  );
}

function WorkloadFields({ start, onWrite, foot }: Fields & { readonly start: string | undefined }) {
  const summary = useWorkspace((state) => state.summary);
  const names = (summary?.namespaces ?? []).map(({ name }) => name);
  const [name, setName] = useState('');
  const read = (form: FormData) => {
    const labels = readLabels(text(form, 'labels'));
    const ports = readPorts(text(form, 'ports'));
    const namespace = text(form, 'namespace') || 'default';
    if (name.trim() === '') return onWrite('A workload needs a name.', '');
    if (typeof labels === 'string') return onWrite(labels, '');
    if (typeof ports === 'string') return onWrite(ports, '');
    const workload = kinds.find((kind) => kind === text(form, 'kind')) ?? 'Deployment';
    const image = text(form, 'image') || 'nginx';
    onWrite(
      { kind: 'add workload', workload, namespace, name: name.trim(), labels, ports, image },
      `${workload}/${namespace}/${name.trim()}`,
    );
  };
  return (
    <form className={styles.form} onSubmit={(event) => submit(event, read)}>
      <Field label="Name">
        <input
          name="name"
          autoFocus
          autoComplete="off"
          maxLength={253}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <div className={styles.pair}>
        <Field label="Kind">
          <select name="kind" defaultValue="Deployment">
            {kinds.map((kind) => (
              <option key={kind}>{kind}</option>
            ))}
          </select>
        </Field>
        <Field label="Namespace">
          <input
            name="namespace"
            list="namespaces-known"
            defaultValue={start ?? names[0] ?? 'default'}
            autoComplete="off"
          />
        </Field>
        <datalist id="namespaces-known">
          {names.slice(0, 200).map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </div>
      <Field label="Labels" hint="Empty: app with the name.">
        <input
          name="labels"
          className={styles.code}
          autoComplete="off"
          placeholder={name.trim() === '' ? 'app=api tier=backend' : `app=${name.trim()}`}
        />
      </Field>
      <div className={styles.pair}>
        <Field label="Ports" hint="8080 http, 53/UDP">
          <input name="ports" className={styles.code} autoComplete="off" placeholder="8080" />
        </Field>
        <Field label="Image">
          <input name="image" className={styles.code} autoComplete="off" placeholder="nginx" />
        </Field>
      </div>
      {foot}
    </form>
  );
}

function OutsideFields({ onWrite, foot }: Fields) {
  const read = (form: FormData) => {
    const name = text(form, 'name');
    const cidrs = readCidrs(text(form, 'cidrs'));
    if (name === '') onWrite('An outside address needs a name.', '');
    else if (typeof cidrs === 'string') onWrite(cidrs, '');
    else onWrite({ kind: 'add outside', name, cidrs }, `outside/${name}`);
  };
  return (
    <form className={styles.form} onSubmit={(event) => submit(event, read)}>
      <Field label="Name">
        <input name="name" autoFocus autoComplete="off" maxLength={253} placeholder="payments" />
      </Field>
      <Field label="Addresses" hint="One or more CIDRs, separated by spaces. Written into Settings.">
        <input name="cidrs" className={styles.code} autoComplete="off" placeholder="203.0.113.0/24" />
      </Field>
      {foot}
    </form>
  );
}
