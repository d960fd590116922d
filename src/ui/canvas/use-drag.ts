import type { NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { GraphView, Point } from '../../views/graph-types';
import { useApp } from '../app-context';
import type { FlowNode } from './flow-nodes';

export type Drag = {
  /** Where things are while they are dragged, and until the picture has followed. */
  readonly moved: ReadonlyMap<string, Point>;
  readonly onNodesChange: (changes: readonly NodeChange<FlowNode>[]) => void;
  readonly onDragStart: (node: FlowNode) => void;
  readonly onDragStop: (node: FlowNode) => void;
};

const nothing: ReadonlyMap<string, Point> = new Map();

/** Dragging cards and namespaces: moves on the screen at once, is written as one undo step at the end. */
export function useDrag(view: GraphView | undefined): Drag {
  const { commands, getState } = useApp();
  const [moved, setMoved] = useState(nothing);
  const start = useRef<{ node: FlowNode; members: ReadonlyMap<string, Point> }>(undefined);
  const dropped = useRef(false);
  const positions = useRef(moved);

  const show = useCallback((next: ReadonlyMap<string, Point>) => {
    positions.current = next;
    setMoved(next);
  }, []);

  useEffect(() => {
    if (dropped.current) {
      dropped.current = false;
      show(nothing);
    }
  }, [view, show]);

  const onDragStart = useCallback(
    (node: FlowNode) => {
      const members = new Map<string, Point>();
      for (const other of view?.nodes ?? []) {
        if (
          node.type === 'namespace' &&
          other.kind === 'card' &&
          other.namespace === node.data.namespace.name
        ) {
          members.set(other.id, other.rect);
        }
      }
      start.current = { node, members };
    },
    [view],
  );

  const onNodesChange = useCallback(
    (changes: readonly NodeChange<FlowNode>[]) => {
      const from = start.current;
      if (from === undefined) return;
      const next = new Map(positions.current);
      let changed = false;
      for (const change of changes) {
        if (change.type !== 'position' || change.position === undefined || change.id !== from.node.id) {
          continue;
        }
        changed = true;
        next.set(change.id, change.position);
        const [dx, dy] = [change.position.x - from.node.position.x, change.position.y - from.node.position.y];
        for (const [id, { x, y }] of from.members) next.set(id, { x: x + dx, y: y + dy });
      }
      if (changed) show(next);
    },
    [show],
  );

  const onDragStop = useCallback(
    (node: FlowNode) => {
      const from = start.current;
      start.current = undefined;
      const at = positions.current.get(node.id);
      if (from === undefined || at === undefined) return;
      dropped.current = true;
      commands.place(placesOf(from.node, at, from.members, new Set(Object.keys(getState().positions))));
    },
    [commands, getState],
  );

  return { moved, onNodesChange, onDragStart, onDragStop };
}

/** What a drag writes: the thing itself and, of a namespace, its cards that had been dragged before. */
function placesOf(
  node: FlowNode,
  at: Point,
  members: ReadonlyMap<string, Point>,
  dragged: ReadonlySet<string>,
): Record<string, Point> {
  const [dx, dy] = [Math.round(at.x - node.position.x), Math.round(at.y - node.position.y)];
  const shift = ({ x, y }: Point): Point => ({ x: Math.round(x + dx), y: Math.round(y + dy) });
  switch (node.type) {
    case 'namespace': {
      const places: Record<string, Point> = { [node.id]: shift(node.data.namespace.origin) };
      for (const [id, point] of members) if (dragged.has(id)) places[id] = shift(point);
      return places;
    }
    case 'collapsed':
      return { [node.id]: shift(node.data.collapsed.origin) };
    case 'card':
    case 'outside':
      return { [node.id]: shift(node.position) };
  }
}
