import { late } from '../kit/late';

// What stands over the picture and is empty, or unimportant, at first.
export const BundleList = late(async () => (await import('./BundleList')).BundleList);
export const GateTip = late(async () => (await import('./GateTip')).GateTip);
export const MiniMap = late(async () => (await import('./MiniMap')).MiniMap);
export const NamespaceMenuLayer = late(async () => (await import('./NamespaceMenuLayer')).NamespaceMenuLayer);
export const CollapsedNamespace = late(
  async () => (await import('./nodes/CollapsedNamespace')).CollapsedNamespace,
);
export const SearchField = late(async () => (await import('./SearchField')).SearchField);

export const ToolButtons = late(async () => (await import('./ToolButtons')).ToolButtons);

/** Fetches them ahead, so that opening one never waits. */
export function loadParts(): void {
  const parts = [
    BundleList,
    CollapsedNamespace,
    GateTip,
    MiniMap,
    NamespaceMenuLayer,
    SearchField,
    ToolButtons,
  ];
  for (const part of parts) void part.fetch();
}
