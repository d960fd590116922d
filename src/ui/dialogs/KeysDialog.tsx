import { closeDialog } from '../app/dialogs-state';
import { Dialog } from '../kit/Dialog';
import { Keys } from '../kit/Keys';
import styles from './dialogs.module.css';
import { keyGroups } from './key-list';

/** All keys on one page. */
export function KeysDialog() {
  return (
    <Dialog open onOpenChange={closeDialog} title="Keys" width={680}>
      <div className={styles.columns}>
        {keyGroups.map((group) => (
          <section key={group.title} className={styles.group}>
            <h3 className={styles.groupTitle}>{group.title}</h3>
            <ul>
              {group.keys.map((entry) => (
                <li key={entry.does} className={styles.key}>
                  <span>{entry.does}</span>
                  <span className={styles.alternatives}>
                    {entry.keys.map((keys) => (
                      <Keys key={keys} keys={keys} />
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
