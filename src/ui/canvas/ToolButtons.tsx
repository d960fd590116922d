import { FoldVertical, ListFilter, Search, UnfoldVertical } from 'lucide-react';
import type { GraphView } from '../../views/graph-types';
import { useCommands } from '../app-context';
import { Button } from '../kit/Button';
import { IconButton } from '../kit/IconButton';
import { Menu } from '../kit/Menu';
import { MenuChoice } from '../kit/MenuItems';
import styles from './CanvasTools.module.css';
import { pictureState, setPicture, usePicture } from './picture-state';
import { openSearch } from './search-state';

/** The tools of larger pictures: finding a card, which namespaces are drawn, and how. */
export function ToolButtons({ view }: { readonly view: GraphView }) {
  const { collapseAll } = useCommands();
  const hidden = usePicture((state) => state.hiddenNamespaces);
  const all = view.namespaces.length;
  const collapsed = view.collapsed.length;
  const drawn = all - hidden.length;
  return (
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
  );
}

function toggle(name: string): void {
  const { hiddenNamespaces } = pictureState();
  const others = hiddenNamespaces.filter((other) => other !== name);
  setPicture({ hiddenNamespaces: others.length === hiddenNamespaces.length ? [...others, name] : others });
}
