import { Fragment } from 'react';
import styles from './NameCode.module.css';

/** A name of the person's own: a workload, a policy, a label. */
export function NameCode({ children }: { readonly children: string }) {
  return (
    <code className={styles.name} title={children.length > 40 ? children : undefined}>
      {children}
    </code>
  );
}

/** A sentence whose names stand in backticks, each name set as `NameCode`. */
export function Sentence({ text }: { readonly text: string }) {
  const parts = text.split('`');
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index % 2 === 1 && index < parts.length - 1 ? <NameCode>{part}</NameCode> : part}
        </Fragment>
      ))}
    </>
  );
}
