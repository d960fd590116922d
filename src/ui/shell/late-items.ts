import { lazy } from 'react';
import { late } from '../kit/late';

// What is in the menus, loaded right after the first picture.
export const FileItems = lazy(async () => ({ default: (await import('../files/FileItems')).FileItems }));
export const WorkspaceItems = lazy(async () => ({
  default: (await import('./WorkspaceItems')).WorkspaceItems,
}));
export const ExportItems = lazy(async () => ({ default: (await import('./ExportItems')).ExportItems }));
export const CniItems = lazy(async () => ({ default: (await import('./CniItems')).CniItems }));
export const ThemeItems = lazy(async () => ({ default: (await import('./ThemeItems')).ThemeItems }));

// What is said above the picture, where there is something to say.
export const FollowerBar = late(async () => (await import('./FollowerBar')).FollowerBar);
export const NothingEnforced = late(async () => (await import('./NothingEnforced')).NothingEnforced);
