import { lazy } from 'react';

// What is not seen at first comes after the picture.
const loads = {
  BundleList: () => import('./BundleList'),
  GateTip: () => import('./GateTip'),
  NamespaceMenuLayer: () => import('./NamespaceMenuLayer'),
  SearchField: () => import('./SearchField'),
};

export const BundleList = lazy(async () => ({ default: (await loads.BundleList()).BundleList }));
export const GateTip = lazy(async () => ({ default: (await loads.GateTip()).GateTip }));
export const NamespaceMenuLayer = lazy(async () => ({
  default: (await loads.NamespaceMenuLayer()).NamespaceMenuLayer,
}));
export const SearchField = lazy(async () => ({ default: (await loads.SearchField()).SearchField }));

/** Fetches them ahead, so that opening one never waits. */
export function loadParts(): void {
  for (const load of Object.values(loads)) void load();
}
