import type { Theme } from '../../workspace/types';
import { useCommands, useWorkspace } from '../app-context';
import { MenuChoice } from '../kit/MenuItems';

const themes: readonly (readonly [Theme, string])[] = [
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['system', 'As the system'],
];

export function ThemeItems() {
  const theme = useWorkspace((state) => state.preferences.theme);
  const { prefer } = useCommands();
  return themes.map(([value, title]) => (
    <MenuChoice key={value} checked={value === theme} onSelect={() => prefer({ theme: value })}>
      {title}
    </MenuChoice>
  ));
}
