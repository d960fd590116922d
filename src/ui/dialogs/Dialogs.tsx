import { lazy, Suspense } from 'react';
import { useCommands, useWorkspace } from '../app-context';
import { closeDialog } from '../app/dialogs-state';
import type { OpenDialog } from '../app/dialogs-state';
import { OptionsDialog } from '../cni/OptionsDialog';
import { KeysDialog } from './KeysDialog';
import { NameDialog } from './NameDialog';
import { PasteDialog } from './PasteDialog';

export const loadPalette = () => import('../palette/Palette');
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));

/** The one dialog that is open. */
export function Dialogs({ dialog }: { readonly dialog: NonNullable<OpenDialog> }) {
  const { newWorkspace, renameWorkspace, renameFile } = useCommands();
  const name = useWorkspace((state) => state.name);
  const files = useWorkspace((state) => state.files);
  switch (dialog.kind) {
    case 'palette':
      return (
        <Suspense fallback={null}>
          <Palette />
        </Suspense>
      );
    case 'keys':
      return <KeysDialog />;
    case 'engine options':
      return <OptionsDialog />;
    case 'paste':
      return <PasteDialog text={dialog.text} />;
    case 'new workspace':
      return (
        <NameDialog
          title="New workspace"
          label="Name"
          act="Create"
          value=""
          placeholder="prod-eu-1"
          onDone={(value) => void newWorkspace(value, [{ name: 'untitled.yaml', text: '' }])}
        />
      );
    case 'rename workspace':
      return (
        <NameDialog
          title="Rename this workspace"
          label="Name"
          act="Rename"
          value={name}
          onDone={renameWorkspace}
        />
      );
    case 'rename file': {
      const file = files.find((other) => other.id === dialog.file);
      if (file === undefined) {
        closeDialog();
        return null;
      }
      return (
        <NameDialog
          title="Rename the file"
          label="Name"
          act="Rename"
          value={file.name}
          onDone={(value) => renameFile(file.id, value)}
        />
      );
    }
  }
}
