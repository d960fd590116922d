import { FoldVertical, ListFilter, Search, UnfoldVertical } from 'lucide-react';
import { useEffect, type RefObject } from 'react';
import type { GraphView } from '../../views/graph-types';
import { useCommands } from '../app-context';
import { Button } from '../kit/Button';
import { IconButton } from '../kit/IconButton';
import { Menu, MenuChoice } from '../kit/Menu';
import type { Camera } from './camera';
import { hasTools } from './geometry';
import styles from './CanvasTools.module.css';
import { SearchField } from './late-parts';
import { pictureState, setPicture, usePicture } from './picture-state';
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
  const { collapseAll } = useCommands();
  const search = useSearch();
  const hidden = usePicture((state) => state.hiddenNamespaces);
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
  const all = view.namespaces.length;
  const collapsed = view.collapsed.length;
  const drawn = all - hidden.length;
  return (
    <div className={styles.tools}>
      {hasTools(all) ? (
        <>
          <IconButton
            className={styles.tool}
            label="Find a card"
            keys="mod+F"
            icon={<Search size={14} />}
            onClick={openSearch}
          />
          <Menu
            width={260}
            trigger={
              <Button className={styles.tool} size="m" icon={<ListFilter size={14} />}>
                {hidden.length === 0 ? `${all} namespaces` : `${drawn} of ${all} namespaces`}
              </Button>
            }
          >
            {view.namespaces.map((name) => (
              <MenuChoice key={name} checked={!hidden.includes(name)} onSelect={() => toggle(name)}>
                {name.slice(0, 80)}
              </MenuChoice>
            ))}
          </Menu>
          <Button
            className={styles.tool}
            icon={collapsed > 0 ? <UnfoldVertical size={14} /> : <FoldVertical size={14} />}
            onClick={() => collapseAll(collapsed > 0 ? [] : view.namespaces)}
          >
            {collapsed > 0 ? 'Expand all' : 'Collapse all'}
          </Button>
        </>
      ) : null}
    </div>
  );
}

function toggle(name: string): void {
  const { hiddenNamespaces } = pictureState();
  const others = hiddenNamespaces.filter((other) => other !== name);
  setPicture({ hiddenNamespaces: others.length === hiddenNamespaces.length ? [...others, name] : others });
}
