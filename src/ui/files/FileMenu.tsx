import { Ellipsis } from 'lucide-react';
import { IconButton } from '../kit/IconButton';
import { Menu } from '../kit/Menu';
import { FileItems } from '../shell/late-items';

/** The menu of the open file. */
export function FileMenu() {
  return (
    <Menu align="end" trigger={<IconButton label="File" size="s" icon={<Ellipsis size={16} />} />}>
      <FileItems />
    </Menu>
  );
}
