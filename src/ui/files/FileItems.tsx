import { ArrowLeft, ArrowRight, Copy, Download, FilePlus2, FolderOpen, Pencil, Trash2 } from 'lucide-react';
import { saveAs } from '../../workspace/browser';
import { useApp, useCommands, useWorkspace } from '../app-context';
import { openDialog } from '../app/dialogs-state';
import { MenuItem, MenuSeparator } from '../kit/MenuItems';
import { chooseFiles } from './choose-files';

/** Everything to be done with the open file, and with files as such. */
export function FileItems() {
  const app = useApp();
  const { duplicateFile, deleteFile, moveFile, addFile } = useCommands();
  const files = useWorkspace((state) => state.files);
  const active = useWorkspace((state) => state.activeFile);
  const follows = useWorkspace((state) => state.role === 'follower');
  const at = files.findIndex((file) => file.id === active);
  const file = files[at];
  return (
    <>
      {follows ? null : (
        <>
          <MenuItem icon={<FilePlus2 size={14} />} onSelect={() => addFile('untitled.yaml', '')}>
            New file
          </MenuItem>
          <MenuItem icon={<FolderOpen size={14} />} onSelect={() => chooseFiles(app)}>
            Add files from this device
          </MenuItem>
        </>
      )}
      {file === undefined ? null : (
        <>
          <MenuSeparator />
          {follows ? null : (
            <>
              <MenuItem
                icon={<Pencil size={14} />}
                onSelect={() => openDialog({ kind: 'rename file', file: file.id })}
              >
                Rename {file.name}
              </MenuItem>
              <MenuItem icon={<Copy size={14} />} onSelect={() => duplicateFile(file.id)}>
                Duplicate
              </MenuItem>
              <MenuItem
                icon={<ArrowLeft size={14} />}
                disabled={at === 0}
                onSelect={() => moveFile(file.id, at - 1)}
              >
                Move left
              </MenuItem>
              <MenuItem
                icon={<ArrowRight size={14} />}
                disabled={at === files.length - 1}
                onSelect={() => moveFile(file.id, at + 1)}
              >
                Move right
              </MenuItem>
            </>
          )}
          <MenuItem
            icon={<Download size={14} />}
            onSelect={() => saveAs(file.name.split('/').at(-1) ?? file.name, file.text, 'application/yaml')}
          >
            Download
          </MenuItem>
          {follows ? null : (
            <>
              <MenuSeparator />
              <MenuItem icon={<Trash2 size={14} />} danger onSelect={() => deleteFile(file.id)}>
                Delete
              </MenuItem>
            </>
          )}
        </>
      )}
    </>
  );
}
