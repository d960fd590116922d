import { late } from './late';

// What stands over the picture and is empty, or unimportant, at first.
export const BundleList = late(async () => (await import('./BundleList')).BundleList);
export const GateTip = late(async () => (await import('./GateTip')).GateTip);
export const MiniMap = late(async () => (await import('./MiniMap')).MiniMap);
export const NamespaceMenuLayer = late(async () => (await import('./NamespaceMenuLayer')).NamespaceMenuLayer);
export const SearchField = late(async () => (await import('./SearchField')).SearchField);

/** Fetches them ahead, so that opening one never waits. */
export function loadParts(): void {
  for (const part of [BundleList, GateTip, MiniMap, NamespaceMenuLayer, SearchField]) void part.fetch();
}
