import {
  Box,
  LogIn,
  LogOut,
  ArrowLeftRight,
  ChevronsDownUp,
  ChevronsUpDown,
  FileCode,
  Globe,
} from 'lucide-react';
import { useMemo } from 'react';
import type { RefObject } from 'react';
import type { TemplateRequest } from '../../authoring/types';
import type { GraphView } from '../../views/graph-types';
import { useApp, useWorkspace } from '../app-context';
import { MenuItem, MenuLabel, MenuSeparator } from '../kit/MenuItems';
import { MenuAt } from '../kit/MenuAt';
import { openForm } from './draw/form-state';
import { openTemplate } from './draw/template-state';
import { openNamespaceMenu, useNamespaceMenu } from './menu-state';

/** What can be done with a namespace as a whole. */
export function NamespaceMenuLayer({
  view,
  frame,
}: {
  readonly view: GraphView;
  readonly frame: RefObject<HTMLElement | null>;
}) {
  const open = useNamespaceMenu();
  const { commands, getState } = useApp();
  const writes = useWorkspace((state) => state.role === 'writer');
  const beside = useMemo(
    () => (open === undefined ? undefined : { left: open.x, right: open.x, top: open.y, bottom: open.y }),
    [open],
  );
  if (open === undefined || beside === undefined) return null;
  const { name } = open;
  const collapsed = view.collapsed.includes(name);
  const template = (request: TemplateRequest) => openTemplate(request);
  return (
    <MenuAt
      key={name}
      beside={beside}
      label={`Namespace ${name.slice(0, 100)}`}
      onClose={() => openNamespaceMenu(undefined)}
      onReturn={() =>
        frame.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(`namespace/${name}`)}"]`)?.focus()
      }
    >
      {writes ? (
        <>
          <MenuLabel>Default deny</MenuLabel>
          <MenuItem
            icon={<LogIn size={14} />}
            onSelect={() => template({ kind: 'default deny', namespace: name, directions: ['ingress'] })}
          >
            Deny all ingress
          </MenuItem>
          <MenuItem
            icon={<LogOut size={14} />}
            onSelect={() => template({ kind: 'default deny', namespace: name, directions: ['egress'] })}
          >
            Deny all egress but DNS
          </MenuItem>
          <MenuItem
            icon={<ArrowLeftRight size={14} />}
            onSelect={() =>
              template({ kind: 'default deny', namespace: name, directions: ['ingress', 'egress'] })
            }
          >
            Deny both
          </MenuItem>
          <MenuItem
            icon={<Globe size={14} />}
            onSelect={() => template({ kind: 'allow dns', namespace: name })}
          >
            Allow DNS
          </MenuItem>
          <MenuSeparator />
          <MenuItem
            icon={<Box size={14} />}
            onSelect={() => openForm({ kind: 'workload', namespace: name, x: open.x, y: open.y })}
          >
            Add a workload here
          </MenuItem>
        </>
      ) : null}
      <MenuItem
        icon={<FileCode size={14} />}
        keys="Shift+Enter"
        onSelect={() => {
          const place = getState().summary?.namespaces.find((one) => one.name === name)?.place;
          if (place !== undefined) commands.revealPlace(place);
        }}
        disabled={getState().summary?.namespaces.find((one) => one.name === name)?.place === undefined}
      >
        Open its YAML
      </MenuItem>
      <MenuItem
        icon={collapsed ? <ChevronsUpDown size={14} /> : <ChevronsDownUp size={14} />}
        keys="G"
        onSelect={() => commands.collapse(name, !collapsed)}
      >
        {collapsed ? 'Expand' : 'Collapse'}
      </MenuItem>
    </MenuAt>
  );
}
