import {
  Box,
  Command,
  Copy,
  Download,
  FileArchive,
  FileCode,
  FilePlus2,
  FileText,
  FolderOpen,
  Globe,
  Grid3x3,
  Keyboard,
  PanelBottom,
  PanelRight,
  Pencil,
  Redo2,
  RefreshCw,
  Route,
  SlidersHorizontal,
  Spline,
  SquareDashed,
  SunMoon,
  Trash2,
  Undo2,
  Workflow,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { sample } from '../../workspace/sample';
import type { App } from '../app-context';
import { openDialog } from '../app/dialogs-state';
import { chooseTool } from '../canvas/tool-state';
import type { Tool } from '../canvas/tool-state';
import { chooseFiles } from '../files/choose-files';
import { copyPolicies, savePolicies } from '../files/policies-text';
import { focusCheckPath } from '../shell/check-path-slot';
import { roomOf } from '../shell/use-room';
import { toggleEditor } from '../shell/use-shortcuts';

export type PaletteEntry = {
  readonly id: string;
  readonly group: 'Commands' | 'Policies' | 'Workloads' | 'Files' | 'Workspaces';
  readonly title: string;
  readonly icon: ReactNode;
  /** A consequence or a place, at the right. */
  readonly hint?: string;
  readonly keys?: string;
  readonly run: () => void;
};

/** Everything that the palette offers in this state. */
export function paletteEntries(app: App): readonly PaletteEntry[] {
  return [...commandEntries(app), ...policyEntries(app), ...workloadEntries(app), ...fileEntries(app)];
}

function commandEntries(app: App): readonly PaletteEntry[] {
  const { commands } = app;
  const state = app.getState();
  const writes = state.role === 'writer';
  const entry = (
    title: string,
    icon: ReactNode,
    run: () => void,
    more: { keys?: string; hint?: string } = {},
  ) => ({
    id: `command ${title}`,
    group: 'Commands' as const,
    title,
    icon,
    run,
    ...more,
  });
  const tool = (title: string, icon: ReactNode, kind: Tool, keys: string) =>
    entry(
      title,
      icon,
      () => {
        commands.show('graph');
        chooseTool(kind);
      },
      { keys },
    );
  const always = [
    entry('Show the graph', <Workflow size={14} />, () => commands.show('graph'), { keys: 'M' }),
    entry('Show the matrix', <Grid3x3 size={14} />, () => commands.show('matrix'), { keys: 'M' }),
    entry('Check a path', <Route size={14} />, () => setTimeout(focusCheckPath), { keys: '/' }),
    entry('Show or hide the editor', <PanelRight size={14} />, () => toggleEditor(app), { keys: 'mod+\\' }),
    entry(
      'Show or hide the panel',
      <PanelBottom size={14} />,
      () => commands.prefer({ panelOpen: !app.getState().preferences.panelOpen }),
      { keys: 'mod+J' },
    ),
    entry('Show why', <FileText size={14} />, () => commands.openPanel('why')),
    entry('Show problems', <FileText size={14} />, () => commands.openPanel('problems')),
    entry('Show expectations', <FileText size={14} />, () => commands.openPanel('expectations')),
    entry('Show the inspector', <FileText size={14} />, () => commands.openPanel('inspector')),
    entry('Download all files', <FileArchive size={14} />, () => void commands.download()),
    entry('Copy the policies', <Copy size={14} />, () => void copyPolicies(app)),
    entry('Download the policies', <Download size={14} />, () => void savePolicies(app)),
    entry('Light theme', <SunMoon size={14} />, () => commands.prefer({ theme: 'light' })),
    entry('Dark theme', <SunMoon size={14} />, () => commands.prefer({ theme: 'dark' })),
    entry('Theme as the system', <SunMoon size={14} />, () => commands.prefer({ theme: 'system' })),
    entry('All keys', <Keyboard size={14} />, () => openDialog({ kind: 'keys' }), { keys: '?' }),
    entry('New workspace', <FilePlus2 size={14} />, () => openDialog({ kind: 'new workspace' })),
    entry('Open the sample as a new workspace', <FolderOpen size={14} />, () => {
      void commands.newWorkspace(sample.name, sample.files);
    }),
    entry('Duplicate this workspace', <Copy size={14} />, () => void commands.duplicateWorkspace()),
  ];
  const workspaces = state.workspaces
    .filter((info) => info.id !== state.id)
    .map((info) => ({
      id: `workspace ${info.id}`,
      group: 'Workspaces' as const,
      title: info.name,
      icon: <Command size={14} />,
      run: () => void commands.switchWorkspace(info.id),
    }));
  if (!writes) {
    const isNarrow = roomOf(window.innerWidth) === 'phone';
    return [
      ...(isNarrow ? [] : [entry('Take over from the other tab', <Pencil size={14} />, commands.takeOver)]),
      ...always,
      ...workspaces,
    ];
  }
  const undoHint = state.canUndo === undefined ? {} : { hint: state.canUndo };
  const redoHint = state.canRedo === undefined ? {} : { hint: state.canRedo };
  return [
    entry('Undo', <Undo2 size={14} />, commands.undo, { keys: 'mod+Z', ...undoHint }),
    entry('Redo', <Redo2 size={14} />, commands.redo, { keys: 'mod+Shift+Z', ...redoHint }),
    tool('Draw an edge', <Spline size={14} />, 'draw', 'E'),
    tool('New namespace', <SquareDashed size={14} />, 'namespace', 'N'),
    tool('New workload', <Box size={14} />, 'workload', 'D'),
    tool('New outside address', <Globe size={14} />, 'outside', 'O'),
    entry('Lay out anew', <RefreshCw size={14} />, commands.forgetPositions, { keys: 'Shift+L' }),
    entry('New file', <FilePlus2 size={14} />, () => commands.addFile('untitled.yaml', '')),
    entry('Add files from this device', <FolderOpen size={14} />, () => chooseFiles(app)),
    ...(state.summary?.cnis ?? [])
      .filter((cni) => cni.name !== state.summary?.cni)
      .map((cni) =>
        entry(`Use the CNI ${cni.title}`, <Command size={14} />, () => commands.chooseCni(cni.name), {
          hint: 'writes Settings',
        }),
      ),
    entry('Options of the CNI', <SlidersHorizontal size={14} />, () =>
      openDialog({ kind: 'engine options' }),
    ),
    ...always,
    entry('Rename this workspace', <Pencil size={14} />, () => openDialog({ kind: 'rename workspace' })),
    entry('Delete this workspace', <Trash2 size={14} />, () => void commands.deleteWorkspace(state.id)),
    ...workspaces,
  ];
}

function policyEntries(app: App): readonly PaletteEntry[] {
  return (app.getState().summary?.policies ?? []).map((policy) => ({
    id: `policy ${policy.key} ${policy.place.file} ${policy.place.start}`,
    group: 'Policies',
    title: policy.namespace === '' ? policy.name : `${policy.name} in ${policy.namespace}`,
    icon: <FileText size={14} />,
    hint: `${policy.place.fileName}:${policy.place.line}`,
    run: () => {
      app.commands.select({ kind: 'policy', key: policy.key });
      app.commands.revealPlace(policy.place);
    },
  }));
}

function workloadEntries(app: App): readonly PaletteEntry[] {
  return (app.getState().summary?.workloads ?? []).map((workload) => ({
    id: `workload ${workload.id}`,
    group: 'Workloads',
    title: workload.name,
    icon: <Box size={14} />,
    hint: `${workload.shortKind} in ${workload.namespace}`,
    run: () => app.commands.select({ kind: 'workload', id: workload.id }),
  }));
}

function fileEntries(app: App): readonly PaletteEntry[] {
  return app.getState().files.map((file) => ({
    id: `file ${file.id}`,
    group: 'Files',
    title: file.name,
    icon: <FileCode size={14} />,
    run: () => {
      app.commands.openFile(file.id);
      if (!app.getState().preferences.editorOpen) app.commands.prefer({ editorOpen: true });
    },
  }));
}
