import { SunMoon } from 'lucide-react';
import type { Theme } from '../../workspace/types';
import { useCommands, useWorkspace } from '../app-context';
import { IconButton } from '../kit/IconButton';
import { Menu, MenuChoice } from '../kit/Menu';

const themes: readonly (readonly [Theme, string])[] = [
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['system', 'As the system'],
];

export function ThemeMenu() {
  const theme = useWorkspace((state) => state.preferences.theme);
  const { prefer } = useCommands();
  return (
    <Menu align="end" trigger={<IconButton label="Theme" icon={<SunMoon size={16} />} />}>
      {themes.map(([value, title]) => (
        <MenuChoice key={value} checked={value === theme} onSelect={() => prefer({ theme: value })}>
          {title}
        </MenuChoice>
      ))}
    </Menu>
  );
}
