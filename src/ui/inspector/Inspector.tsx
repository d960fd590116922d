import type { PathRef } from '../../analysis/types';
import { useCommands, useWorkspace } from '../app-context';
import { Blank } from '../kit/Blank';
import { Button } from '../kit/Button';
import styles from './Inspector.module.css';
import { NamespaceInspector } from './NamespaceInspector';
import { OutsideInspector } from './OutsideInspector';
import { PolicyInspector } from './PolicyInspector';
import { PolicyRows } from './PolicyRows';
import { WorkloadInspector } from './WorkloadInspector';

/** What the chosen thing is, and the place to change it. */
export function Inspector() {
  const selection = useWorkspace((state) => state.selection);
  switch (selection.kind) {
    case 'workload':
      return <WorkloadInspector key={selection.id} id={selection.id} />;
    case 'namespace':
      return <NamespaceInspector key={selection.name} name={selection.name} />;
    case 'outside':
      return <OutsideInspector key={selection.id} id={selection.id} />;
    case 'policy':
      return <PolicyInspector key={selection.key} policyKey={selection.key} />;
    case 'path':
      return <PathEnds path={selection.path} />;
    case 'none':
      return <Policies />;
  }
}

type PathEnd = { readonly id: string; readonly title: string; readonly kind: 'workload' | 'outside' };

/** A path is chosen: its ends are what can be looked at here. */
function PathEnds({ path }: { readonly path: PathRef }) {
  const { select } = useCommands();
  const summary = useWorkspace((state) => state.summary);
  const ends = [path.from, path.to].flatMap((id): readonly PathEnd[] => {
    const workload = summary?.workloads.find((one) => one.id === id);
    if (workload !== undefined) return [{ id, title: workload.name, kind: 'workload' }];
    const outside = summary?.outside.find((one) => one.id === id);
    return outside === undefined ? [] : [{ id, title: outside.title, kind: 'outside' }];
  });
  return (
    <Blank
      action={
        <span className={styles.badges}>
          {ends.map((end) => (
            <Button key={end.id} variant="line" onClick={() => select({ kind: end.kind, id: end.id })}>
              {end.title.slice(0, 40)}
            </Button>
          ))}
        </span>
      }
    >
      A path is chosen. Look at one of its ends.
    </Blank>
  );
}

/** Nothing is chosen: the policies stand here, so that one can be. */
function Policies() {
  const policies = useWorkspace((state) => state.summary?.policies);
  if (policies === undefined) return null;
  if (policies.length === 0) {
    return <Blank>Choose a card or a namespace to see what it is and to change it.</Blank>;
  }
  return (
    <div className={styles.policies}>
      <p className={styles.intro}>Choose a card, a namespace or a policy.</p>
      <PolicyRows policies={policies} withNamespace />
    </div>
  );
}
