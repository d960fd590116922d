import type { GraphView } from '../../views/graph-types';
import { useApp, useWorkspace } from '../app-context';
import { useRoom } from '../shell/use-room';
import { hasTools } from './geometry';

export type MinimapState = { readonly shown: boolean; readonly toggle: () => void };

/**
 * Whether the mini-map is shown: as the person last chose, else where a picture is large enough to get lost in and the
 * window has a corner to spare for it.
 */
export function useMinimap(view: GraphView): MinimapState {
  const { commands } = useApp();
  const minimap = useWorkspace((state) => state.preferences.minimap);
  const isWide = useRoom() === 'wide';
  const wanted = minimap === 'auto' ? isWide && hasTools(view.namespaces.length) : minimap === 'shown';
  return {
    shown: wanted && view.nodes.length > 0,
    toggle: () => commands.prefer({ minimap: wanted ? 'hidden' : 'shown' }),
  };
}
