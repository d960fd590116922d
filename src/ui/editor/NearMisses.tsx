import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { NearMiss } from '../../language/types';
import { useApp } from '../app-context';
import { Button } from '../kit/Button';
import { classes } from '../kit/classes';
import type { CaretSelector } from './caret';
import { KeyCode, type editor, type IPosition } from './monaco';
import styles from './NearMisses.module.css';
import { isProposing } from './is-proposing';

/**
 * Under a selector that matches nothing while the caret is in it: labels that are nearly the written ones. F2 goes
 * to it, Escape closes it until the caret enters another selector.
 */
export function NearMisses({
  view,
  found,
}: {
  readonly view: editor.IStandaloneCodeEditor;
  readonly found: CaretSelector | undefined;
}) {
  const [node] = useState(makeNode);
  const [closed, setClosed] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const misses = found?.match.nearMisses ?? [];
  const key = found === undefined ? '' : `${found.sheet.file} ${found.match.start}`;
  const open = misses.length > 0 && closed !== key;

  // Where it stands follows the newest answer; the element itself stays, so that focus in it does too.
  const place = useRef<() => IPosition | null>(() => null);
  useEffect(() => {
    place.current = () => (found === undefined ? null : found.sheet.link.positionAt(found.match.end));
  }, [found]);

  useEffect(() => {
    if (!open) return;
    const widget: editor.IContentWidget = {
      allowEditorOverflow: true,
      getId: () => 'near-misses',
      getDomNode: () => node,
      // Below, else above: never over the line that is being typed.
      getPosition: () => ({ position: place.current(), preference: [2, 1] }),
    };
    view.addContentWidget(widget);
    const listeners = [
      view.onDidChangeModelContent(() => {
        view.layoutContentWidget(widget);
      }),
      view.onKeyDown((event) => {
        if (event.keyCode === KeyCode.F2) {
          event.preventDefault();
          event.stopPropagation();
          box.current?.querySelector('button')?.focus();
        } else if (event.keyCode === KeyCode.Escape && !isProposing(view)) {
          setClosed(key);
        }
      }),
    ];
    return () => {
      for (const listener of listeners) listener.dispose();
      view.removeContentWidget(widget);
    };
  }, [view, node, open, key]);

  if (!open || found === undefined) return null;
  return createPortal(
    <div
      ref={box}
      className={classes(styles.box, 'nokey')}
      role="dialog"
      aria-label="This selector matches nothing"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        setClosed(key);
        view.focus();
      }}
    >
      <p>This selector matches nothing. Nearly the same:</p>
      <ul>
        {misses.slice(0, 4).map((miss, i) => (
          <Miss key={i} miss={miss} view={view} />
        ))}
      </ul>
    </div>,
    node,
  );
}

function makeNode(): HTMLElement {
  const node = document.createElement('div');
  // Above the column of shapes.
  node.style.zIndex = '40';
  return node;
}

function Miss({ miss, view }: { readonly miss: NearMiss; readonly view: editor.IStandaloneCodeEditor }) {
  const { commands } = useApp();
  const carriers =
    miss.carriers.slice(0, 3).join(', ') + (miss.carried > 3 ? ` and ${miss.carried - 3} more` : '');
  return (
    <li>
      <span className={styles.what}>
        <Marked text={miss.actual} against={miss.wanted} />
        <span className={styles.who}>on {carriers}</span>
      </span>
      <Button
        size="s"
        variant="line"
        onClick={() => {
          commands.change({ label: `Use ${miss.actual}`, edits: miss.edits });
          view.focus();
        }}
      >
        Use this
      </Button>
    </li>
  );
}

/** A label with the part that differs from the written one marked. */
function Marked({ text, against }: { readonly text: string; readonly against: string }) {
  const shorter = Math.min(text.length, against.length);
  let head = 0;
  while (head < shorter && text[head] === against[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && text[text.length - 1 - tail] === against[against.length - 1 - tail]) {
    tail += 1;
  }
  const end = text.length - tail;
  return (
    <code className={styles.label}>
      {text.slice(0, head)}
      {end > head ? <mark>{text.slice(head, end)}</mark> : null}
      {text.slice(end)}
    </code>
  );
}
