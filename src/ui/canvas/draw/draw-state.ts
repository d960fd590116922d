import { useSyncExternalStore } from 'react';
import type { Direction } from '../../../model/policy';
import type { Point } from '../../../views/graph-types';

/**
 * An edge in the making. `dragging`: from a node's gate to the pointer. `choosing`: by keyboard, the focus chooses the
 * other end. `deciding`: both ends are known, the card asks for port and way. `closing`: a line is to be closed.
 */
export type DrawState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'dragging';
      readonly node: string;
      /** The gate it started on: from an ingress gate the line is drawn backwards. */
      readonly gate: Direction;
      readonly pointer: Point;
      /** Node under the pointer that can be the other end. */
      readonly over: string | undefined;
    }
  | { readonly kind: 'choosing'; readonly node: string; readonly over: string | undefined }
  | {
      readonly kind: 'deciding';
      readonly from: string;
      readonly to: string;
      /** The chosen port, to be written on the line. */
      readonly label?: string;
    }
  | {
      readonly kind: 'closing';
      readonly from: string;
      readonly to: string;
      readonly protocol: string;
      readonly port: number;
    };

let state: DrawState = { kind: 'idle' };
const listeners = new Set<() => void>();

export function drawState(): DrawState {
  return state;
}

export function setDraw(next: DrawState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDraw<T>(select: (state: DrawState) => T): T {
  return useSyncExternalStore(subscribe, () => select(state));
}

/** Whether a gate shows that the line may be dropped on it. */
export function useDropGate(node: string, direction: Direction): boolean {
  return useDraw((draw) => {
    if (draw.kind === 'dragging') {
      return draw.over === node && direction !== draw.gate;
    }
    return draw.kind === 'choosing' && draw.over === node && direction === 'ingress';
  });
}
