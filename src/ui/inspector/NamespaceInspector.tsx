import { useCommands, useWorkspace } from '../app-context';
import { KindIcon } from '../canvas/nodes/kind-icon';
import { Badge } from '../kit/Badge';
import { Blank } from '../kit/Blank';
import { Sentence } from '../kit/NameCode';
import { PlaceLink } from '../kit/PlaceLink';
import { EndLinks } from './EndLinks';
import styles from './Inspector.module.css';
import { LabelRows } from './LabelRows';
import { PolicyRows } from './PolicyRows';
import { QuietField } from './QuietField';
import { useClusterEdit } from './use-cluster-edit';

const workloadsShown = 200;

/** A namespace: its name and labels (editable), its workloads and its policies. */
export function NamespaceInspector({ name }: { readonly name: string }) {
  const summary = useWorkspace((state) => state.summary);
  const { select } = useCommands();
  const edits = useClusterEdit();
  if (summary === undefined) return null;
  const namespace = summary.namespaces.find((one) => one.name === name);
  if (namespace === undefined) return <Blank>This namespace is no longer there. Undo brings it back.</Blank>;
  const workloads = summary.workloads.filter((workload) => workload.namespace === name);
  const policies = summary.policies.filter((policy) => policy.namespace === name);
  const of = { kind: 'namespace', name } as const;
  const editable = !namespace.inferred && namespace.place !== undefined;
  const ends = {
    items: workloads
      .slice(0, workloadsShown)
      .map((workload) => ({ id: workload.id, title: workload.name, namespace: name })),
    total: workloads.length,
  };
  return (
    <div className={styles.frame}>
      <div className={`${styles.grid ?? ''} ${styles.three ?? ''}`}>
        <div className={styles.about}>
          <h2 className={styles.name}>
            <KindIcon kind="Namespace" />
            <QuietField
              label="Name"
              value={name}
              locked={edits.locked || !editable}
              onCommit={(next) => {
                if (next !== '') {
                  edits.run({ kind: 'rename', of, name: next }, () =>
                    select({ kind: 'namespace', name: next }),
                  );
                }
              }}
            />
          </h2>
          <p className={styles.meta}>
            Namespace
            {namespace.place === undefined ? null : <PlaceLink place={namespace.place} />}
          </p>
          {namespace.inferred ? (
            <p className={styles.badges}>
              <Badge tone="inferred" title="Other documents name it, none declares it">
                inferred
              </Badge>
            </p>
          ) : null}
          {edits.problem === '' ? null : (
            <p className={styles.problem} role="alert">
              <Sentence text={edits.problem} />
            </p>
          )}
          <LabelRows of={of} labels={namespace.labels} edits={edits} editable={editable} />
        </div>
        <div>
          <h2 className={styles.head}>Policies {policies.length}</h2>
          {policies.length === 0 ? (
            <p className={styles.meta}>None: its gates are open.</p>
          ) : (
            <PolicyRows policies={policies} />
          )}
        </div>
        <div>
          <h2 className={styles.head}>Workloads {workloads.length}</h2>
          <EndLinks ends={ends} none="It has none yet." />
        </div>
      </div>
    </div>
  );
}
