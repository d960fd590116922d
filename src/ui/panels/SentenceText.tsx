import { Fragment } from 'react';
import type { Sentence } from '../../views/sentences';
import { NameCode } from '../kit/NameCode';
import styles from './SentenceText.module.css';

/** A sentence of the engine: words as words, names and code set apart. */
export function SentenceText({ words }: { readonly words: Sentence }) {
  return (
    <>
      {words.map((span, index) => (
        <Fragment key={index}>
          {span.kind === 'text' ? (
            span.text
          ) : span.kind === 'name' ? (
            <NameCode>{span.text}</NameCode>
          ) : (
            <code className={styles.code} title={span.text.length > 40 ? span.text : undefined}>
              {span.text}
            </code>
          )}
        </Fragment>
      ))}
    </>
  );
}
