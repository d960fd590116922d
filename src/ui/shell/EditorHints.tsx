import { Boxes, Copy, FileText } from 'lucide-react';
import { useCommands } from '../app-context';
import { IconButton } from '../kit/IconButton';
import styles from './EditorHints.module.css';

const command = 'kubectl get ns,deploy,sts,ds,svc,netpol -A -o yaml';

/** What to put into an empty file. It lies below the first line and lets the pointer through to the editor. */
export function EditorHints() {
  const { say } = useCommands();
  const copy = () => {
    navigator.clipboard.writeText(command).then(
      () => say('Copied the command'),
      () => say('This browser does not let the page copy.'),
    );
  };
  return (
    <div className={styles.hints}>
      <p className={styles.first}>Paste here, or drop a folder on the window</p>
      <p>What a cluster has today, without secrets:</p>
      <div className={styles.command}>
        <code>{command}</code>
        <IconButton label="Copy the command" size="s" icon={<Copy size={14} />} onClick={copy} />
      </div>
      <p className={styles.title}>Drawbridge reads</p>
      <p className={styles.row}>
        <FileText size={14} /> NetworkPolicy, and the cluster&apos;s own policies for administrators
      </p>
      <p className={styles.row}>
        <FileText size={14} /> Calico: policies, tiers, network sets, host endpoints
      </p>
      <p className={styles.row}>
        <FileText size={14} /> Cilium: policies, CIDR groups
      </p>
      <p className={styles.row}>
        <Boxes size={14} /> workloads, namespaces, Services, nodes
      </p>
      <p className={styles.note}>
        No workloads in what you paste? They are inferred from the selectors and marked so.
      </p>
    </div>
  );
}
