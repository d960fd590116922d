import { lazy } from 'react';

// What stands over the picture and is empty until it is asked for: loaded beside it.
export const BundleList = lazy(async () => ({ default: (await import('./BundleList')).BundleList }));
export const GateTip = lazy(async () => ({ default: (await import('./GateTip')).GateTip }));
export const NamespaceMenuLayer = lazy(async () => ({
  default: (await import('./NamespaceMenuLayer')).NamespaceMenuLayer,
}));
export const SearchField = lazy(async () => ({ default: (await import('./SearchField')).SearchField }));
