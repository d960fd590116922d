import { lazy } from 'react';

// What is in the menus, loaded right after the first picture.
export const FileItems = lazy(async () => ({ default: (await import('../files/FileItems')).FileItems }));
export const WorkspaceItems = lazy(async () => ({
  default: (await import('./WorkspaceItems')).WorkspaceItems,
}));
export const ExportItems = lazy(async () => ({ default: (await import('./ExportItems')).ExportItems }));
