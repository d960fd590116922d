import { Download } from 'lucide-react';
import { Button } from '../kit/Button';
import { IconButton } from '../kit/IconButton';
import { Menu } from '../kit/Menu';
import { ExportItems } from './late-items';

export function ExportMenu({ compact }: { readonly compact: boolean }) {
  const icon = <Download size={16} />;
  return (
    <Menu
      align="end"
      trigger={compact ? <IconButton label="Export" icon={icon} /> : <Button icon={icon}>Export</Button>}
    >
      <ExportItems />
    </Menu>
  );
}
