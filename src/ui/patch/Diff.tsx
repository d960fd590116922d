import { Minus, Plus } from 'lucide-react';
import type { DiffLine, FileDiff } from '../../authoring/types';
import { classes } from '../kit/classes';
import styles from './Diff.module.css';

/** More lines than these scroll; a diff longer than this is cut, with the number of lines left out. */
const drawUpTo = 400;

/** What a step does to each file, with the line numbers of the files. */
export function Diff({ files }: { readonly files: readonly FileDiff[] }) {
  return (
    <div className={styles.files}>
      {files.map((file) => (
        <FileLines key={`${file.file ?? ''} ${file.name}`} file={file} />
      ))}
    </div>
  );
}

function FileLines({ file }: { readonly file: FileDiff }) {
  const all = file.hunks.reduce((sum, { lines }) => sum + lines.length, 0);
  return (
    <figure className={styles.diff} aria-label={`Changes in ${file.name}`}>
      <figcaption>
        {file.name}
        {file.file === undefined ? ' · new file' : ''}
        {file.about === '' ? '' : ` · ${file.about}`}
      </figcaption>
      <div className={styles.lines} tabIndex={0} role="group" aria-label="Lines">
        {file.hunks.map((hunk, index) => {
          const before = file.hunks.slice(0, index).reduce((sum, { lines }) => sum + lines.length, 0);
          const shown = hunk.lines.slice(0, Math.max(0, drawUpTo - before));
          return (
            <div key={index} className={styles.hunk}>
              {shown.map((line, at) => (
                <Line key={at} line={line} />
              ))}
            </div>
          );
        })}
        {all > drawUpTo ? <p>{all - drawUpTo} more lines</p> : null}
      </div>
    </figure>
  );
}

function Line({ line }: { readonly line: DiffLine }) {
  return (
    <div className={classes(styles.line, styles[line.kind])}>
      <span className={styles.number}>{line.line}</span>
      <span className={styles.sign}>
        {line.kind === 'added' ? (
          <Plus size={10} strokeWidth={3} aria-label="added" />
        ) : line.kind === 'removed' ? (
          <Minus size={10} strokeWidth={3} aria-label="removed" />
        ) : null}
      </span>
      <Yaml text={line.text.slice(0, 500)} />
    </div>
  );
}

/** A line of YAML with its key in the color of keys. */
function Yaml({ text }: { readonly text: string }) {
  const found = /^(\s*(?:- )*)([A-Za-z0-9_./-]+):(?=\s|$)(.*)$/.exec(text);
  if (found === null) return <code>{text}</code>;
  const [, indent, key, rest] = found;
  return (
    <code>
      {indent}
      <span className={styles.key}>{key}</span>
      <span className={styles.point}>:</span>
      {rest}
    </code>
  );
}
