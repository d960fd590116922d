import { Copy, Download, FileArchive } from 'lucide-react';
import { useApp } from '../app-context';
import { copyPolicies, savePolicies } from '../files/policies-text';
import { MenuItem } from '../kit/MenuItems';

/** What can be taken out of the workspace. */
export function ExportItems() {
  const app = useApp();
  return (
    <>
      <MenuItem icon={<FileArchive size={14} />} onSelect={() => void app.commands.download()}>
        Download all files
      </MenuItem>
      <MenuItem icon={<Copy size={14} />} onSelect={() => void copyPolicies(app)}>
        Copy the policies
      </MenuItem>
      <MenuItem icon={<Download size={14} />} onSelect={() => void savePolicies(app)}>
        Download the policies
      </MenuItem>
    </>
  );
}
