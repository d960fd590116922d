import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { ClusterObject } from '../../authoring/types';
import { namespaceNameLabel } from '../../model/labels';
import { Button } from '../kit/Button';
import { IconButton } from '../kit/IconButton';
import { QuietField } from './QuietField';
import styles from './Rows.module.css';
import type { ClusterEdits } from './use-cluster-edit';

/** Labels, each editable in place; `fixed` ones are those that the owner's own selector asks for. */
export function LabelRows({
  of,
  labels,
  fixed = [],
  edits,
  editable,
}: {
  readonly of: ClusterObject;
  readonly labels: readonly (readonly [string, string])[];
  readonly fixed?: readonly string[];
  readonly edits: ClusterEdits;
  readonly editable: boolean;
}) {
  const [isAdding, setAdding] = useState(false);
  const locked = edits.locked || !editable;
  const add = (text: string) => {
    setAdding(false);
    const [key = '', ...rest] = text.split(/[=:]/u);
    if (key.trim() !== '') {
      edits.run({ kind: 'set label', of, key: key.trim(), value: rest.join('=').trim() });
    }
  };
  return (
    <section className={styles.rows} aria-label="Labels">
      <h3 className={styles.head}>Labels</h3>
      {labels.map(([key, value]) => {
        const own = key === namespaceNameLabel;
        const isLocked = locked || own;
        return (
          <div key={key} className={styles.row}>
            <QuietField
              label={`Key of label ${key}`}
              value={key}
              locked={isLocked}
              className={styles.key}
              onCommit={(to) => {
                if (to !== '') edits.run({ kind: 'rename label', of, key, to });
              }}
            />
            <span className={styles.sign}>=</span>
            <QuietField
              label={`Value of label ${key}`}
              value={value}
              locked={isLocked}
              className={styles.value}
              onCommit={(next) => edits.run({ kind: 'set label', of, key, value: next })}
            />
            {own ? <span className={styles.note}>set by the API server</span> : null}
            {fixed.includes(key) ? (
              <span className={styles.note} title="The workload's own selector asks for it">
                its selector
              </span>
            ) : null}
            {isLocked || fixed.includes(key) ? null : (
              <IconButton
                size="s"
                label={`Remove label ${key}`}
                className={styles.remove}
                icon={<X size={12} />}
                onClick={() => edits.run({ kind: 'remove label', of, key })}
              />
            )}
          </div>
        );
      })}
      {locked ? null : isAdding ? (
        <AddField label="New label" placeholder="key=value" onDone={add} />
      ) : (
        <Button size="s" icon={<Plus size={12} />} onClick={() => setAdding(true)}>
          Label
        </Button>
      )}
    </section>
  );
}

/** A field that is there only until something is added or given up. */
export function AddField({
  label,
  placeholder,
  onDone,
}: {
  readonly label: string;
  readonly placeholder: string;
  /** With empty text where it was given up. */
  readonly onDone: (text: string) => void;
}) {
  const [text, setText] = useState('');
  return (
    <input
      className={`${styles.add ?? ''} nokey`}
      aria-label={label}
      placeholder={placeholder}
      autoFocus
      value={text}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(text);
        if (event.key === 'Escape') {
          event.stopPropagation();
          onDone('');
        }
      }}
    />
  );
}
