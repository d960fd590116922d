import { useEffect, useMemo, useRef, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import type { Direction } from '../../../model/policy';
import type { GraphNode, GraphView, Point } from '../../../views/graph-types';
import { isNamed } from '../../../views/outside-kinds';
import type { Camera } from '../camera';
import { chooseTool, currentTool } from '../tool-state';
import { drawState, setDraw } from './draw-state';
import { openForm } from './form-state';

export type Drawing = {
  readonly onPointerDown: (event: PointerEvent) => void;
  /** True where a tool took the click. */
  readonly onPaneClick: (event: MouseEvent) => boolean;
  /** A line was dragged just now: the click that follows means nothing else. */
  readonly justDrew: () => boolean;
};

/** Drawing with the pointer: from a gate, or with the drawing tool from anywhere on a card, to another node. */
export function useDrawing(
  frame: RefObject<HTMLElement | null>,
  view: GraphView,
  camera: Camera,
  writes: boolean,
): Drawing {
  const latest = useRef(view);
  const ended = useRef(0);
  useEffect(() => {
    latest.current = view;
  });
  return useMemo((): Drawing => {
    const world = (event: { clientX: number; clientY: number }): Point => {
      const box = frame.current?.getBoundingClientRect();
      const { x, y, zoom } = camera.view();
      return {
        x: (event.clientX - (box?.left ?? 0) - x) / zoom,
        y: (event.clientY - (box?.top ?? 0) - y) / zoom,
      };
    };
    const begin = (node: string, gate: Direction, down: PointerEvent) => {
      const start = { x: down.clientX, y: down.clientY };
      let dragged = false;
      const move = (event: globalThis.PointerEvent) => {
        if (!dragged && Math.hypot(event.clientX - start.x, event.clientY - start.y) < 4) return;
        dragged = true;
        const pointer = world(event);
        const over = nodeAt(latest.current, pointer, node);
        setDraw({ kind: 'dragging', node, gate, pointer, over: over?.id });
      };
      const stop = () => {
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', up);
        window.removeEventListener('pointercancel', cancel);
        window.removeEventListener('keydown', escape, true);
        if (dragged) ended.current = performance.now();
      };
      const cancel = () => {
        stop();
        setDraw({ kind: 'idle' });
      };
      const up = () => {
        stop();
        const draw = drawState();
        if (draw.kind !== 'dragging') return;
        if (draw.over === undefined) setDraw({ kind: 'idle' });
        else {
          const [from, to] = gate === 'egress' ? [node, draw.over] : [draw.over, node];
          setDraw({ kind: 'deciding', from, to });
        }
      };
      const escape = (event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        cancel();
      };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', up);
      window.addEventListener('pointercancel', cancel);
      window.addEventListener('keydown', escape, true);
    };
    return {
      onPointerDown: (event) => {
        if (!writes || event.button !== 0 || !(event.target instanceof Element)) return;
        const gate = event.target.closest<HTMLElement>('[data-gate]');
        const { gate: direction, gateNode } = gate?.dataset ?? {};
        if (gateNode !== undefined && (direction === 'ingress' || direction === 'egress')) {
          begin(gateNode, direction, event);
          return;
        }
        const node = event.target.closest<HTMLElement>('[data-node]')?.dataset.node;
        const drawn = latest.current.nodes.find(({ id }) => id === node);
        if (node !== undefined && currentTool() === 'draw' && (drawn === undefined || canBeDrawn(drawn))) {
          begin(node, 'egress', event);
        }
      },
      onPaneClick: (event) => {
        const tool = currentTool();
        if (!writes || tool === 'select' || tool === 'draw') {
          if (tool === 'draw') chooseTool('select');
          return performance.now() - ended.current < 100;
        }
        const at = { x: event.clientX, y: event.clientY };
        const { x, y } = world(event);
        const box = latest.current.nodes.find(
          ({ kind, rect }) =>
            (kind === 'namespace' || kind === 'collapsed') &&
            x > rect.x &&
            x < rect.x + rect.width &&
            y > rect.y &&
            y < rect.y + rect.height,
        );
        const namespace = box?.kind === 'namespace' || box?.kind === 'collapsed' ? box.name : undefined;
        openForm(tool === 'workload' ? { kind: 'workload', namespace, ...at } : { kind: tool, ...at });
        return true;
      },
      justDrew: () => performance.now() - ended.current < 100,
    };
  }, [frame, camera, writes]);
}

/** Whether a line can be drawn to it or from it: policies that are written here name addresses and pods. */
export function canBeDrawn(node: GraphNode): boolean {
  return node.kind !== 'outside' || !isNamed(node.outsideKind);
}

/** What lies under a point and can be an end: cards and pills first, with some room around them, then boxes. */
export function nodeAt(view: GraphView, point: Point, from: string): GraphNode | undefined {
  const source = view.nodes.find((node) => node.id === from);
  const possible = view.nodes.filter(
    (node) =>
      node.id !== from && canBeDrawn(node) && !(node.kind === 'outside' && source?.kind === 'outside'),
  );
  const holds = (node: GraphNode, margin: number) => {
    const { x, y, width, height } = node.rect;
    return (
      point.x > x - margin &&
      point.x < x + width + margin &&
      point.y > y - margin &&
      point.y < y + height + margin
    );
  };
  const onSource = source !== undefined && source.kind !== 'namespace' && holds(source, 0);
  if (onSource) return undefined;
  return (
    possible.find((node) => node.kind !== 'namespace' && holds(node, 12)) ??
    possible.find((node) => node.kind === 'namespace' && holds(node, 0))
  );
}
