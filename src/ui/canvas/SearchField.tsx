import { Search, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Summary } from '../../analysis/types';
import type { GraphView } from '../../views/graph-types';
import { useApp, useWorkspace } from '../app-context';
import { IconButton } from '../kit/IconButton';
import { rectsOf, type Camera } from './camera';
import styles from './CanvasTools.module.css';
import { focusNode } from './focus-state';
import { nodeFor } from './geometry';
import { KindIcon } from './nodes/kind-icon';
import { closeSearch } from './search-state';

export type Found = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly about: string;
};

/** Workloads, namespaces and outside cards whose name holds the words, those that begin with them first. */
export function findIn(
  summary: Pick<Summary, 'workloads' | 'namespaces' | 'outside'>,
  text: string,
): Found[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const all: Found[] = [
    ...summary.workloads.map(({ id, name, kind, namespace }) => ({ id, name, kind, about: namespace })),
    ...summary.namespaces.map(({ name }) => ({
      id: `namespace/${name}`,
      name,
      kind: 'Namespace',
      about: 'namespace',
    })),
    ...summary.outside.map(({ id, title }) => ({ id, name: title, kind: 'outside', about: 'outside' })),
  ];
  const begins: Found[] = [];
  const holds: Found[] = [];
  for (const one of all) {
    const name = one.name.toLowerCase();
    const at = name.indexOf(wanted);
    if (at === 0) begins.push(one);
    else if (at > 0 || `${one.about}/${name}`.includes(wanted)) holds.push(one);
    if (begins.length >= 50) break;
  }
  return [...begins, ...holds].slice(0, 50);
}

/** Finds a card by name, and goes there. */
export function SearchField({
  view,
  camera,
  frame,
}: {
  readonly view: GraphView;
  readonly camera: Camera;
  readonly frame: RefObject<HTMLElement | null>;
}) {
  const { commands } = useApp();
  const summary = useWorkspace((state) => state.summary);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const found = useMemo(() => (summary === undefined ? [] : findIn(summary, text)), [summary, text]);
  const close = () => {
    closeSearch();
    frame.current?.querySelector<HTMLElement>('[data-node][tabindex="0"]')?.focus({ preventScroll: true });
  };
  const go = (one: Found | undefined) => {
    if (one === undefined) return;
    const node = nodeFor(view, one.id);
    if (one.kind === 'Namespace') commands.select({ kind: 'namespace', name: one.name });
    else if (one.kind === 'outside') commands.select({ kind: 'outside', id: one.id });
    else commands.select({ kind: 'workload', id: one.id });
    closeSearch();
    if (node === undefined) return;
    camera.reveal(rectsOf(view, [node.id]));
    focusNode(node.id);
  };
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    const last = found.length - 1;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') go(found[at]);
    else if (event.key === 'ArrowDown') setAt(Math.min(last, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else return;
    event.preventDefault();
  };
  return (
    <div className={`nokey ${styles.search ?? ''}`} role="search">
      <div className={styles.field}>
        <Search size={14} aria-hidden="true" />
        <input
          ref={input}
          type="text"
          value={text}
          placeholder="Find a card"
          aria-label="Find a card"
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls="canvas-found"
          aria-activedescendant={found.length > 0 ? `canvas-found-${at}` : undefined}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={keys}
        />
        <IconButton size="s" label="Close the search" icon={<X size={14} />} onClick={close} />
      </div>
      {found.length > 0 ? (
        <ul id="canvas-found" role="listbox" aria-label="Cards found" className={styles.found}>
          {found.map((one, index) => (
            <li
              key={`${one.kind} ${one.id}`}
              id={`canvas-found-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => go(one)}
            >
              <KindIcon kind={one.kind} />
              <span>{one.name.slice(0, 120)}</span>
              <small>{one.about.slice(0, 60)}</small>
            </li>
          ))}
        </ul>
      ) : text.trim() === '' ? null : (
        <p className={styles.none}>No card of that name.</p>
      )}
    </div>
  );
}
