import { useState } from 'react';
import { closeDialog } from '../app/dialogs-state';
import { Button } from '../kit/Button';
import { Dialog } from '../kit/Dialog';
import styles from './dialogs.module.css';

/** Asks for one name. */
export function NameDialog({
  title,
  label,
  act,
  value,
  placeholder,
  onDone,
}: {
  readonly title: string;
  readonly label: string;
  readonly act: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onDone: (value: string) => void;
}) {
  const [name, setName] = useState(value);
  const isReady = name.trim() !== '';
  const done = () => {
    if (!isReady) return;
    closeDialog();
    onDone(name.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      title={title}
      width={400}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button variant="primary" disabled={!isReady} onClick={done}>
            {act}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <label className={styles.label}>
          {label}
          <input
            className={styles.field}
            value={name}
            placeholder={placeholder}
            maxLength={200}
            autoFocus
            spellCheck={false}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
      </form>
    </Dialog>
  );
}
