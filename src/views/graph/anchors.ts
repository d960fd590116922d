import type { DrawnGate, GraphNode, Point, Rect } from '../graph-types';
import { collapsedGateMiddle, gateMiddle, gateWidth } from '../layout/sizes';

/** Width of a gate as drawn: wider for more than one character. */
export function drawnGateWidth(gate: DrawnGate): number {
  if (gate.state !== 'guarded' || gate.label.length < 2) return gateWidth;
  return gate.label.length === 2 && !gate.label.includes('/') ? 24 : Math.ceil(gate.label.length * 6.6 + 10);
}

/** How far a gate stands out from the border: lines stop at its face, but run through an open gate. */
export function gateFace(gate: DrawnGate): number {
  if (gate.state === 'open' || gate.state === 'not enforced') return 0;
  return drawnGateWidth(gate) - gateWidth / 2;
}

/** What an end of a line needs to know of a node. */
export type Port = {
  readonly rect: Rect;
  /** From the top to where lines arrive. */
  readonly middle: number;
  readonly ingressFace: number;
  readonly egressFace: number;
};

export function portOf(node: GraphNode): Port {
  switch (node.kind) {
    case 'card':
      return {
        rect: node.rect,
        middle: gateMiddle,
        ingressFace: gateFace(node.ingress),
        egressFace: gateFace(node.egress),
      };
    case 'collapsed':
      return {
        rect: node.rect,
        middle: node.overview ? node.rect.height / 2 : collapsedGateMiddle,
        ingressFace: node.overview ? 0 : gateFace(node.ingress),
        egressFace: node.overview ? 0 : gateFace(node.egress),
      };
    case 'outside':
      return { rect: node.rect, middle: node.rect.height / 2, ingressFace: 0, egressFace: 0 };
    case 'namespace':
      return { rect: node.rect, middle: node.rect.height / 2, ingressFace: 0, egressFace: 0 };
  }
}

export function leavesAt(port: Port, shift = 0): Point {
  return { x: port.rect.x + port.rect.width + port.egressFace, y: port.rect.y + port.middle + shift };
}

export function arrivesAt(port: Port, shift = 0): Point {
  return { x: port.rect.x - port.ingressFace, y: port.rect.y + port.middle + shift };
}

/**
 * The place of the mark that stops a line: at the outer corner of the gate, 3 outside its face and 15 below its middle,
 * or above it where the line comes from above (`rise` is negative).
 */
export function markAt(port: Port, side: 'ingress' | 'egress', rise: number): { x: number; y: number } {
  const face = Math.max(9, side === 'ingress' ? port.ingressFace : port.egressFace);
  const y = port.rect.y + port.middle + (rise < -1 ? -15 : 15);
  return side === 'ingress'
    ? { x: port.rect.x - face - 3, y }
    : { x: port.rect.x + port.rect.width + face + 3, y };
}
