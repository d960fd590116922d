import { Copy, FilePlus2, Pencil, Trash2 } from 'lucide-react';
import { useCommands, useWorkspace } from '../app-context';
import { openDialog } from '../app/dialogs-state';
import { MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../kit/MenuItems';

/** The workspaces of this device, and everything to be done with the open one as a whole. */
export function WorkspaceItems() {
  const id = useWorkspace((state) => state.id);
  const name = useWorkspace((state) => state.name);
  const workspaces = useWorkspace((state) => state.workspaces);
  const follows = useWorkspace((state) => state.role === 'follower');
  const { switchWorkspace, duplicateWorkspace, deleteWorkspace } = useCommands();
  return (
    <>
      <MenuLabel>Workspaces on this device</MenuLabel>
      {workspaces.map((other) => (
        <MenuChoice key={other.id} checked={other.id === id} onSelect={() => void switchWorkspace(other.id)}>
          {other.id === id ? name : other.name}
        </MenuChoice>
      ))}
      <MenuSeparator />
      <MenuItem icon={<FilePlus2 size={14} />} onSelect={() => openDialog({ kind: 'new workspace' })}>
        New workspace
      </MenuItem>
      <MenuItem icon={<Copy size={14} />} onSelect={() => void duplicateWorkspace()}>
        Duplicate this workspace
      </MenuItem>
      <MenuItem
        icon={<Pencil size={14} />}
        disabled={follows}
        onSelect={() => openDialog({ kind: 'rename workspace' })}
      >
        Rename this workspace
      </MenuItem>
      <MenuItem
        icon={<Trash2 size={14} />}
        danger
        disabled={follows}
        onSelect={() => void deleteWorkspace(id)}
      >
        Delete this workspace
      </MenuItem>
    </>
  );
}
