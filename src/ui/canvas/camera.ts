import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import type { GraphView, Rect } from '../../views/graph-types';
import { bringIntoView, fitTo, hasTools, type View } from './geometry';

export type Camera = {
  readonly fit: (view: GraphView, still?: boolean) => void;
  readonly zoomTo: (zoom: number) => void;
  readonly zoomBy: (factor: number) => void;
  readonly reveal: (rects: readonly Rect[]) => void;
  readonly moveTo: (view: View) => void;
  /** The same, slowly. */
  readonly glideTo: (view: View) => void;
  readonly view: () => View;
  readonly room: () => { readonly width: number; readonly height: number };
};

/** Moving the camera: slowly where motion is wanted, at once where it is not. */
export function useCamera(): Camera {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useMemo((): Camera => {
    const room = () => {
      const { width, height } = store.getState();
      return { width, height };
    };
    const view = () => flow.getViewport();
    const slow = () => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 260);
    const go = (next: View, still = false) => {
      void flow.setViewport(next, { duration: still ? 0 : slow() });
    };
    const zoomTo = (zoom: number) => {
      const next = Math.min(2, Math.max(0.1, zoom));
      const { x, y, zoom: before } = view();
      const { width, height } = room();
      const scale = next / before;
      go({ zoom: next, x: width / 2 - (width / 2 - x) * scale, y: height / 2 - (height / 2 - y) * scale });
    };
    return {
      room,
      view,
      zoomTo,
      moveTo: (next) => go(next, true),
      glideTo: (next) => go(next),
      fit: ({ bounds, namespaces }, still = false) =>
        go(fitTo(bounds, room(), hasTools(namespaces.length) ? 56 : 24), still),
      zoomBy: (factor) => zoomTo(view().zoom * factor),
      reveal: (rects) => {
        const before = view();
        const next = bringIntoView(before, room(), rects);
        if (next !== before) go(next);
      },
    };
  }, [flow, store]);
}

/** Where the camera was in each workspace of this sitting, and what it had been fitted to. */
const kept = new Map<string, View>();

export function keepView(workspace: string, view: View): void {
  kept.set(workspace, view);
}

export function keptView(workspace: string): View | undefined {
  return kept.get(workspace);
}

/** Rects of what a selection speaks of. */
export function rectsOf(view: GraphView, ids: readonly string[]): Rect[] {
  const wanted = new Set(ids);
  return view.nodes.flatMap((node) => {
    const hit =
      wanted.has(node.id) ||
      (node.kind === 'card' && node.workloads.some((workload) => wanted.has(workload))) ||
      (node.kind === 'outside' && node.parts.some((part) => wanted.has(part)));
    return hit ? [node.rect] : [];
  });
}
