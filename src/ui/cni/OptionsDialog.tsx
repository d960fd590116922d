import { X } from 'lucide-react';
import { useAnswer, useWorkspace } from '../app-context';
import { closeDialog } from '../app/dialogs-state';
import { useClusterEdit } from '../inspector/use-cluster-edit';
import { Dialog } from '../kit/Dialog';
import { IconButton } from '../kit/IconButton';
import { NameCode, Sentence } from '../kit/NameCode';
import { OptionRow } from './OptionRow';
import { shownText } from './option-words';
import styles from './OptionsDialog.module.css';

/** The options of the CNI that change verdicts, as Settings and the engine have them. Each change is one undo step. */
export function OptionsDialog() {
  const cni = useWorkspace((state) => state.summary?.cni);
  const { value, failure } = useAnswer((engine) => engine.engineOptions(), [cni]);
  const { problem, locked, run } = useClusterEdit();
  const title = value === undefined ? 'Options' : `Options of ${value.title}`;
  const told = problem !== '' ? problem : failure;
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      title={title}
      width={640}
      about={
        value?.options.length === 0
          ? `${value.title} has no options that change verdicts.`
          : 'What changes verdicts, by the engine’s own names. It is written into the Settings document.'
      }
    >
      {told === undefined ? null : (
        <p role="alert" className={styles.problem}>
          <Sentence text={told} />
        </p>
      )}
      <ul className={styles.list} aria-label={title}>
        {value?.options.map((option) => (
          <OptionRow
            key={`${value.cni} ${option.name}`}
            option={option}
            locked={locked}
            onChange={(next) =>
              run({ kind: 'set option', name: option.name, ...(next === undefined ? {} : { value: next }) })
            }
          />
        ))}
      </ul>
      {value === undefined || value.unread.length === 0 ? null : (
        <section className={styles.unread} aria-label="Options that are not read">
          <p>Settings also name options that {value.title} does not read:</p>
          {value.unread.map(({ name, value: set }) => (
            <span key={name} className={styles.unreadItem}>
              <NameCode>{`${name}: ${shownText(set)}`.slice(0, 120)}</NameCode>
              <IconButton
                label={`Take ${name.slice(0, 60)} out of Settings`}
                size="s"
                icon={<X size={12} />}
                disabled={locked}
                onClick={() => run({ kind: 'set option', name })}
              />
            </span>
          ))}
        </section>
      )}
    </Dialog>
  );
}
