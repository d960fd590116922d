import { Copy, Download, FileArchive } from 'lucide-react';
import { useApp } from '../app-context';
import { Button } from '../kit/Button';
import { IconButton } from '../kit/IconButton';
import { Menu, MenuItem } from '../kit/Menu';
import { copyPolicies, savePolicies } from '../files/policies-text';

/** What can be taken out of the workspace. */
export function ExportMenu({ compact }: { readonly compact: boolean }) {
  const app = useApp();
  const icon = <Download size={16} />;
  return (
    <Menu
      align="end"
      trigger={compact ? <IconButton label="Export" icon={icon} /> : <Button icon={icon}>Export</Button>}
    >
      <MenuItem icon={<FileArchive size={14} />} onSelect={() => void app.commands.download()}>
        Download all files
      </MenuItem>
      <MenuItem icon={<Copy size={14} />} onSelect={() => void copyPolicies(app)}>
        Copy the policies
      </MenuItem>
      <MenuItem icon={<Download size={14} />} onSelect={() => void savePolicies(app)}>
        Download the policies
      </MenuItem>
    </Menu>
  );
}
