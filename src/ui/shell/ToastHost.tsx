import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { useCommands, useWorkspace } from '../app-context';
import { Button } from '../kit/Button';
import { IconButton } from '../kit/IconButton';
import { classes } from '../kit/classes';
import styles from './ToastHost.module.css';

const shownFor = 5000;

/** One message at a time at the foot of the window. A lasting one stays until it is answered. */
export function ToastHost() {
  const toast = useWorkspace((state) => state.toast);
  const { dismissToast, actOnToast } = useCommands();
  const id = toast?.id;
  const lasting = toast?.lasting === true;
  useEffect(() => {
    if (id === undefined || lasting) return undefined;
    const timer = setTimeout(dismissToast, shownFor);
    return () => clearTimeout(timer);
  }, [id, lasting, dismissToast]);
  return (
    <div className={styles.host} role="status" aria-live="polite">
      {toast === undefined ? null : (
        <div key={toast.id} className={classes(styles.toast, lasting && styles.lasting)}>
          {lasting ? (
            <TriangleAlert size={16} className={styles.alert} />
          ) : (
            <CircleCheck size={16} className={styles.icon} />
          )}
          <span className={styles.text}>{toast.text}</span>
          {toast.undo ? (
            <Button size="s" onClick={actOnToast}>
              Undo
            </Button>
          ) : null}
          {toast.download ? (
            <Button size="s" variant="line" onClick={actOnToast}>
              Download a copy
            </Button>
          ) : null}
          {lasting ? (
            <IconButton label="Dismiss" size="s" icon={<X size={14} />} onClick={dismissToast} />
          ) : null}
        </div>
      )}
    </div>
  );
}
