import { SunMoon } from 'lucide-react';
import { IconButton } from '../kit/IconButton';
import { Menu } from '../kit/Menu';
import { ThemeItems } from './late-items';

export function ThemeMenu() {
  return (
    <Menu align="end" trigger={<IconButton label="Theme" icon={<SunMoon size={16} />} />}>
      <ThemeItems />
    </Menu>
  );
}
