import { SlidersHorizontal } from 'lucide-react';
import { useCommands, useWorkspace } from '../app-context';
import { openDialog } from '../app/dialogs-state';
import { MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../kit/MenuItems';

/** Every CNI, and the way to the options of the chosen one, whose title is given. */
export function CniItems({ title }: { readonly title: string }) {
  const chosen = useWorkspace((state) => state.summary?.cni);
  const cnis = useWorkspace((state) => state.summary?.cnis);
  const options = useWorkspace((state) => state.summary?.options ?? 0);
  const { chooseCni } = useCommands();
  return (
    <>
      <MenuLabel>What enforces the policies</MenuLabel>
      {cnis?.map((cni) => (
        <MenuChoice
          key={cni.name}
          checked={cni.name === chosen}
          about={cni.about}
          onSelect={() => {
            if (cni.name !== chosen) chooseCni(cni.name);
          }}
        >
          {cni.title}
        </MenuChoice>
      ))}
      {options === 0 ? null : (
        <>
          <MenuSeparator />
          <MenuItem
            icon={<SlidersHorizontal size={14} />}
            onSelect={() => openDialog({ kind: 'engine options' })}
          >
            Options of {title}
          </MenuItem>
        </>
      )}
    </>
  );
}
