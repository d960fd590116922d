import { useEffect, type RefObject } from 'react';
import type { GraphView } from '../../views/graph-types';
import type { Camera } from './camera';
import { hasTools } from './geometry';
import styles from './CanvasTools.module.css';
import { SearchField, ToolButtons } from './late-parts';
import { openSearch, useSearch } from './search-state';

/** At the top left: finding a card, and in larger pictures which namespaces are drawn, and how. */
export function CanvasTools({
  view,
  camera,
  frame,
}: {
  readonly view: GraphView;
  readonly camera: Camera;
  readonly frame: RefObject<HTMLElement | null>;
}) {
  const search = useSearch();
  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      const region = event.target instanceof Element ? event.target.closest('[data-region]') : null;
      const inEditor = region?.getAttribute('data-region') === 'editor';
      if (
        !(event.ctrlKey || event.metaKey) ||
        event.key.toLowerCase() !== 'f' ||
        event.shiftKey ||
        inEditor
      ) {
        return;
      }
      event.preventDefault();
      openSearch();
    };
    window.addEventListener('keydown', find);
    return () => window.removeEventListener('keydown', find);
  }, []);
  if (search.open) {
    return (
      <div className={styles.tools}>
        <SearchField key={search.request} camera={camera} frame={frame} view={view} />
      </div>
    );
  }
  return (
    <div className={styles.tools}>
      {hasTools(view.namespaces.length) ? <ToolButtons view={view} /> : null}
    </div>
  );
}
